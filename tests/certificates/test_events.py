"""The log: written by the verbs, never rewritten."""

import pytest
from django.apps import apps as current_apps

from certificates.actions import issue_earned, render, revoke
from certificates.models import Certificate, CertificateEvent, NeverRewritten
from tests.factories.certificates import certify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]


@pytest.fixture
def certificate(course, amina, on_commit):
    return certify(on_commit, course, amina)


def kinds(certificate):
    return [event.kind for event in certificate.events.all()]


def test_issuing_and_drawing_are_logged_once_with_their_moments(certificate):
    issue_earned(enrolment=certificate.enrolment)
    render(certificate=certificate)
    issued, drawn = certificate.events.all()
    assert (issued.kind, issued.at, issued.by) == ("issued", certificate.issued_at, None)
    assert (drawn.kind, drawn.at, drawn.by) == ("drawn", certificate.rendered_at, None)


def test_revocation_is_logged_once_with_who_and_why(certificate, chen, ben):
    revoke(certificate=certificate, reason="Issued in error", by=chen)
    revoke(certificate=certificate, reason="Again", by=ben)
    event = certificate.events.get(kind="revoked")
    certificate.refresh_from_db()
    assert (event.by, event.reason, event.at) == (chen, "Issued in error", certificate.revoked_at)


def test_entry_is_never_changed_or_deleted(certificate):
    event = certificate.events.first()
    event.reason = "Otherwise"
    entries = CertificateEvent.objects.all()
    for attempt in (
        event.save,
        event.delete,
        entries.delete,
        lambda: entries.update(reason="Otherwise"),
        lambda: entries.bulk_update([event], ["reason"]),
        lambda: certificate.events.all().delete(),
    ):
        with pytest.raises(NeverRewritten):
            attempt()
    assert not CertificateEvent.objects.exclude(reason="").exists()
    assert kinds(certificate) == ["issued", "drawn"]


def test_certificates_of_before_get_the_log_that_their_dates_tell(certificate):
    from importlib import import_module

    revoke(certificate=certificate, reason="Issued in error")
    CertificateEvent.objects.all()._raw_delete(using="default")
    import_module("certificates.migrations.0003_log_of_before").log_what_was(current_apps, None)
    certificate.refresh_from_db()
    told = [(event.kind, event.at, event.reason) for event in certificate.events.all()]
    assert told == [
        ("issued", certificate.issued_at, ""),
        ("drawn", certificate.rendered_at, ""),
        ("revoked", certificate.revoked_at, "Issued in error"),
    ]
    assert CertificateEvent.objects.count() == 2 * Certificate.objects.count() + 1
