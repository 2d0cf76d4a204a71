"""What the rows promise."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from certificates.actions import issue_earned
from certificates.models import FROZEN, Certificate, Merit, NeverDeleted
from tests.factories.certificates import certify, finish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]


def test_certificate_of_the_same_kind_twice_is_refused(course, amina, on_commit):
    certificate = certify(on_commit, course, amina)
    fields = {field: getattr(certificate, field) for field in FROZEN}
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(**fields, holder_name="Amina", issued_at=timezone.now(), issuer="Camino")


def test_certificate_is_never_deleted(course, amina, on_commit):
    certificate = certify(on_commit, course, amina)
    with pytest.raises(NeverDeleted):
        certificate.delete()
    with pytest.raises(NeverDeleted):
        Certificate.objects.all().delete()
    with pytest.raises(ProtectedError):
        certificate.enrolment.delete()


def test_revoked_without_date_is_refused(course, amina, on_commit):
    certificate = certify(on_commit, course, amina)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(state="revoked")


def test_visible_to_holder_and_manager_of_the_country_only(course, amina, ben, chen, dana, on_commit):
    certificate = certify(on_commit, course, amina)
    elsewhere = certify(on_commit, course, dana)
    assert set(Certificate.objects.visible_to(amina).filter(kind="participation")) == {certificate}
    assert set(Certificate.objects.visible_to(chen).filter(kind="participation")) == {certificate}
    assert set(Certificate.objects.visible_to(dana).filter(kind="participation")) == {elsewhere}
    assert not Certificate.objects.visible_to(ben).exists()


def test_country_is_that_of_the_enrolment_after_a_move(course, amina, chen, on_commit):
    certificate = certify(on_commit, course, amina)
    amina.country = "CZ"
    amina.save()
    assert Certificate.objects.within_remit_of(chen).filter(pk=certificate.pk).exists()


def test_waiting_is_what_has_no_certificate(course, amina, on_commit):
    with on_commit():
        finish(course, amina)
    assert Merit.objects.of(amina).waiting().count() == 2
    assert not Merit.objects.missed().exists()


def test_missed_is_what_waits_although_the_name_is_confirmed(course, amina, on_commit):
    with on_commit():
        finish(course, amina)
    type(amina).objects.update(name_confirmed_at=timezone.now())
    assert Merit.objects.missed().count() == 2
    merit = Merit.objects.missed().first()
    issue_earned(enrolment=merit.enrolment)
    assert not Merit.objects.missed().exists()
