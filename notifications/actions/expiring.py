"""Telling people in time that a certificate will not be valid any more."""

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.utils import timezone

from certificates.models import Certificate
from notifications.actions.noting import note_record
from notifications.models import Notice

PREFIX = Notice.Kind.EXPIRING + ":"


def note_expiring(*, at=None, limit=200):
    """Note those whose certificate expires within `CERTIFICATE_EXPIRY_DAYS`, each once. Returns the mails that wait.

    Looks only at certificates that expire soon and whose holder has not heard; after days without it, at all of these.
    """
    moment = at or timezone.now()
    told = Notice.objects.filter(user=OuterRef("holder"), key=Concat(Value(PREFIX), OuterRef("code")))
    soon = Certificate.objects.expiring(within=settings.CERTIFICATE_EXPIRY_DAYS, at=moment)
    found = soon.filter(~Exists(told), holder__is_active=True).select_related("holder").order_by("expires_on", "pk")
    return [_note(certificate, moment) for certificate in found[:limit]]


@transaction.atomic
def _note(certificate, moment):
    return note_record(certificate.holder, Notice.Kind.EXPIRING, certificate.code, moment)
