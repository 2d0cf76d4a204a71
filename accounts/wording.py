"""Words in a row, as the language of their reader joins them."""

import re

from django.utils.translation import get_language

COMMAS = {"ar": "، ", "fa": "، ", "ja": "、", "ur": "، ", "zh": "、"}


def comma(language=None):
    """What stands between two of a list, with its space; in the active language unless another is named."""
    return COMMAS.get((language or get_language() or "").partition("-")[0], ", ")


def listed(things):
    """`Kenya, Uganda`, `كينيا، أوغندا`: the things as text, joined in the active language."""
    return comma().join(str(thing) for thing in things)


def without_words(text, *words):
    """`text` with an ellipsis in the place of each of `words`, whatever their capitals: of a name that is to go."""
    for word in filter(None, words):
        text = re.sub(re.escape(word), "…", text, flags=re.IGNORECASE)
    return text
