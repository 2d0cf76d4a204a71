"""Certificates as they come about: by studying, and by confirming one's name."""

from accounts.actions import confirm_name
from certificates.models import Certificate
from tests.factories.accounts import UserFactory
from tests.factories.enrolments import complete, make_enrolment
from tests.factories.modules import activities


def finish(course, user=None, **fields):
    """Everything in the course, done by `user` or by somebody new; returns the enrolment."""
    enrolment = make_enrolment(course, user or UserFactory(**fields))
    for activity in activities(course):
        complete(enrolment, activity)
    enrolment.refresh_from_db()
    return enrolment


def certify(on_commit, course, user=None, kind="participation", **fields):
    """The certificate of somebody who did everything and confirmed their name, with all that follows on commit."""
    with on_commit():
        enrolment = finish(course, user, **fields)
        confirm_name(user=enrolment.user, name=enrolment.user.name)
    return Certificate.objects.get(enrolment=enrolment, kind=kind)
