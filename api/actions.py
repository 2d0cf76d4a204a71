"""Keys: made, used, revoked."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from api.models import ApiKey

PREFIX = "camino_"
LONGEST = 100
BEGINNING = len(PREFIX) + 5
NOTED_EVERY = timedelta(minutes=1)


def make_key(*, name, by, at=None):
    """A new key for whoever `name` says. Returns (`ApiKey`, the key itself): it cannot be had a second time."""
    token = PREFIX + secrets.token_urlsafe(32)
    made = {"name": name, "made_by": by, "made_at": at or timezone.now()}
    return ApiKey.objects.create(digest=_digest(token), beginning=token[:BEGINNING], **made), token


def _digest(token):
    """Plain SHA-256: 256 random bits need no slow hash."""
    return sha256(token.encode()).hexdigest()


def use_key(*, token, at=None):
    """The working `ApiKey` that `token` is, or None; notes, once a minute at most, that it was used."""
    if not token.startswith(PREFIX) or len(token) > LONGEST:
        return None
    key, moment = ApiKey.objects.working().filter(digest=_digest(token)).first(), at or timezone.now()
    if key and (key.last_used_at is None or moment - key.last_used_at >= NOTED_EVERY):
        noted_before = Q(last_used_at=None) | Q(last_used_at__lt=moment)
        ApiKey.objects.filter(noted_before, pk=key.pk).update(last_used_at=moment)
    return key


@transaction.atomic
def revoke_key(*, key, by, at=None):
    """The key opens nothing any more, from now on. One that is revoked keeps its first date. Returns the key."""
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    if key.works:
        key.revoked_at, key.revoked_by = at or timezone.now(), by
        key.save(update_fields=["revoked_at", "revoked_by"])
    return key
