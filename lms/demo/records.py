"""Certificates of every kind and in every state, so that the pages of managers and the public ones show something."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions import confirm_name, register_user
from accounts.models import User
from certificates.actions import (
    accept_correction,
    ask_correction,
    issue_attendance,
    issue_earned,
    reissue,
    revoke,
)
from certificates.models import Certificate
from enrolments.actions import enrol
from enrolments.models import Enrolment
from lms.demo.crowd import MAIL_HOST
from lms.demo.studying import study_all

MANAGED = ["KE", "UG"]
LONG_AGO = timedelta(days=4 * 365)
VETERAN = f"veteran@{MAIL_HOST}"


def seed_records(courses):
    """Once: a diploma, one attendance, and certificates that were revoked, issued anew, corrected, and have expired."""
    if User.objects.with_email(VETERAN).exists():
        return
    manager = User.objects.with_email("gloria@example.org").get()
    _graduate(User.objects.with_email("farid@example.org").get(), courses)
    _expire(courses)
    _decide(manager)
    _attend(manager)


def _graduate(user, courses):
    """All courses, one after the other: the diploma follows by itself."""
    for course in courses:
        _study(user, course)


@transaction.atomic
def _study(user, course, at=None):
    enrolment = enrol(user=user, course=course, at=at)
    study_all(enrolment, at=at)
    enrolment.refresh_from_db()
    return issue_earned(enrolment=enrolment, at=enrolment.completed_at)


def _expire(courses):
    """Somebody who took the courses years ago: some certificates are not for ever."""
    user = register_user(email=VETERAN, name="Grace Akinyi", country="KE", language="en")
    confirm_name(user=user, name=user.name)
    for course in courses:
        if course.valid_months:
            _study(user, course, at=timezone.now() - LONG_AGO)


def _certified():
    """Four certificates of four invented learners, those first whom the manager of `MANAGED` sees too."""
    for enrolment in _learners(Enrolment.objects.completed())[:4]:
        yield issue_earned(enrolment=enrolment)[0]


def _learners(enrolments):
    found = enrolments.filter(user__name_confirmed_at__isnull=False, user__email__endswith=f"@{MAIL_HOST}")
    return sorted(found.exclude(user__email=VETERAN).order_by("pk"), key=lambda one: one.country.code not in MANAGED)


def _decide(manager):
    """Do one thing to each."""
    deeds = [_revoke, _reissue, _correct, _ask]
    for deed, certificate in zip(deeds, _certified(), strict=False):
        if certificate.state == Certificate.State.VALID:
            deed(certificate, manager)


def _revoke(certificate, manager):
    revoke(certificate=certificate, reason="Issued twice to the same person by mistake.", by=manager)


def _reissue(certificate, manager):
    reissue(certificate=certificate, reason="The file was damaged.", by=manager)


def _correct(certificate, manager):
    accept_correction(correction=_ask(certificate, manager), by=manager)


def _ask(certificate, _manager):
    return ask_correction(certificate=certificate, name=f"{certificate.holder_name} Otieno", why="I have married.")


def _attend(manager):
    for enrolment in _learners(Enrolment.objects.started().filter(completed_at=None))[:1]:
        issue_attendance(enrolment=enrolment, hours=6, attended_on=timezone.localdate(), by=manager)
