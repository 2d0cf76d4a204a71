"""A name that is kept only as what it can be recognised by: a salted, memory-hard hash. No Django here.

RFC 7914 (scrypt): 32 MB and about a tenth of a second for one guess. The parameters stand with each hash, so that
later ones can be harder. Names have little to guess in, so that the hash is never shown to anybody.
"""

import hashlib
import hmac
import secrets
import unicodedata

COST, BLOCK, LANES = 2**15, 8, 1
SALT_BYTES = 16
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"})


def fold_name(name):
    """What two spellings of one name have in common: capitals, spaces, forms of quotes and hyphens do not matter.

    Accents and vowel signs do: they make other names, and whoever asks has the paper to copy from.
    """
    folded = unicodedata.normalize("NFKC", name).casefold().translate(UNSEEN)
    return " ".join(unicodedata.normalize("NFKC", folded).translate(ALIKE).split())


def seal_name(name):
    """The hash of `name` with all that is needed to compare with it: `scrypt$cost$block$lanes$salt$hash`."""
    salt = secrets.token_bytes(SALT_BYTES)
    digest = _digest(name, salt, COST, BLOCK, LANES)
    return f"scrypt${COST}${BLOCK}${LANES}${salt.hex()}${digest.hex()}"


def is_sealed_name(name, seal):
    """Is `name` the one that was sealed? Takes the same time for yes and no."""
    _scheme, cost, block, lanes, salt, expected = seal.split("$")
    digest = _digest(name, bytes.fromhex(salt), int(cost), int(block), int(lanes))
    return hmac.compare_digest(digest, bytes.fromhex(expected))


def _digest(name, salt, cost, block, lanes):
    room = 256 * cost * block * lanes  # bytes; OpenSSL refuses more than it is allowed
    return hashlib.scrypt(fold_name(name).encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=room, dklen=32)
