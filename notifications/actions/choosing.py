"""What people want to be told, and how often."""

from django.db import transaction
from django.db.models import Q

from notifications.models import DEFAULTS, GATHERED, Cadence, Cadences, Preferences, Stream

ALL, DIGEST = "all", "digest"


@transaction.atomic
def choose_mails(*, user, wanted):
    """`user` does or does not want mails from now on."""
    preferences, _created = Preferences.objects.update_or_create(user=user, defaults={"mails": wanted})
    return preferences


@transaction.atomic
def choose_cadences(*, user, course=None, **cadences):
    """How often `user` wants mails, in `course` or (None) in all; by the names of `Stream`, empty for as before it."""
    return Cadences.objects.update_or_create(user=user, course=course, defaults=cadences)[0]


@transaction.atomic
def stop_mails(*, user, what):
    """No more mails of that kind, in any course: one of `Stream`, `digest` for all that is gathered, or `all`.

    What has been noted already is not sent either.
    """
    if what == ALL:
        return choose_mails(user=user, wanted=False)
    if what == DIGEST:
        return _stop_digests(user)
    Cadences.objects.filter(user=user).exclude(course=None).update(**{what: ""})
    return choose_cadences(user=user, **{what: Cadence.NEVER})


def _stop_digests(user):
    rows = Cadences.objects.filter(user=user)
    found = rows.filter(course=None).first()
    for stream in (Stream.ANSWERS, Stream.FOLLOWED, Stream.ANNOUNCEMENTS):
        rows.filter(Q(**{f"{stream}__in": GATHERED})).update(**{stream: Cadence.NEVER})
        if ((found and getattr(found, stream)) or DEFAULTS[stream]) in GATHERED:
            choose_cadences(user=user, **{stream: Cadence.NEVER})
    return rows.filter(course=None).first()
