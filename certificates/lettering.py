"""How large a text may be printed so that it stays in its place, whatever its script and length."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from math import ceil

LEADING, MOST_LEADING = 1.25, 1.9
MOST_LINES = 4
# A word that is broken fills its lines less well than words do.
SLACK = 0.9
# Breaking a word is worth it where the letters become larger than this many times.
WORTH_BREAKING = 1.6
# What is measured is the letters one by one; a line gets this much more.
AIR = 1.01
WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")


@dataclass(frozen=True)
class Space:
    """Where a text is printed: all lengths in points; `largest` is the size of its letters where there is room."""

    width: float
    height: float
    largest: float


@dataclass(frozen=True)
class Lettering:
    """The `size` of the letters, and the `width` that makes their lines about equally long; both in points.

    `leading` is from one line to the next, in sizes.
    """

    size: float
    width: float
    leading: float = LEADING


@dataclass(frozen=True)
class Word:
    """The width in em, and whether a line may end anywhere in it."""

    width: float
    is_loose: bool


def fit(text, faces, space):
    """The largest `Lettering` at which `text` stays in `space`, in as many lines as that takes."""
    words = [Word(sum(widths(word, faces)), _is_loose(word)) for word in text.split()]
    blank, leading = _width(" ", faces), leading_of(text, faces)
    firm = max((word.width for word in words if not word.is_loose), default=0)
    whole, broken = (_largest(words, blank, least, leading, space) for least in (firm, 0))
    return broken if broken.size > whole.size * WORTH_BREAKING else whole


def _largest(words, blank, least, leading, space):
    found = [_in_lines(lines, words, blank, least, leading, space) for lines in range(1, MOST_LINES + 1)]
    return max(found, key=lambda lettering: lettering.size)


def _in_lines(lines, words, blank, least, leading, space):
    width = AIR * max(_narrowest(lines, words, blank, least), 0.01)
    size = min(space.largest, space.height / leading / lines, space.width / width)
    return Lettering(size, space.width if lines == 1 else min(space.width, size * width), leading)


def _narrowest(lines, words, blank, least):
    """The least width in em, from `least` on, at which the words take no more than that many lines."""
    low, high = least, max(least, sum(word.width for word in words) + blank * len(words))
    while high - low > 0.05:
        middle = (low + high) / 2
        low, high = (low, middle) if _lines_at(middle, words, blank) <= lines else (middle, high)
    return high


def _lines_at(width, words, blank):
    lines, used = 1, 0
    for word in words:
        if used and used + blank + word.width <= width:
            used += blank + word.width
            continue
        lines += bool(used)
        more = max(0, ceil(word.width / width / SLACK) - 1) if word.width > width else 0
        lines, used = lines + more, word.width - more * width * SLACK
    return lines


def _is_loose(word):
    return any(unicodedata.name(character, "").startswith(WITHOUT_SPACES) for character in word)


def leading_of(text, faces):
    """From one line to the next, in sizes, so that what the scripts of `text` have above and below stays apart."""
    letters = {ord(character) for character in text}
    others = (face for face in faces if face.path.suffix != ".ttc" and letters & _own_letters(face))
    return min(MOST_LEADING, max([LEADING, *map(_height, others)]))


def _own_letters(face):
    """Those for which the face was made: what it has beyond Latin."""
    return {code for code in _advances(face) if code > 0x52F and not 0x1E00 <= code < 0x2C80}


@cache
def _height(face):
    from fontTools.ttLib import TTFont

    font = TTFont(face.path, lazy=True)
    drawn = font["head"].yMax - font["head"].yMin
    return max(font["hhea"].ascent - font["hhea"].descent, drawn * 0.8) / font["head"].unitsPerEm


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
