"""Cohorts of the demo: one that takes members, talks in a discussion of its own and is told something; one closed."""

import uuid
from datetime import timedelta

from django.utils import timezone

from accounts.actions import accept_conduct
from accounts.models import User
from cohorts.actions import close_cohort, open_cohort, seat
from cohorts.models import Cohort, Seat
from enrolments.models import Enrolment
from forums.actions import note_told, open_thread, publish_announcement, reply
from forums.models import Announcement, Post
from lms.demo.talk import NAMESPACE

MANAGER, INSTRUCTOR, LEARNER = "chen@example.org", "ben@example.org", "amina@example.org"
OPEN, CLOSED = ("KE", "Nairobi 2026"), ("UG", "Kampala 2025")
TITLE = "Who can meet on Thursdays?"
WELCOME = (
    "Welcome. This discussion is ours alone: the intake of Nairobi and the course team read it, nobody else. "
    "**Who can meet on Thursdays at five**, by phone if the road is long? Say what you would like to talk about first."
)
TOLD = {
    "en": ("Our first meeting", "We meet on Thursday at five, by phone: the number is in our discussion."),
    "es": ("Nuestra primera reunión", "El jueves a las cinco, por teléfono: el número está en nuestra conversación."),
    "fr": ("Notre première réunion", "Jeudi à cinq heures, par téléphone : le numéro est dans notre discussion."),
    "ar": ("لقاؤنا الأول", "يوم الخميس في الخامسة عبر الهاتف: الرقم في مناقشتنا."),
}
ANSWER = "I can, by phone. I would begin with the desk at the entrance: what we ask there, and what we could leave out."


def seed_cohorts(courses):
    """Make what is missing of them, in the first of `courses`."""
    course, manager = courses[0], User.objects.with_email(MANAGER).get()
    for country, name in (OPEN, CLOSED):
        if not Cohort.objects.in_course(course).filter(name=name).exists():
            cohort = open_cohort(by=manager, course=course, name=name, country=country)
            seat(by=manager, cohort=cohort, enrolments=_members(course, country))
            if name == CLOSED[1]:
                close_cohort(by=manager, cohort=cohort)
    cohort = Cohort.objects.in_course(course).get(name=OPEN[1])
    _talk(cohort)
    _tell(cohort)


def _members(course, country):
    """Every other learner of the country, so that some are left to choose, and the one whose account is shown."""
    there = Enrolment.objects.in_course(course).active().filter(country=country).order_by("pk")
    return {*list(there)[::2], *there.filter(user__email=LEARNER)}


def _tell(cohort):
    """An announcement to its members; no invented learner gets a mail of it."""
    key, moment = uuid.uuid5(NAMESPACE, "cohort/announcement"), timezone.now() - timedelta(days=1)
    if not Announcement.objects.filter(key=key).exists():
        teacher = User.objects.with_email(INSTRUCTOR).get()
        announcement = publish_announcement(
            author=teacher, course=cohort.course, cohort=cohort, texts=TOLD, key=key, at=moment
        )
        note_told(announcement=announcement, at=moment)


def _talk(cohort):
    key, now = uuid.uuid5(NAMESPACE, "cohort"), timezone.now()
    if Post.objects.filter(key=key).exists():
        return
    opened_at, words = now - timedelta(days=2), {"language": "en"}
    member = Seat.objects.filter(cohort=cohort).exclude(enrolment__user__email=LEARNER).by_name().first()
    people = [User.objects.with_email(INSTRUCTOR).get(), member.enrolment.user]
    for person in people:
        accept_conduct(user=person, at=opened_at)
    thread = open_thread(author=people[0], cohort=cohort, title=TITLE, text=WELCOME, key=key, at=opened_at, **words)
    answer = uuid.uuid5(NAMESPACE, "cohort/0")
    reply(author=people[1], thread=thread, text=ANSWER, key=answer, at=opened_at + timedelta(hours=5), **words)
