import pytest

from accounts.actions import confirm_name
from certificates.actions import issue_earned
from tests.factories.courses import make_course
from tests.factories.enrolments import make_enrolment


@pytest.fixture
def course(homes, on_commit):
    """A published course of one module, in Spanish, English and Arabic."""
    with on_commit():
        return make_course(homes, modules=1, translate_to=["en", "ar"])


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
