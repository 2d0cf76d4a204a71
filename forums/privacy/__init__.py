"""What in a text may identify a patient. Pure: no Django, no database; nothing that is found is kept.

The patterns are data that mean the same to Python and to browsers (`forums.privacy.patterns`); `camino/privacy.js`
searches like `find_identifiers` does.
"""

import re
import unicodedata
from dataclasses import dataclass

from forums.privacy.patterns import BLANKED, PATTERNS

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


@dataclass(frozen=True)
class Finding:
    """A passage of the text from `start` to `end` (in characters), and of which kind it may be."""

    kind: str
    start: int
    end: int
    passage: str


def find_identifiers(text):
    """The `Finding`s in `text`, in its order; none overlaps another. `text` is in Unicode's composed form (NFC)."""
    searched = _blanked(text.translate(DIGITS))
    found = []
    for kind, pattern in _compiled():
        for match in pattern.finditer(searched):
            start, end = match.span()
            if all(end <= other.start or start >= other.end for other in found):
                found.append(Finding(kind, start, end, text[start:end]))
    return sorted(found, key=lambda finding: finding.start)


def composed(text):
    """`text` in the form in which it is searched: an é is one character, however it was typed."""
    return unicodedata.normalize("NFC", text)


def _blanked(text):
    """Addresses of pages and numbers of publications identify nobody: spaces stand in their place."""
    for pattern in _blanks:
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def _compile(source, flags):
    return re.compile(source, re.IGNORECASE if "i" in flags else 0)


def _compiled():
    return _patterns


_blanks = [_compile(source, "i") for source in BLANKED]
_patterns = [(kind, _compile(source, flags)) for kind, source, flags in PATTERNS]
