"""How keys, signatures and bits are written as text: https://www.w3.org/TR/cid-1.0/#multibase. No Django here."""

from base64 import urlsafe_b64encode

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# What stands before a public key: https://www.w3.org/TR/cid-1.0/#Multikey
ED25519_KEY = bytes([0xED, 0x01])


def base58(content):
    """`content`, bytes, as multibase in base 58 (`z…`)."""
    number, digits = int.from_bytes(content), ""
    while number:
        number, digit = divmod(number, 58)
        digits = ALPHABET[digit] + digits
    zeros = len(content) - len(content.lstrip(b"\0"))
    return "z" + ALPHABET[0] * zeros + digits


def base64url(content):
    """`content`, bytes, as multibase in base 64 for addresses, without padding (`u…`)."""
    return "u" + urlsafe_b64encode(content).decode().rstrip("=")
