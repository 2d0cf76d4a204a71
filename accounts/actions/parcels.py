"""Copies of people's data, and evidence folders: asked for, made, thrown away. Every verb may be repeated."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from accounts import mails, packing
from accounts.models import Parcel, User
from accounts.signals import parcel_asked

log = logging.getLogger(__name__)


class TooMany(Exception):
    """As many have been asked for in a day as one may."""


@transaction.atomic
def ask_parcel(*, user, kind, language, at=None):
    """Have a ZIP of that `kind` made for `user`, in `language`; while one is being made, that one.

    Raises `TooMany` after `PARCELS_PER_DAY` of a kind in 24 hours.
    """
    moment, user = at or timezone.now(), User.objects.select_for_update().get(pk=user.pk)
    asked = Parcel.objects.of(user).filter(kind=kind)
    waiting = asked.waiting().first()
    if waiting:
        return waiting
    if asked.filter(asked_at__gt=moment - timedelta(days=1)).count() >= settings.PARCELS_PER_DAY:
        raise TooMany
    kept_until = moment + timedelta(days=settings.PARCEL_DAYS)
    parcel = Parcel.objects.create(user=user, kind=kind, language=language, asked_at=moment, expires_at=kept_until)
    transaction.on_commit(lambda: parcel_asked.send_robust(Parcel, parcel=parcel))
    return parcel


def make_parcel(*, parcel, at=None):
    """Make the ZIP and keep it, once, and tell its owner by mail. Raises what stops it; it is then tried again."""
    moment = at or timezone.now()
    if parcel.is_ready or not Parcel.objects.waiting().filter(pk=parcel.pk).update(attempts=F("attempts") + 1):
        return parcel
    with translation.override(parcel.language), packing.packed(parcel) as content:
        parcel = _keep(parcel, content, moment)
    if parcel.is_ready:
        mails.of_parcel(parcel).send()
    return parcel


@transaction.atomic
def _keep(parcel, content, moment):
    """Unless it was made in the meantime, or its owner has been erased."""
    user = User.objects.select_for_update().get(pk=parcel.user_id)
    parcel = Parcel.objects.select_for_update().get(pk=parcel.pk)
    if parcel.is_ready or user.is_erased:
        return parcel
    parcel.user, parcel.made_at, parcel.size = user, moment, content.tell()
    parcel.expires_at = moment + timedelta(days=settings.PARCEL_DAYS)
    content.seek(0)
    parcel.file.save("parcel.zip", File(content), save=False)
    parcel.save(update_fields=["file", "size", "made_at", "expires_at"])
    return parcel


def make_missing(*, at=None):
    """Make those whose task failed or was lost; one that fails stops no other."""
    moment = at or timezone.now()
    lost = Parcel.objects.waiting().filter(asked_at__lte=moment - timedelta(minutes=settings.TASK_STUCK_MINUTES))
    for parcel in lost.select_related("user"):
        try:
            make_parcel(parcel=parcel, at=moment)
        except Exception:
            log.exception("The parcel %s could not be made", parcel.key)


def discard_expired(*, at=None):
    """Delete the files whose days are over, and their rows."""
    for parcel in Parcel.objects.expired(at=at or timezone.now()):
        parcel.file.delete(save=False)
        parcel.delete()
