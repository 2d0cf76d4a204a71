import pytest

from accounts.actions import confirm_name
from certificates.actions import issue_earned
from modules.models import ModulePage
from tests.factories.courses import add_page, course_page, make_course
from tests.factories.enrolments import make_enrolment
from tests.factories.modules import make_discussion
from tests.worlds import made_once


@made_once
def course(homes):
    """A published course with one thing to do: a discussion."""
    course = make_course(homes, modules=0)
    module = add_page(course_page(course), ModulePage, title="Módulo", slug="modulo")
    make_discussion(module)
    return course


@pytest.fixture
def certificate(course, amina):
    return certificate_of(course, amina)


def certificate_of(course, user):
    """What `user` gets for completing the course; nothing is announced, and no file drawn."""
    enrolment = make_enrolment(course, user)
    enrolment.completed_at = enrolment.enrolled_at
    enrolment.save()
    confirm_name(user=user, name=user.name)
    return issue_earned(enrolment=enrolment)[0]
