"""Cohorts of the demo: one that takes members, one that is closed, opened by the manager of their countries."""

from accounts.models import User
from cohorts.actions import close_cohort, open_cohort, seat
from cohorts.models import Cohort
from enrolments.models import Enrolment

MANAGER = "chen@example.org"
OPEN, CLOSED = ("KE", "Nairobi 2026"), ("UG", "Kampala 2025")


def seed_cohorts(course):
    """Every other learner of the country in each cohort, so that some are left to choose."""
    manager = User.objects.with_email(MANAGER).get()
    for country, name in (OPEN, CLOSED):
        if not Cohort.objects.in_course(course).filter(name=name).exists():
            cohort = open_cohort(by=manager, course=course, name=name, country=country)
            there = Enrolment.objects.in_course(course).active().filter(country=country).order_by("pk")
            seat(by=manager, cohort=cohort, enrolments=list(there)[::2])
            if name == CLOSED[1]:
                close_cohort(by=manager, cohort=cohort)
