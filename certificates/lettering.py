"""How large a text may be printed so that it stays in its place, whatever its script and length."""

import unicodedata
from dataclasses import dataclass
from functools import cache

LEADING = 1.25
# Shaped text may be a little wider than its characters.
SLACK = 1.04


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
    measured = list(zip(text, widths(text, faces), strict=True))
    found = [_in_lines(lines, measured, space) for lines in (1, 2, 3, 4)]
    return max(found, key=lambda lettering: lettering.size)


def _in_lines(lines, measured, space):
    em = max(1, sum(width for _character, width in measured))
    if lines == 1:
        return Lettering(min(space.largest, space.height / LEADING, space.width / em), space.width)
    line = narrowest(pieces(measured, longest=em / lines), lines) * SLACK
    size = min(space.largest, space.height / LEADING / lines, space.width / line)
    return Lettering(size, min(space.width, size * line))


def pieces(measured, *, longest):
    """The widths of what no line is broken within: words and parts of them up to a hyphen, single characters of what
    is longer than `longest` or broken anywhere. Spaces are (0, their width), which the end of a line swallows."""
    found, word = [], []
    for character, width in measured:
        if character.isspace():
            found += [*_parts(word, longest), (0, width)]
            word = []
        else:
            word.append((character, width))
            if character == "-":
                found += _parts(word, longest)
                word = []
    return found + _parts(word, longest)


def _parts(word, longest):
    wide = any(unicodedata.east_asian_width(character) in "WF" for character, _width in word)
    if wide or sum(width for _character, width in word) > longest:
        return [(width, 0) for _character, width in word]
    return [(sum(width for _character, width in word), 0)] if word else []


def narrowest(pieces, lines):
    """How wide a line must be so that `pieces`, each line as full as it can be, take no more than `lines`."""
    low, high = max((width for width, _space in pieces), default=1), max(1, sum(map(sum, pieces)))
    for _step in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if _count(pieces, middle) <= lines else (middle, high)
    return high


def _count(pieces, line):
    """How many lines of that width it takes."""
    lines, used, gap = 1, 0, 0
    for width, space in pieces:
        if space:
            gap += space
        elif used and used + gap + width > line:
            lines, used, gap = lines + 1, width, 0
        else:
            used, gap = used + gap + width, 0
    return lines


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
