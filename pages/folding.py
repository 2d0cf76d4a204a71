"""Text folded for search: so that accents and the forms of Arabic letters do not hide what somebody looks for.

The same function folds what is stored and what is asked, so SQLite and PostgreSQL find the same.
"""

import re
import unicodedata

# Alef with hamza or madda, alef maqsura, teh marbuta, hamza carriers: written in more than one way for one word.
ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None, "ی": "ي", "ک": "ك"}
)
ARABIC_PREFIX = re.compile(r"^(?:[وفبكل]?ال|لل)(?=\w{3,})")
# With marks that combine: Arabic vowel signs, and accents that were typed apart from their letters.
WORD = re.compile(r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u06d6-\u06ed]+")


def bare_word(word):
    """One word without accents, vowel signs or capitals."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return bare.translate(ARABIC_FORMS)


def fold_word(word):
    """The same without the Arabic article."""
    return ARABIC_PREFIX.sub("", bare_word(word))


def fold(text):
    """All words of `text`, folded, with one space before, between and after, so that ` word` finds a beginning."""
    words = (fold_word(word) for word in WORD.findall(text))
    return f" {' '.join(word for word in words if word)} "
