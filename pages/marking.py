"""Terms in the HTML of a page, made links to what they mean."""

import re
from dataclasses import dataclass
from html import escape, unescape

MOST = 12  # in one text, so that it stays calm
TOKEN = re.compile(r"""(<!--[\s\S]*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
# What is a name, a link, a caption, a field or a drawing, and not running text.
CLOSED = {
    *("a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption", "caption", "th", "dl", "summary"),
    *("code", "label", "select", "option", "textarea", "svg", "script", "style"),
}
CLOSED_CLASSES = re.compile(
    r'\sclass="(?:[^"]*\s)?(?:terms|sources|downloads|figure-told|callout-kind|callout-title|player)[\s"]'
)
# What has no end, for there is nothing in it.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Combining marks belong to their word, and so do hyphens: the vowel signs of Arabic, accents typed apart.
PART = r"[\w\-\u00ad\u0300-\u036f\u064b-\u065f\u0670]"
APOSTROPHE = "(?:['’]|&#x27;|&#39;)"


@dataclass(frozen=True)
class Term:
    """A term of a glossary: `forms` are the other ways in which it is written."""

    key: str
    term: str
    meaning: str
    forms: tuple = ()

    @property
    def spellings(self):
        return [self.term, *self.forms]


def mark_terms(html, terms, address):
    """(`html` with links, the terms that have one): the first of each of `terms`, and at most `MOST` of them.

    Links lead to the anchor of the term's key at `address`. `html` is what templates drew: well-formed, escaped.
    """
    marker = Marker(terms, address)
    return "".join(marker.read(token) for token in TOKEN.split(html)), marker.marked


class Marker:
    def __init__(self, terms, address):
        self.owners = {_found_as(form): term for term in reversed(terms) for form in term.spellings}
        self.pattern = _pattern(self.owners.values())
        self.address, self.marked = address, []
        self.closed, self.depth = "", 0  # the element that is left alone, and how many of its name are open

    def read(self, token):
        """The token, a tag or the text between two, as it shall be."""
        if token.startswith("<"):
            self._follow(token)
            return token
        return token if self.closed or not token.strip() else self.pattern.sub(self._link, token)

    def _follow(self, token):
        found = TAG.match(token)
        name = found[2].lower() if found else ""
        if not name or name in VOID or (name == "svg" and token.endswith("/>")):
            return
        if not self.closed and not found[1] and (name in CLOSED or CLOSED_CLASSES.search(token)):
            self.closed, self.depth = name, 1
        elif self.closed and name == self.closed:
            self.depth += -1 if found[1] else 1
            self.closed = self.closed if self.depth else ""

    def _link(self, found):
        words = _plain(unescape(found[0]))
        term = self.owners.get(words) or self.owners.get(words.casefold())
        if term is None or term in self.marked or len(self.marked) >= MOST:
            return found[0]
        self.marked.append(term)
        return f'<a class="term" href="{escape(self.address)}#{term.key}" data-term="{term.key}">{found[0]}</a>'


def _found_as(form):
    """What `form` is found as, however a text writes it."""
    words = _plain(form)
    return words if _is_acronym(words) else words.casefold()


def _plain(words):
    """One space between words, and one sort of apostrophe."""
    return " ".join(words.split()).replace("’", "'")


def _is_acronym(form):
    """An acronym is matched in capitals only: WHO is no "who"."""
    return form.isupper() and len(form) > 1


def _pattern(terms):
    """Whole words, the longest first, in any capitals."""
    forms = sorted({form for term in terms for form in term.spellings}, key=len, reverse=True)
    choices = (_choice(form) for form in forms if form.strip())
    return re.compile(rf"(?<!{PART})(?:{'|'.join(choices) or '(?!)'})(?!{PART})")


def _choice(form):
    words = r"\s+".join(re.escape(escape(word, quote=False)) for word in _plain(form).split())
    words = words.replace("'", APOSTROPHE)
    return words if _is_acronym(form) else f"(?i:{words})"
