"""The words by which posts are found: folded as everywhere, and stemmed in the language of each post.

A post keeps every word in the forms that `forms_of` gives; a question is a list of words, each in the forms that it
has in any of our languages. Stems: https://snowballstem.org/algorithms/.
"""

import re
from functools import lru_cache

import snowballstemmer
from django.conf import settings
from django.db.models import Lookup, TextField
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from pages.folding import WORD, bare_word, fold_word

STEMMERS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "pt": "portuguese"}
PORTUGUESE_PLURAL = re.compile(r"coes$")  # migrações and migração: the algorithm leaves them apart
MOST_WORDS = 12  # of one question
EXCERPT = 220  # characters

_stemmers = {code: snowballstemmer.stemmer(name) for code, name in STEMMERS.items()}


@lru_cache(maxsize=50_000)
def forms_of(word, language):
    """The forms under which `word`, written in `language`, is stored: folded, and its stems."""
    bare, folded = bare_word(word), fold_word(word)
    stemmer = _stemmers.get(language)
    forms = {folded} | (
        {fold_word(_stem(stemmer, form)) for form in (word.casefold(), bare, folded)} if stemmer else set()
    )
    return frozenset(form for form in forms if form)


def _stem(stemmer, word):
    return stemmer.stemWord(PORTUGUESE_PLURAL.sub("cao", word))


@lru_cache(maxsize=10_000)
def asked_forms(word):
    """The forms of a word of a question, which may be in any language."""
    return frozenset().union(*(forms_of(word, code) for code, _name in settings.LANGUAGES))


def searchable(text, language):
    """All forms of all words of `text`, each once, with one space between."""
    found = dict.fromkeys(form for word in _words(text) for form in sorted(forms_of(word, language)))
    return " ".join(found)


def asked(question):
    """The forms of each word of `question`, at most `MOST_WORDS` words; empty when it has none."""
    forms = (asked_forms(word) for word in list(_words(question))[:MOST_WORDS])
    return tuple(dict.fromkeys(each for each in forms if each))


def _words(text):
    return (match.group() for match in WORD.finditer(text.replace("_", " ")))


def excerpt(text, wanted):
    """About `EXCERPT` characters of `text` around the first word that was asked for; those words stand in `<mark>`.

    `wanted` is what `asked` returns.
    """
    forms = frozenset().union(*wanted)
    spans = [match.span() for match in WORD.finditer(text) if asked_forms(match.group()) & forms]
    start = _start_of_excerpt(text, spans[0][0] if spans else 0)
    end = text.find(" ", start + EXCERPT) if start + EXCERPT < len(text) else -1
    end = len(text) if end < 0 else end
    pieces, place = [], start
    for first, last in spans:
        if place <= first and last <= end:
            pieces += [("", text[place:first], ""), ("<mark>", text[first:last], "</mark>")]
            place = last
    pieces.append(("", text[place:end], ""))
    return _drawn(pieces, before=start > 0, after=end < len(text))


def _start_of_excerpt(text, first):
    if first < EXCERPT // 2:
        return 0
    return text.rfind(" ", 0, first - EXCERPT // 3) + 1


def _drawn(pieces, *, before, after):
    marked = [(mark_safe(opening), words, mark_safe(closing)) for opening, words, closing in pieces]
    ends = [("", "… " if before else "", "")], [("", " …" if after else "", "")]
    return format_html_join("", "{}{}{}", [*ends[0], *marked, *ends[1]])


@TextField.register_lookup
class Says(Lookup):
    """`words__says=asked(question)`: every word of the question in one of its forms.

    PostgreSQL answers from the index `post_words`; SQLite reads the column, which is enough for its size of site.
    """

    lookup_name = "says"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def as_postgresql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        query = " & ".join("(" + " | ".join(f"'{form}'" for form in sorted(forms)) + ")" for forms in self.rhs)
        return f"array_to_tsvector(string_to_array({column}, ' ')) @@ %s::tsquery", [*parameters, query]

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        clauses, values = [], []
        for forms in self.rhs:
            clauses.append("(" + " OR ".join(f"' ' || {column} || ' ' LIKE %s" for _form in forms) + ")")
            for form in sorted(forms):
                values += [*parameters, f"% {form} %"]
        return " AND ".join(clauses), values
