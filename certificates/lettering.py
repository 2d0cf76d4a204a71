"""How large a text may be printed so that it stays in its place, whatever its script and length."""

import unicodedata
from dataclasses import dataclass
from functools import cache

LEADING = 1.25
# Lines never break where they would be fullest.
SLACK = 0.9


@dataclass(frozen=True)
class Space:
    """Where a text is printed: all lengths in points; `largest` is the size of its letters where there is room."""

    width: float
    height: float
    largest: float


@dataclass(frozen=True)
class Lettering:
    """The `size` of the letters, and the `width` that makes their lines about equally long; both in points."""

    size: float
    width: float


def fit(text, faces, space):
    """The largest `Lettering` at which `text` stays in `space`, in as many lines as that takes."""
    em = max(1, sum(widths(text, faces)))
    longest = max((sum(widths(word, faces)) for word in text.split()), default=0)
    found = [_in_lines(lines, em, longest, space) for lines in (1, 2, 3, 4)]
    return max(found, key=lambda lettering: lettering.size)


def _in_lines(lines, em, longest, space):
    if lines == 1:
        return Lettering(min(space.largest, space.height / LEADING, space.width / em), space.width)
    line = em / lines / SLACK
    size = min(space.largest, space.height / LEADING / lines, space.width / line, space.width / min(longest, line))
    return Lettering(size, min(space.width, size * max(longest, line)))


def widths(text, faces):
    """The width of each character in em: what joins or stacks when it is shaped is never wider than that."""
    return [_width(character, faces) for character in text]


def _width(character, faces):
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1
    measured = (_advances(face).get(ord(character)) for face in faces)
    return next((width for width in measured if width is not None), 1)


@cache
def _advances(face):
    """{code point: width in em} of a font file."""
    from fontTools.ttLib import TTFont

    if face.path.suffix == ".ttc":
        return {}
    font = TTFont(face.path, lazy=True)
    units, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
    return {code: metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()}
