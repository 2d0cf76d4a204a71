"""The short code of a certificate: unguessable, easy to read out and to type. No Django here.

Twelve random characters (60 bits) of Crockford's base 32, which leaves out I, L, O and U, and one that checks them.
"""

import re
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "CAM"
RANDOM_LENGTH = 12
LENGTH = RANDOM_LENGTH + 1
LOOKALIKES = str.maketrans("OIL", "011")
WRITTEN = rf"{PREFIX}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{5}}"  # as it is printed
NOT_IN_A_CODE = re.compile(r"[\W_]+")


def new_code():
    """A code nobody has seen, as it is printed: `CAM-XXXX-XXXX-XXXXX`."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    return printed(drawn + check_character(drawn))


def printed(characters):
    """The groups in which `characters` are printed and stored."""
    return f"{PREFIX}-{characters[:4]}-{characters[4:8]}-{characters[8:]}"


def normalise(text):
    """The code that somebody meant by `text`, as it is stored; None when it cannot be one.

    Takes lower case, O for 0, I and L for 1, any spaces and hyphens or none, with or without the prefix, and digits
    of other scripts.
    """
    typed = NOT_IN_A_CODE.sub("", unicodedata.normalize("NFKC", text).upper())
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in typed)
    characters = digits.removeprefix(PREFIX) if len(digits) > LENGTH else digits
    characters = characters.translate(LOOKALIKES)
    known = len(characters) == LENGTH and all(c in ALPHABET for c in characters)
    return printed(characters) if known and check_character(characters[:-1]) == characters[-1] else None


def check_character(characters):
    """The character that makes any single wrong one, and any two that changed places, show.

    A weighted sum over the field of 32 elements, in which each place has its own weight.
    """
    total, weight = 0, 2
    for character in characters:
        total ^= _times(ALPHABET.index(character), weight)
        weight = _times(weight, 2)
    return ALPHABET[total]


def _times(a, b):
    """The product in GF(32), modulo x^5 + x^2 + 1 (primitive, so that the powers of 2 are 31 different weights)."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a, b = a << 1, b >> 1
        if a & 32:
            a ^= 0b100101
    return product
