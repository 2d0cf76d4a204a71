"""Pictures of pixels as a PDF holds them: packed once, without loss. No Django here."""

import io
import zlib
from dataclasses import dataclass

from PIL import Image

ORIENTATION = 0x0112  # the tag of Exif that says how a picture is to be turned
SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}


@dataclass(frozen=True)
class Pixels:
    """A picture's size, the further entries of its dictionary, its bytes, and how much of it covers what is below."""

    width: int
    height: int
    entries: dict
    content: bytes
    mask: "Pixels | None" = None


def pixels_of(content):
    """The `Pixels` of a picture, in bytes; None for what is better left to others: turned ones, inks for printing.

    Raises `OSError` or `ValueError` for a broken one.
    """
    with Image.open(io.BytesIO(content)) as picture:
        if picture.getexif().get(ORIENTATION, 1) != 1 or picture.mode == "CMYK":
            return None
        if picture.format == "JPEG" and picture.mode in SPACES:
            return _entered(picture, content, "/DCTDecode")
        if picture.has_transparency_data:
            whole = picture.convert("RGBA")
            return _flat(whole.convert("RGB"), mask=_flat(whole.getchannel("A")))
        return _flat(picture.convert("RGB"))


def is_seen_through(content):
    """May some of a picture, in bytes, show what is below it? Raises `OSError` for a broken one."""
    with Image.open(io.BytesIO(content)) as picture:
        return picture.has_transparency_data


def _flat(picture, mask=None):
    """Without loss; what is grey needs a third."""
    grey = picture.convert("L")
    if grey.convert(picture.mode).tobytes() == picture.tobytes():
        picture = grey
    return _entered(picture, zlib.compress(picture.tobytes(), 9), "/FlateDecode", mask)


def _entered(picture, content, packing, mask=None):
    entries = {"ColorSpace": SPACES[picture.mode], "BitsPerComponent": 8, "Filter": packing, "Interpolate": "false"}
    return Pixels(picture.width, picture.height, entries, content, mask)
