"""What every kind of activity is: a page to author it, and a class that answers the engine's questions.

The engine never asks which kind an activity is. A new kind is one new file beside this one, its template and its test.
"""

import json
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamValue
from wagtail.models import Page

from pages.models import CaminoPage

REGISTRY = {}


@dataclass(frozen=True)
class Evidence:
    """What a learner has done in an activity, as far as any kind asks: counted by those who keep the records."""

    marked: bool = False  # said "I have done this"
    passed: bool = False  # has an attempt at or above the pass mark
    posts: int = 0  # own posts that are long enough
    replies: int = 0  # of these, in threads that others opened


@dataclass(frozen=True)
class Weight:
    """What an activity costs to load, in bytes."""

    text: int = 0
    audio: int = 0
    video: int = 0


class ActivityPage(CaminoPage):
    """An activity as it reads in one language: one screen on a phone."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=10, help_text=_("How long it takes, for the outline.")
    )

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("minutes")]
    parent_page_types = ["modules.ModulePage"]
    subpage_types = []
    show_in_menus_default = False

    class Meta:
        abstract = True


class Kind:
    """Answers what the engine asks of an activity of this kind. All methods are pure but for reading their page.

    `facts`, `choices`, `words`, `words_in` and `sheet` say what its files hold when it is loaded from text:
    `content/README.md`.
    """

    name = ""  # as stored in `Activity.kind`
    label = ""  # as learners read it
    icon = ""  # name of the drawing in `templates/elements/icon.html`
    page_model = None
    learner_marks = False  # is it complete because the learner says so?
    graded = False  # can it give points?
    facts = {}  # what `module.yaml` says of it beside key, kind and minutes: {name: shape of `modules.syllabus`}
    choices = {}  # the same, of facts that may be left out: {name: shape}
    words = {}  # what its words say beside title, summary and slug: {name: shape}
    words_in = "md"  # Markdown with front matter, or "yaml"
    sheet = None  # the shape of its own file of facts, `<key>.yaml`, when it has one

    def fields_from(self, source):
        """The fields of its page beside title, summary and minutes, as a `modules.syllabus.source.Source` has them."""
        given = {name: source.facts.get(name, shape.blank) for name, shape in self.choices.items()}
        return {name: source.facts[name] for name in self.facts} | given

    def look(self, weight):
        """(icon, label) of an activity that costs this `Weight`, as learners see them."""
        return self.icon, self.label

    def terms(self, page):
        """The conditions of completion and grading that `page` states, as JSON; kept in `Activity.terms`."""
        return {}

    def is_complete(self, terms, evidence):
        """Is it complete under `terms`, given the `Evidence`?"""
        return evidence.marked

    def weight(self, page):
        """What `page` costs to load, in bytes, without its pictures."""
        return Weight(text=text_size(page))

    def structure(self, page):
        """Questions and options by their keys, when there are any to grade; else None."""
        return None

    def wording(self, page):
        """How the questions of `structure` read on `page`, by their keys."""
        return {}

    def condition(self, terms):
        """What the learner has to do for completion, as a sentence."""
        return _("Mark it complete when you have finished.")


def register(kind_class):
    """Make a kind known under its name; a class decorator."""
    REGISTRY[kind_class.name] = kind_class()
    return kind_class


def kind_named(name):
    """The kind registered under `name`. Raises `KeyError`."""
    return REGISTRY[name]


def kind_of(page):
    """The kind that `page` authors, or None for a page that is no activity."""
    return next((kind for kind in REGISTRY.values() if isinstance(page, kind.page_model)), None)


def text_size(page):
    """Bytes of the words on `page`, as UTF-8."""
    contents = (getattr(page, name, None) for name in ("body", "prompt", "transcript", "questions"))
    return sum(_size(content) for content in contents if content)


def _size(content):
    if isinstance(content, StreamValue):
        content = json.dumps(content.get_prep_value(), ensure_ascii=False)
    return len(content.encode())
