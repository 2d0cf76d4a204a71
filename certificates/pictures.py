"""A photo or a scan of a certificate that somebody was shown: what its QR codes say. No Django here.

Sizes are looked at before anything is unpacked: a small file may claim a very large picture.
"""

import io
import re
from urllib.parse import urlsplit

import zxingcpp
from PIL import Image

from certificates.codes import WRITTEN, normalise

LARGEST = 12 * 1024 * 1024  # bytes; telephones take 2 to 8 MB
# Pixels that may be unpacked. JPEG is reduced while it is read, WebP needs 15 bytes for each: all stay below 150 MB.
MOST_PIXELS = {"JPEG": 25_000_000, "PNG": 16_000_000, "WEBP": 8_000_000}
MARKS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
LONGEST_SIDE = 2400  # pixels; a QR code of ours on A4 has then 5 for each of its modules
MOST_CODES = 20
CODE = re.compile(WRITTEN)
# What Pillow's decoders raise for files that are broken, cut off, or of another kind than they say.
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, OverflowError, Image.DecompressionBombError)


class BrokenPicture(ValueError):
    """What begins as a picture cannot be read as one."""


class TooManyPixels(ValueError):
    """A picture larger than is unpacked here."""


def form_of(content):
    """JPEG, PNG or WEBP, as `content`, in bytes, begins; None for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return next((form for mark, form in MARKS.items() if content.startswith(mark)), None)


def said_by_qr_codes(content):
    """The texts of the QR codes, at most `MOST_CODES`, in a picture, in bytes.

    Raises `TooManyPixels` and `BrokenPicture`.
    """
    found = zxingcpp.read_barcodes(_unpacked(content), formats=zxingcpp.BarcodeFormat.QRCode)
    return [each.text for each in found[:MOST_CODES]]


def _unpacked(content):
    """In shades of grey, and no larger than `LONGEST_SIDE`."""
    form = form_of(content)
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as picture:
            if picture.width * picture.height > MOST_PIXELS[form]:
                raise TooManyPixels
            picture.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
            grey = _on_white(picture)
            grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BOX)
            return grey
    except TooManyPixels:
        raise
    except BROKEN as error:
        raise BrokenPicture from error


def _on_white(picture):
    """What is transparent is white, as on paper."""
    if not picture.has_transparency_data:
        return picture.convert("L")
    seen = picture.convert("LA")
    paper = Image.new("L", seen.size, 255)
    paper.paste(seen.getchannel("L"), mask=seen.getchannel("A"))
    return paper


def codes_named_by(texts):
    """{code: the host that its QR code leads to} of those `texts` in which the code of a certificate is written."""
    named = {}
    for text in texts:
        for written in CODE.findall(text.upper()):
            code = normalise(written)
            if code:
                named.setdefault(code, host_of(text))
    return named


def host_of(address):
    """The host of an address, with its port; empty where it is none."""
    try:
        return urlsplit(address.strip()).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
