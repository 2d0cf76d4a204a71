"""Whatever is done to certificates in whatever order: every code ever issued leads to the right answer."""

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actions import confirm_name
from accounts.models import User
from certificates.actions import (
    NotCorrectable,
    accept_correction,
    ask_correction,
    issue_earned,
    refuse_correction,
    reissue,
    renew,
    revoke,
)
from certificates.models import Certificate, CertificateEvent
from courses.models import Course
from enrolments.actions import mark_complete
from enrolments.models import Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.certificates import finish
from tests.factories.enrolments import make_enrolment
from tests.factories.modules import activities
from tests.simultaneous import at_once

pytestmark = pytest.mark.usefixtures("no_paper")
WORDS = {
    "valid": "This certificate is genuine and valid",
    "superseded": "This certificate has been superseded",
    "revoked": "This certificate is no longer valid",
}
DEEDS = ["issue", "correct", "refuse", "reissue", "renew", "revoke"]


def correct(certificate, manager):
    name = certificate.holder_name + "a"
    accept_correction(correction=ask_correction(certificate=certificate, name=name, why="x"), by=manager)


def refuse(certificate, manager):
    asked = ask_correction(certificate=certificate, name="B", why="x")
    refuse_correction(correction=asked, reason="x", by=manager)


VERBS = {
    "issue": lambda certificate, manager: issue_earned(enrolment=certificate.enrolment, by=manager),
    "correct": correct,
    "refuse": refuse,
    "reissue": lambda certificate, manager: reissue(certificate=certificate, reason="x", by=manager),
    "renew": lambda certificate, manager: renew(certificate=certificate, reason="x", by=manager),
    "revoke": lambda certificate, manager: revoke(certificate=certificate, reason="x", by=manager),
}


def do(deed, certificate, manager):
    """Do it; True when it was refused because the certificate does not stand."""
    try:
        VERBS[deed](certificate, manager)
    except NotCorrectable:
        return True
    return False


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 50)), max_size=6))
def test_every_code_resolves_to_its_state_whatever_was_done(client, course, chen, settings, deeds):
    settings.CERTIFICATE_CHECKS_PER_MINUTE = 10_000_000
    course.valid_months = 24
    course.save()
    user = UserFactory(name="Amina")
    confirm_name(user=user, name="Amina")
    enrolment = finish(course, user)
    codes = [one.code for one in issue_earned(enrolment=enrolment)]
    for deed, number in deeds:
        certificate = Certificate.objects.get(code=codes[number % len(codes)])
        before = certificate.state
        refused = do(deed, certificate, chen)
        certificate.refresh_from_db()
        assert before == "valid" or certificate.state == before
        assert not refused or before != "valid"
        codes += Certificate.objects.of(user).exclude(code__in=codes).values_list("code", flat=True)
    for certificate in Certificate.objects.of(user).select_related("successor", "supersedes"):
        assert_is_told(client, certificate)
    for kind in ("participation", "achievement"):
        assert Certificate.objects.current().filter(enrolment=enrolment, kind=kind).count() == 1


def assert_is_told(client, certificate):
    """The public page says the state, and nothing else; a superseded one leads to its successor; the log tells it."""
    response = client.get(reverse("certificates:verify", args=[certificate.code]))
    page = response.content.decode()
    assert response.status_code == 200
    assert [state for state, words in WORDS.items() if words in page] == [certificate.state]
    if certificate.state == "superseded":
        assert reverse("certificates:verify", args=[certificate.successor.code]) in page
    logged = list(certificate.events.values_list("kind", flat=True))
    assert logged[0] == CertificateEvent.Kind.ISSUED
    assert (certificate.state in logged) == (certificate.state != "valid")


@pytest.fixture
def queue(settings):
    """Tasks wait in the database, and nobody does them."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    return DBTaskResult.objects.filter(task_path="certificates.tasks.render_certificate")


@pytest.mark.django_db(transaction=True)
def test_two_hundred_completions_at_once_issue_two_hundred_certificates(queue, course):
    Course.objects.update(participation_share=10)
    reading, *_others = activities(course, "reading")
    now = timezone.now()
    people = [User(email=f"{n}@many.example", name=f"Learner {n}", name_confirmed_at=now) for n in range(200)]
    enrolments = [make_enrolment(course, user) for user in User.objects.bulk_create(people)]

    def study(mine):
        for enrolment in mine:
            mark_complete(enrolment=Enrolment.objects.get(pk=enrolment.pk), activity=reading)

    # Every enrolment by two threads, from either end.
    parts = [enrolments[part::4] for part in range(4)]
    at_once(*[partial(study, mine) for part in parts for mine in (part, part[::-1])])
    issued = Certificate.objects.filter(enrolment__in=enrolments)
    assert issued.count() == issued.values("enrolment").distinct().count() == 200
    assert CertificateEvent.objects.filter(certificate__in=issued, kind="issued").count() == 200
    asked = [task["args"][0] for task in queue.values_list("args_kwargs", flat=True)]
    assert sorted(asked) == sorted(issued.values_list("pk", flat=True))
