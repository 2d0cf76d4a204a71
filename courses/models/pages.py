"""Programmes and courses as they read in one language."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from courses.models.offers import Course, Topic
from pages.blocks import CONTENT_BLOCKS
from pages.fields import ContentField
from pages.models import CaminoPage

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class ProgrammePage(CaminoPage):
    """A programme, as it reads in one language."""

    summary = models.CharField(_("summary"), max_length=300, help_text=_("One sentence, for lists and search engines."))
    body = ContentField(CONTENT_BLOCKS, verbose_name=_("about the programme"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["courses.CoursePage", "courses.GlossaryPage"]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


class FactsPanel(MultiFieldPanel):
    """Facts that are the same in every language: shown only on the page of the source language."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self):
            course = Course.objects.filter(key=self.instance.translation_key).first()
            is_source = course is None or course.source_language == self.instance.language
            return is_source and super().is_shown()


class CoursePage(CaminoPage):
    """A course, as it reads in one language. The facts count on the source language's page only."""

    summary = models.CharField(_("summary"), max_length=300, help_text=_("One sentence, for lists and search engines."))
    audience = models.TextField(_("for whom"), blank=True)
    outcomes = ContentField(
        [("outcome", blocks.CharBlock(max_length=300, label=_("Outcome")))],
        verbose_name=_("what one will be able to do"),
        blank=True,
        help_text=_("Three to six, each with a verb that can be observed."),
    )
    assessment = models.TextField(_("how it is assessed"), blank=True)
    team = ContentField(
        [
            (
                "member",
                blocks.StructBlock(
                    [
                        ("name", blocks.CharBlock(max_length=200, label=_("Name or unit"))),
                        ("role", blocks.CharBlock(max_length=200, required=False, label=_("Role"))),
                    ],
                    label=_("Member"),
                ),
            )
        ],
        verbose_name=_("who teaches"),
        blank=True,
    )
    body = ContentField(CONTENT_BLOCKS, verbose_name=_("about the course"), blank=True)

    hours = models.PositiveSmallIntegerField(_("hours of study"), default=1, validators=[MinValueValidator(1)])
    level = models.CharField(_("level"), max_length=20, choices=Course.Level, default=Course.Level.INTRODUCTORY)
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    participation_share = models.PositiveSmallIntegerField(
        _("share of activities for participation"), default=80, validators=PERCENT, help_text=_("In per cent.")
    )
    achievement_share = models.PositiveSmallIntegerField(
        _("share of points for achievement"),
        default=70,
        validators=PERCENT,
        help_text=_("In per cent of the points of all graded quizzes."),
    )
    enrolment_opens_at = models.DateTimeField(_("enrolment opens"), null=True, blank=True)
    enrolment_closes_at = models.DateTimeField(_("enrolment closes"), null=True, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("audience"),
        FieldPanel("outcomes"),
        FieldPanel("assessment"),
        FieldPanel("team"),
        FieldPanel("body"),
        FactsPanel(
            [
                FieldRowPanel([FieldPanel("hours"), FieldPanel("level")]),
                FieldPanel("topics"),
                FieldRowPanel([FieldPanel("participation_share"), FieldPanel("achievement_share")]),
                FieldRowPanel([FieldPanel("enrolment_opens_at"), FieldPanel("enrolment_closes_at")]),
            ],
            heading=_("Facts, the same in every language"),
        ),
    ]
    parent_page_types = ["courses.ProgrammePage"]
    subpage_types = ["modules.ModulePage"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def clean(self):
        super().clean()
        opens, closes = self.enrolment_opens_at, self.enrolment_closes_at
        if opens and closes and closes <= opens:
            raise ValidationError({"enrolment_closes_at": _("Enrolment must close after it opens.")})
