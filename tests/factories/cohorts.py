"""Cohorts, by the verbs."""

from accounts.actions import appoint_manager
from accounts.models import User
from cohorts.actions import open_cohort, seat
from tests.factories.accounts import UserFactory


def make_cohort(course, *enrolments, name="Intake of May", country="", by=None):
    """A cohort of a course with those members, opened by a manager of all countries."""
    by = by or manager_of_all()
    cohort = open_cohort(by=by, course=course, name=name, country=country)
    seat(by=by, cohort=cohort, enrolments=enrolments)
    return cohort


def manager_of_all():
    user = User.objects.filter(remit__everywhere=True).first() or UserFactory(name="Gita Rao")
    appoint_manager(user=user, everywhere=True)
    return User.objects.get(pk=user.pk)
