"""Digests: what somebody wants daily or weekly, of all their courses, in one mail."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notifications.actions.mailing import send
from notifications.actions.noting import slot_for
from notifications.models import Cadence, Delivery, Notice


@transaction.atomic
def make_digest(*, user, at=None):
    """The delivery with all that is due to `user` by then, of however many missed days; None when nothing is.

    One for each day of theirs: what is due again on a day that has had its digest waits for the next.
    """
    moment = at or timezone.now()
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    due = Notice.objects.of(user).due(at=moment)
    if not due.exists():
        return None
    day = moment.astimezone(user.zone).date()
    delivery, is_new = Delivery.objects.get_or_create(
        user=user, kind=Delivery.Kind.DIGEST, key=day.isoformat(), defaults={"noted_at": moment}
    )
    if not is_new:
        due.update(due_at=slot_for(user, Cadence.DAILY, moment))
        return None
    due.update(digest=delivery, due_at=None)
    return delivery


def send_digests(*, at=None, limit=200):
    """Make and send the digests that are due; looks only at people with something in theirs.

    Returns how many went out; stops at the first failure of the mail server, which it raises.
    """
    moment = at or timezone.now()
    due = Notice.objects.due(at=moment).order_by().values("user").distinct()
    people = User.objects.filter(pk__in=list(due.values_list("user", flat=True)[:limit])).order_by("pk")
    digests = (make_digest(user=user, at=moment) for user in people)
    return sum(send(delivery=digest, at=moment) for digest in digests if digest)
