"""The words of a programme and what they mean: a page of their own, and links in readings."""

import re
from dataclasses import dataclass
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from pages.fields import ContentField
from pages.folding import bare_word
from pages.marking import Term
from pages.models import CaminoPage
from pages.sites import address, held

KEY = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
ARTICLE = re.compile(r"^ال(?=\w{2,})")


class TermBlock(blocks.StructBlock):
    key = blocks.RegexBlock(
        label=_("Key"),
        regex=KEY,
        max_length=100,
        help_text=_("For its address: small Latin letters, digits, hyphens; the same in every language."),
    )
    term = blocks.CharBlock(label=_("Term"), max_length=200)
    forms = blocks.ListBlock(
        blocks.CharBlock(max_length=200, label=_("Form")),
        label=_("Other forms"),
        default=[],
        help_text=_("Plural, feminine, abbreviation: as they are written in texts."),
    )
    meaning = blocks.TextBlock(label=_("Meaning"), max_length=600, rows=3, help_text=_("One or two sentences."))

    class Meta:
        icon = "openquote"
        label = _("Term")


class GlossaryPage(CaminoPage):
    """The glossary of a programme, in one language. Its terms are known by keys that are the same in every language."""

    terms = ContentField([("term", TermBlock())], verbose_name=_("terms"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("terms")]
    parent_page_types = ["courses.ProgrammePage"]
    subpage_types = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    def clean(self):
        super().clean()
        keys = [block.value["key"] for block in self.terms]
        twins = sorted({key for key in keys if keys.count(key) > 1})
        if twins:
            raise ValidationError({"terms": _("These keys stand here twice: %(keys)s.") % {"keys": ", ".join(twins)}})

    @property
    def entries(self):
        """The `Term`s in alphabetical order."""
        found = [
            Term(block.value["key"], block.value["term"], block.value["meaning"], tuple(block.value["forms"]))
            for block in self.terms
        ]
        return sorted(found, key=lambda entry: collation(entry.term))

    @property
    def letters(self):
        """[(letter, its `Term`s)], in alphabetical order."""
        return [
            (letter, list(entries)) for letter, entries in groupby(self.entries, lambda entry: letter_of(entry.term))
        ]


def collation(text):
    """By what `text` is put in order: without accents, capitals and the Arabic article; ñ comes after n."""
    words = (bare_word(ARTICLE.sub("", word.replace("ñ", "n\uffff"))) for word in text.casefold().split())
    return " ".join(words)


def letter_of(text):
    """The letter under which `text` stands: `E` for `équité`, `Ñ` for `ñandú`, `ه` for `الهجرة`."""
    first, second = f"{collation(text)}  "[:2]
    return "Ñ" if second == "\uffff" else first.upper()


@dataclass(frozen=True)
class Glossary:
    """What other pages need of a live `GlossaryPage`; `above` is the tree path of its programme's page."""

    pk: int
    above: str
    url: str
    version: str

    @cached_property
    def terms(self):
        page = GlossaryPage.objects.filter(pk=self.pk).first()
        return page.entries if page else []


def glossary_of(page):
    """The `Glossary` of the programme that `page` belongs to, in its language, or None. A query a minute."""
    return next((found for found in held("glossaries", _live_glossaries) if page.path.startswith(found.above)), None)


def _live_glossaries():
    rows = GlossaryPage.objects.live().values_list("pk", "path", "url_path", "last_published_at")
    return [
        Glossary(pk, path[: -Page.steplen], address(url_path), f"{pk}-{published.timestamp()}")
        for pk, path, url_path, published in rows
        if published and address(url_path)
    ]
