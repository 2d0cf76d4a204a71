"""Programmes and courses as they read in one language."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from courses.blocks import AlignmentBlock
from courses.models.offers import Course, Programme, Topic
from pages.blocks import CONTENT_BLOCKS
from pages.fields import ContentField
from pages.models import CaminoPage

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]
FACTS_HEADING = _("Facts, the same in every language")


class FactsPanel(MultiFieldPanel):
    """Facts that are the same in every language: shown only on the page of the source language."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self):
            row = self.instance.offer.objects.filter(key=self.instance.translation_key).first()
            is_source = row is None or row.source_language == self.instance.language
            return is_source and super().is_shown()


class ProgrammePage(CaminoPage):
    """A programme, as it reads in one language. The facts count on the source language's page only."""

    offer = Programme
    summary = models.CharField(_("summary"), max_length=300, help_text=_("One sentence, for lists and search engines."))
    body = ContentField(CONTENT_BLOCKS, verbose_name=_("about the programme"), blank=True)
    diploma = models.CharField(
        _("diploma"),
        max_length=20,
        choices=Programme.Diploma,
        blank=True,
        help_text=_("Issued by itself to who has the certificates of enough courses. Empty: there is none."),
    )
    diploma_courses = models.PositiveSmallIntegerField(
        _("courses needed for the diploma"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: all courses of the programme."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FactsPanel([FieldRowPanel([FieldPanel("diploma"), FieldPanel("diploma_courses")])], heading=FACTS_HEADING),
    ]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["courses.CoursePage", "courses.GlossaryPage"]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


class CoursePage(CaminoPage):
    """A course, as it reads in one language. The facts count on the source language's page only."""

    offer = Course
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
    valid_months = models.PositiveSmallIntegerField(
        _("months that a certificate is valid"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("From the day of completion. Empty: for ever."),
    )
    credit_points = models.DecimalField(
        _("credit points"), max_digits=5, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    credit_body = models.CharField(
        _("who recognises the credit points"), max_length=200, blank=True, help_text=_("Printed on certificates.")
    )
    alignments = ContentField(
        [("alignment", AlignmentBlock())],
        verbose_name=_("alignments"),
        blank=True,
        help_text=_("Competencies and standards of others that this course teaches. Certificates and badges say them."),
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
                FieldRowPanel([FieldPanel("credit_points"), FieldPanel("credit_body"), FieldPanel("valid_months")]),
                FieldPanel("alignments"),
                FieldRowPanel([FieldPanel("enrolment_opens_at"), FieldPanel("enrolment_closes_at")]),
            ],
            heading=FACTS_HEADING,
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
        if self.credit_points and not self.credit_body:
            raise ValidationError({"credit_body": _("Say who recognises the credit points.")})
