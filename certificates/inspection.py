"""What a PDF that somebody was shown says of itself: its fingerprint, and the codes that it names. No Django here."""

import hashlib
import re
import zlib

from certificates.codes import WRITTEN, normalise

LARGEST = 2 * 1024 * 1024  # bytes of a file that is inspected
PDF_MARK, MARK_WITHIN = b"%PDF-", 1024  # ISO 32000 leaves readers room for a little before it
MOST_STREAMS, MOST_INFLATED = 400, 8 * 1024 * 1024  # bytes in all: a small file may hold a very large stream
MOST_CODES = 20
STREAM = re.compile(rb"stream\r?\n")
CODE = re.compile(WRITTEN.encode())
IN_HEX = re.compile(rb"<([0-9A-Fa-f\s]{34,400})>")


def is_pdf(content):
    """Does `content`, in bytes, begin as a PDF does?"""
    return PDF_MARK in content[:MARK_WITHIN]


def fingerprint(content):
    """The SHA-256 of `content`, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def codes_named_in(content):
    """The codes of certificates, at most `MOST_CODES`, that the properties, links and streams of a PDF name."""
    found = {}
    for part in _parts(content):
        for match in CODE.findall(part.replace(b"\0", b"")):  # strings may be UTF-16
            code = normalise(match.decode())
            if code:
                found[code] = None
        if len(found) >= MOST_CODES:
            break
    return list(found)[:MOST_CODES]


def _parts(content):
    """The file as it is, what its strings in hexadecimal say, and its streams inflated."""
    yield content
    yield from (_from_hex(digits) for digits in IN_HEX.findall(content))
    room, whole = MOST_INFLATED, memoryview(content)
    for number, match in enumerate(STREAM.finditer(content)):
        if number == MOST_STREAMS or room <= 0:
            return
        part = _inflated(whole[match.end() :], room)
        room -= len(part)
        yield part
        yield from (_from_hex(digits) for digits in IN_HEX.findall(part))


def _from_hex(digits):
    digits = b"".join(digits.split())
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode())


def _inflated(content, limit):
    try:
        return zlib.decompressobj().decompress(content, limit)
    except zlib.error:
        return b""
