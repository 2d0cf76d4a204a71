"""The list that says which credentials are no longer good: https://www.w3.org/TR/vc-bitstring-status-list/."""

import gzip
from datetime import UTC, timedelta

from interop.openbadges.contexts import CREDENTIALS
from interop.openbadges.issuer import address, did
from interop.openbadges.multibase import base64url

LENGTH = 131_072  # bits: the least that the standard allows, so that one place tells little
PURPOSE = "revocation"
FRESH = timedelta(minutes=5)  # how long those who verify may keep a list
GOOD_FOR = timedelta(days=2)


def encoded(indexes):
    """`LENGTH` bits, set at `indexes`, as the standard writes them: the first bit is the highest of its byte."""
    bits = bytearray(LENGTH // 8)
    for index in indexes:
        bits[index // 8] |= 128 >> index % 8
    return base64url(gzip.compress(bytes(bits), mtime=0))


def status_entry(number, index):
    """What a credential says of its place in list `number`."""
    listed = address("status", number)
    return {
        "id": f"{listed}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": PURPOSE,
        "statusListIndex": str(index),
        "statusListCredential": listed,
    }


def list_credential(number, indexes, *, moment):
    """List `number` as a credential, unsigned, with the bits at `indexes` set."""
    listed = address("status", number)
    return {
        "@context": [CREDENTIALS],
        "id": listed,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did(),
        "validFrom": written(moment),
        "validUntil": written(moment + GOOD_FOR),
        "credentialSubject": {
            "id": f"{listed}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "ttl": int(FRESH.total_seconds() * 1000),
            "encodedList": encoded(indexes),
        },
    }


def written(moment):
    """A moment as XML Schema writes it, to the second, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
