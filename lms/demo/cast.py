"""The demo's own accounts: one for each way of using Camino, all with one password, for demonstration only."""

from dataclasses import dataclass

from accounts.actions import appoint_manager, confirm_name, register_user
from accounts.models import User
from courses.actions import appoint_instructor
from courses.models import CoursePage
from enrolments.actions import enrol
from forums.actions import appoint_moderator
from lms.demo.studying import study_all, study_some

PASSWORD = "camino-demo"


@dataclass(frozen=True)
class Role:
    email: str
    name: str
    country: str
    language: str
    what: str
    name_latin: str = ""


CAST = [
    Role("amina@example.org", "Amina Wanjiru", "KE", "en", "learner, in the middle of the course"),
    Role("farid@example.org", "فريد حداد", "JO", "ar", "learner in Arabic, with certificates", "Farid Haddad"),
    Role("ben@example.org", "Ben Okello", "UG", "en", "instructor of the course"),
    Role("elif@example.org", "Elif Şahin", "TR", "en", "moderator of the discussions"),
    Role("chen@example.org", "Chen Lihua", "KE", "en", "manager of Kenya and Uganda"),
    Role("gloria@example.org", "Gloria Menchaca Ruiz", "MX", "es", "manager of all countries"),
    Role("admin@example.org", "Ada Minister", "CH", "en", "administrator"),
]


def gather(course):
    """Make the accounts that are missing, each with its role in `course`."""
    missing = [role for role in CAST if not User.objects.with_email(role.email).exists()]
    for role in missing:
        user = register_user(
            email=role.email,
            name=role.name,
            name_latin=role.name_latin,
            password=PASSWORD,
            country=role.country,
            language=role.language,
            profession=User.Profession.PUBLIC_HEALTH,
        )
        ROLES[role.email.split("@")[0]](user, course)


def _learner(user, course):
    study_some(enrol(user=user, course=course), count=6)


def _graduate(user, course):
    confirm_name(user=user, name=user.name)
    study_all(enrol(user=user, course=course))


def _instructor(user, course):
    page = CoursePage.objects.get(translation_key=course.key, locale__language_code=course.source_language)
    appoint_instructor(user=user, course_page=page)


def _moderator(user, course):
    appoint_moderator(user=user)
    enrol(user=user, course=course)


def _manager(user, _course):
    appoint_manager(user=user, countries=["KE", "UG"])


def _overseer(user, _course):
    appoint_manager(user=user, countries=[], everywhere=True)


def _administrator(user, _course):
    user.is_superuser = user.is_staff = True
    user.save(update_fields=["is_superuser", "is_staff"])


ROLES = {
    "amina": _learner,
    "farid": _graduate,
    "ben": _instructor,
    "elif": _moderator,
    "chen": _manager,
    "gloria": _overseer,
    "admin": _administrator,
}
