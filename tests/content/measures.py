"""How long a text is and how hard to read."""

import re
from itertools import pairwise

WORD = re.compile(r"[^\W_]+(?:[-'’.,/][^\W_]+)*")
LETTERS = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"(?<=[.!?…؟])[\"”»)]*\s+")
SHORTEST = 4  # words: less is a label, not a sentence

STRONG, STRESSED = "aeoáéó", "íú"
SPANISH_VOWELS = re.compile(r"[aeiouáéíóúü]+")
SILENT_U = re.compile(r"(?<=[qg])u(?=[eiéí])")
ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
SILENT_END = re.compile(r"(?:(?<![aeiouyl])e|(?<=[aeiouy]l)e|(?<![aeiouytd])ed|(?<![aeiouyszxcgh])es)$")


def count_words(passages):
    return sum(len(WORD.findall(passage.text)) for passage in passages)


def sentences_in(passages):
    """The whole sentences of the passages, each as a list of its words."""
    rows = (LETTERS.findall(row) for passage in passages for row in SENTENCE.split(passage.text))
    return [row for row in rows if len(row) >= SHORTEST]


def ease(passages, language):
    """How easy the passages are to read: 100 very easy, 60 for everybody, 30 for people who studied, 0 very hard.

    Spanish: J. Fernández Huerta, «Medidas sencillas de lecturabilidad», Consigna 214, 1959, in the reading of
    G. Law, 2011: 206.84 - 60 × syllables per word - 1.02 × words per sentence.
    English: R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32, 1948:
    206.835 - 84.6 × syllables per word - 1.015 × words per sentence.
    """
    rows = sentences_in(passages)
    words = [word for row in rows for word in row]
    if not words:
        return 100.0
    syllables = sum(SYLLABLES[language](word.lower()) for word in words) / len(words)
    length = len(words) / len(rows)
    if language == "es":
        return 206.84 - 60 * syllables - 1.02 * length
    return 206.835 - 84.6 * syllables - 1.015 * length


def spanish_syllables(word):
    """Two strong vowels are two syllables, and so are a strong and a stressed weak one; at the end `y` is a vowel."""
    word = SILENT_U.sub("", word)
    word = word[:-1] + "i" if word.endswith("y") else word
    return max(1, sum(_nuclei(run) for run in SPANISH_VOWELS.findall(word)))


def _nuclei(run):
    apart = sum(
        (before in STRONG and after in STRONG + STRESSED) or (before in STRESSED and after in STRONG)
        for before, after in pairwise(run)
    )
    return 1 + apart


def english_syllables(word):
    """Runs of vowels, without the silent endings: right within a few in a hundred, which is all that the sum needs."""
    bare = SILENT_END.sub("", word) if len(word) > 3 else word
    return max(1, len(ENGLISH_VOWELS.findall(bare)))


SYLLABLES = {"es": spanish_syllables, "en": english_syllables}
