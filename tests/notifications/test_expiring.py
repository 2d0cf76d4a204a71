"""Whose certificate expires soon hears of it: once, in time, and nobody else is looked at."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format

from certificates.actions import renew, revoke
from certificates.models import Certificate
from lms.schedule import tell_expiring
from notifications.actions import note_expiring, note_replacement, note_revocation, send, stop_mails
from notifications.models import Delivery, Notice
from tests.factories.accounts import UserFactory
from tests.notifications.conftest import certificate_of
from tests.notifications.test_centre import page
from tests.queries import at_most
from tests.simultaneous import at_once

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 8, 31)
NOON = datetime(2026, 7, 10, 12, tzinfo=UTC)


def expires(certificate, day=LAST_DAY, months=24):
    Certificate.objects.filter(pk=certificate.pk).update(expires_on=day, valid_months=months)
    return Certificate.objects.get(pk=certificate.pk)


def test_holder_is_told_once_when_the_days_begin(certificate, amina, settings):
    settings.CERTIFICATE_EXPIRY_DAYS = 30
    expires(certificate)
    assert note_expiring(at=datetime(2026, 8, 1, 12, tzinfo=UTC)) == []
    (delivery,) = note_expiring(at=datetime(2026, 8, 2, 12, tzinfo=UTC))
    assert (delivery.user, delivery.kind) == (amina, "expiring")
    assert note_expiring(at=datetime(2026, 8, 3, 12, tzinfo=UTC)) == []


def test_holder_is_told_late_after_days_without_the_scheduler_and_not_after_the_last_one(certificate):
    expires(certificate)
    assert note_expiring(at=datetime(2026, 9, 1, 12, tzinfo=UTC)) == []
    assert len(note_expiring(at=datetime(2026, 8, 31, 12, tzinfo=UTC))) == 1


def test_nobody_is_told_of_what_lasts_was_revoked_or_belongs_to_a_closed_account(course, certificate, ben):
    assert note_expiring(at=NOON) == []
    expires(certificate)
    revoke(certificate=certificate, reason="A mistake.")
    expires(certificate_of(course, ben))
    type(ben).objects.update(is_active=False)
    assert note_expiring(at=NOON) == []


def test_mail_and_notice_say_until_when_and_what_to_do(client, certificate, amina):
    day = timezone.localdate() + timedelta(days=20)
    expires(certificate, day)
    tell_expiring()
    tell_expiring()
    (message,) = mail.outbox
    assert message.subject.startswith("Your certificate is valid until ")
    for part in (message.body, message.alternatives[0][0]):
        assert f"valid until {date_format(day)}" in part
        assert "ask those who offer the course to renew it" in part
        assert certificate.code in part
    assert "Your certificate is valid until" in page(client, amina, "?show=needed")


def test_who_stopped_mails_of_certificates_has_the_notice_alone(certificate, amina):
    expires(certificate, timezone.localdate() + timedelta(days=20))
    stop_mails(user=amina, what="records")
    tell_expiring()
    assert mail.outbox == []
    assert Notice.objects.of(amina).get().kind == "expiring"


def test_mail_of_one_that_was_renewed_meanwhile_is_dropped_and_its_notice_gone(certificate, amina, chen):
    expires(certificate)
    (delivery,) = note_expiring(at=NOON)
    successor = renew(certificate=certificate, reason="Studied again.", by=chen)
    note_replacement(certificate=successor)
    assert send(delivery=delivery) is False
    assert Delivery.objects.get(kind="expiring").state == Delivery.State.DROPPED
    assert not Notice.objects.filter(kind="expiring").exists()


def test_notice_of_one_that_was_revoked_is_gone(certificate, amina):
    expires(certificate)
    note_expiring(at=NOON)
    note_revocation(certificate=revoke(certificate=certificate, reason="A mistake."))
    assert [notice.kind for notice in Notice.objects.of(amina)] == ["revoked"]


@pytest.mark.parametrize("others", [3, 30])
def test_look_at_who_expires_asks_once_however_many_do_not(course, certificate, others):
    for _ in range(others):
        UserFactory()
    with at_most(1):
        assert note_expiring(at=NOON) == []


@pytest.mark.django_db(transaction=True)
def test_expiry_noted_by_two_processes_at_once_is_one(course, amina):
    expires(certificate_of(course, amina))
    made = at_once(*[lambda: note_expiring(at=NOON)] * 2)
    assert {delivery.pk for found in made for delivery in found} == {Delivery.objects.get(kind="expiring").pk}
    assert Notice.objects.filter(kind="expiring").count() == 1
