"""The status lists as they are published: signed when something has changed, else from the cache."""

import json

from django.core.cache import cache
from django.utils import timezone

from interop.actions import sign, sign_jwt
from interop.models import StatusEntry
from interop.openbadges import issuer, status
from interop.openbadges.keys import ED25519, P256, signer

KEPT = 24 * 60 * 60  # seconds; a list is good for twice that


def exists(number):
    """Is there a list with that number? The first one is there before anything is issued."""
    return number == 1 or StatusEntry.objects.in_list(number).exists()


def published(number, *, as_jwt=False):
    """The signed list as text, JSON or a VC-JWT. One query while nothing has changed.

    A certificate never becomes good again, so the number of those that are not says which edition of the list it is.
    """
    retired = StatusEntry.objects.in_list(number).retired()
    edition = (retired.count(), signer(P256 if as_jwt else ED25519).name)
    key = f"interop:status:{number}:{as_jwt}:{edition[0]}:{edition[1]}"
    return cache.get_or_set(key, lambda: _signed(number, retired, as_jwt), KEPT)


def _signed(number, retired, as_jwt):
    moment = timezone.now()
    indexes = retired.values_list("index", flat=True)
    unsigned = status.list_credential(number, indexes, moment=moment)
    if as_jwt:
        return sign_jwt(document=unsigned, claims={"iss": issuer.did(), "jti": unsigned["id"]})
    return json.dumps(sign(document=unsigned, at=moment))
