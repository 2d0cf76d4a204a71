"""Noting who is to be told, and telling them. Every verb may be repeated: nobody gets a mail twice."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from notifications.mails import COMPOSERS, message_of
from notifications.models import Delivery, Preferences
from notifications.rules import concerned_by, wants_mail


@transaction.atomic
def note_certificate(*, certificate, at=None):
    """The delivery by which the holder learns that `certificate` is ready."""
    return _note(certificate.holder, Delivery.Kind.CERTIFICATE, certificate.code, at)


@transaction.atomic
def note_correction(*, correction, at=None):
    """The delivery by which the holder learns what was decided on the name that they asked for."""
    return _note(correction.certificate.holder, Delivery.Kind.CORRECTION, str(correction.key), at)


@transaction.atomic
def note_revocation(*, certificate, at=None):
    """The delivery by which the holder learns that `certificate` was revoked."""
    return _note(certificate.holder, Delivery.Kind.REVOKED, certificate.code, at)


@transaction.atomic
def note_replacement(*, certificate, at=None):
    """The delivery by which the holder learns that `certificate` takes the place of an earlier one."""
    return _note(certificate.holder, Delivery.Kind.REPLACED, certificate.code, at)


@transaction.atomic
def note_answer(*, post, at=None):
    """The deliveries by which those whom `post` answers learn of it; none for the opening of a thread."""
    people = sorted(concerned_by(post), key=lambda user: user.pk)
    return [_note(user, Delivery.Kind.ANSWER, str(post.key), at) for user in people]


@transaction.atomic
def note_mention(*, post, users, at=None):
    """The deliveries by which `users`, whom `post` names, learn of it; one for each person and post."""
    return [_note(user, Delivery.Kind.ANSWER, str(post.key), at) for user in users]


def _note(user, kind, key, at):
    delivery, _created = Delivery.objects.get_or_create(
        user=user, kind=kind, key=key, defaults={"noted_at": at or timezone.now()}
    )
    return delivery


def send(*, delivery, at=None):
    """Send the mail, unless it was sent, is being sent, or is no longer wanted; returns whether it went out.

    Raises what the mail server raises (`OSError`, `SMTPException`); the delivery then stays due. No transaction is
    open while the server is spoken to, so that a slow one holds nobody else up.
    """
    moment = at or timezone.now()
    mine = Delivery.objects.filter(pk=delivery.pk)
    if not mine.due(at=moment).update(tried_at=moment, attempts=F("attempts") + 1):
        return False
    mail = COMPOSERS[delivery.kind](delivery) if wants_mail(delivery.user) else None
    if mail is None:
        mine.update(state=Delivery.State.DROPPED)
        return False
    message_of(mail, delivery.user).send()
    mine.update(state=Delivery.State.SENT)
    return True


def send_overdue(*, at=None, limit=200):
    """Send what should have gone out before, the oldest first; stops at the first failure, which it raises.

    Returns how many went out. `limit` keeps a long queue from keeping the caller for ever.
    """
    moment = at or timezone.now()
    found = (
        Delivery.objects.overdue(at=moment)
        .select_related("user")
        .order_by(F("tried_at").asc(nulls_first=True), "noted_at")
    )
    return sum(send(delivery=delivery, at=moment) for delivery in found[:limit])


@transaction.atomic
def choose_mails(*, user, wanted):
    """`user` does or does not want mails from now on."""
    preferences, _created = Preferences.objects.update_or_create(user=user, defaults={"mails": wanted})
    return preferences
