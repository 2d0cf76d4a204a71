"""Asking, keeping and erasing at the same moment."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.actions import TooLate, TooMany, ask_erasure, ask_parcel, carry_out_erasure, keep_account
from accounts.models import ErasureRequest, Parcel, User
from tests.simultaneous import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LATER = timedelta(days=15)


def test_asked_twice_at_once_is_one_request(amina):
    first, second = at_once(*[lambda: ask_erasure(user=amina)] * 2)
    assert first == second
    assert ErasureRequest.objects.count() == 1


def test_asked_twice_at_once_is_one_parcel(amina, settings):
    settings.PARCELS_PER_DAY = 1
    parcels = at_once(*[lambda: _asked(amina)] * 2)
    assert Parcel.objects.count() == 1
    assert {parcel.pk for parcel in parcels if parcel} == {Parcel.objects.get().pk}


def _asked(user):
    """One that came when the first was made already is one too many for the day."""
    try:
        return ask_parcel(user=user, kind="data", language="en")
    except TooMany:
        return None


def test_erased_twice_at_once_is_erased_once(amina):
    asked = ask_erasure(user=amina)
    at_once(*[lambda: carry_out_erasure(request=asked, at=timezone.now() + LATER)] * 2)
    assert ErasureRequest.objects.get().finished_at
    assert User.objects.get(pk=amina.pk).is_erased


def test_kept_and_erased_at_once_is_one_or_the_other(amina):
    asked = ask_erasure(user=amina)
    at_once(lambda: _kept(amina), lambda: carry_out_erasure(request=asked, at=timezone.now() + LATER))
    asked.refresh_from_db()
    assert (asked.withdrawn_at is None) == User.objects.get(pk=amina.pk).is_erased
    assert len(mail.outbox) == (1 if asked.withdrawn_at else 2)


def _kept(user):
    try:
        return keep_account(user=user)
    except TooLate:
        return False
