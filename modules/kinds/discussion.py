from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from accounts.wording import listed
from modules.kinds.base import ActivityPage, Kind, register
from modules.syllabus.shapes import Choice, Flag, Whole
from pages.blocks import PROMPT_BLOCKS
from pages.fields import ContentField


class DiscussionPage(ActivityPage):
    """A question to discuss, and how much taking part completes it."""

    class Split(models.TextChoices):
        COHORT = "cohort", _("by cohort")
        COUNTRY = "country", _("by country")
        LANGUAGE = "language", _("by language")
        __empty__ = _("none: everybody reads all")

    prompt = ContentField(PROMPT_BLOCKS, verbose_name=_("prompt"))
    posts = models.PositiveSmallIntegerField(
        _("posts"), default=1, help_text=_("How many posts of one's own complete it, replies included.")
    )
    replies = models.PositiveSmallIntegerField(
        _("replies"), default=0, help_text=_("How many of them must be replies to others.")
    )
    words = models.PositiveSmallIntegerField(
        _("words"), default=0, help_text=_("How many words a post needs at least to count.")
    )
    post_first = models.BooleanField(
        _("post first"),
        default=False,
        help_text=_("Learners see what others wrote after a post of their own, and hear nothing of it before."),
    )
    split = models.CharField(
        _("groups"),
        max_length=10,
        choices=Split,
        blank=True,
        help_text=_(
            "Learners talk with those of their own group; the course team reads all. It holds for conversations that "
            "are started from now on: what was written in a group stays in it."
        ),
    )

    content_panels = [
        *ActivityPage.content_panels,
        FieldPanel("prompt"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("posts"), FieldPanel("replies"), FieldPanel("words")])],
            heading=_("Complete when"),
        ),
        FieldPanel("post_first"),
        FieldPanel("split"),
    ]

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")


@register
class Discussion(Kind):
    name = "discussion"
    label = _("Discussion")
    icon = "discussion"
    page_model = DiscussionPage
    facts = {"posts": Whole(), "replies": Whole(), "words": Whole()}
    choices = {"post_first": Flag(), "split": Choice(*DiscussionPage.Split)}

    def fields_from(self, source):
        return super().fields_from(source) | {"prompt": source.stream(PROMPT_BLOCKS)}

    def terms(self, page):
        terms = {"posts": page.posts, "replies": page.replies, "words": page.words}
        terms |= {"post_first": True} if page.post_first else {}
        return terms | {"split": page.split} if page.split else terms

    def is_complete(self, terms, evidence):
        return evidence.posts >= terms["posts"] and evidence.replies >= terms["replies"]

    def condition(self, terms):
        parts = [ngettext_lazy("Write %d post", "Write %d posts", terms["posts"]) % terms["posts"]]
        if terms["replies"]:
            parts.append(
                ngettext_lazy("%d of them a reply to a colleague", "%d of them replies to colleagues", terms["replies"])
                % terms["replies"]
            )
        if terms["words"]:
            parts.append(ngettext_lazy("of %d word or more", "of %d words or more", terms["words"]) % terms["words"])
        return f"{listed(parts)}."
