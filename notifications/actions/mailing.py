"""Sending mails: each once, and again after a while when the server was in trouble."""

from django.db.models import F
from django.utils import timezone

from notifications.composing import COMPOSERS
from notifications.mails import message_of
from notifications.models import Delivery
from notifications.rules import wants


def send(*, delivery, at=None):
    """Send the mail, unless it was sent, is being sent, or is no longer wanted; returns whether it went out.

    Raises what the mail server raises (`OSError`, `SMTPException`); the delivery then stays due. No transaction is
    open while the server is spoken to, so that a slow one holds nobody else up.
    """
    moment = at or timezone.now()
    mine = Delivery.objects.filter(pk=delivery.pk)
    if not mine.due(at=moment).update(tried_at=moment, attempts=F("attempts") + 1):
        return False
    mail = COMPOSERS[delivery.kind](delivery) if wants(delivery) else None
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
    return _send(Delivery.objects.overdue(at=moment), moment, limit)


def send_announcements(*, at=None, limit=200):
    """Send announcements that wait, in the background and by portions; stops at the first failure, which it raises."""
    moment = at or timezone.now()
    return _send(Delivery.objects.due(at=moment).filter(kind=Delivery.Kind.ANNOUNCEMENT), moment, limit)


def _send(deliveries, moment, limit):
    found = deliveries.select_related("user").order_by(F("tried_at").asc(nulls_first=True), "noted_at")
    return sum(send(delivery=delivery, at=moment) for delivery in found[:limit])
