"""How PDFium, the reader in Chrome and Edge, takes the text of a line in which something runs from right to left.

It expects what glyphs give, from left to right, and turns it round: the whole where what is drawn first runs from right
to left, then the order of its parts where most run so. Here that is done backwards. No Django here.
"""

import unicodedata
from itertools import groupby

RIGHT, LEFT = "right", "left"
SORTS = {"R": RIGHT, "AL": RIGHT, "L": LEFT, "EN": "number", "AN": "number", "NSM": "mark"}


def as_pdfium_takes(text, drawn_first):
    """The string of which PDFium makes `text`, in a line of which `drawn_first` is the leftmost text that is shown."""
    parts = _parts(text)
    whole_turns = _runs_right(_parts(drawn_first))
    if not _runs_right(parts):
        return text[::-1] if whole_turns else text
    return "".join(part[::-1] for part in parts) if whole_turns else "".join(reversed(parts))


def _parts(text):
    return ["".join(part) for _sort, part in groupby(text, _sort)]


def _sort(character):
    return SORTS.get(unicodedata.bidirectional(character), "neutral")


def _runs_right(parts):
    sorts = [_sort(part[0]) for part in parts]
    return sorts.count(RIGHT) > sorts.count(LEFT)
