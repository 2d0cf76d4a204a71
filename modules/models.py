"""Modules and activities: the rows that records hang on. The activities' pages are in `modules.kinds`."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from courses.models import Course
from modules.kinds import kind_named, load_kinds
from pages.blocks import PROMPT_BLOCKS
from pages.fields import ContentField
from pages.models import CaminoPage

load_kinds()


class Module(models.Model):
    """A part of a course. A row without a language; written by publishing. Retired when its page has left it."""

    key = models.UUIDField(unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="modules")
    position = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["course", "position", "pk"]

    def __str__(self):
        return str(self.key)


class ActivityQuerySet(models.QuerySet):
    def current(self):
        """Those that are part of their course today."""
        return self.filter(retired_at=None)

    def of_course(self, course):
        return self.filter(module__course=course)

    def graded(self):
        return self.filter(terms__graded=True)


class Activity(models.Model):
    """One thing to do. A row without a language; written by publishing.

    `terms` are the conditions that its kind states; `max_points` are the points of its newest quiz version.
    Records hang on it, so it is never deleted: one whose page has gone is retired.
    """

    key = models.UUIDField(unique=True, editable=False)
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=20)
    position = models.PositiveIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=0)
    terms = models.JSONField(default=dict)
    max_points = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["module__position", "position", "pk"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    def __str__(self):
        return f"{self.kind} {self.key}"

    @property
    def behaviour(self):
        """The `Kind` that answers for this activity."""
        return kind_named(self.kind)

    @property
    def is_graded(self):
        return bool(self.terms.get("graded"))

    @property
    def graded_points(self):
        """The points that it can give to achievement."""
        return self.max_points if self.is_graded else 0


class QuizVersion(models.Model):
    """Questions and options of a quiz by their keys, as published once. Attempts keep the one they saw.

    `structure` is what `grading` reads. `wording` is how it reads: {language: {question key: {"text", "options":
    {option key: {"text", "feedback"}}}}}, rich text as Wagtail stores it; a mended translation replaces its language.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    structure = models.JSONField()
    wording = models.JSONField(default=dict)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["activity", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="quiz_version_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="quiz_version_number_from_1"),
        ]

    def __str__(self):
        return f"{self.activity} v{self.number}"

    def wording_in(self, *languages):
        """{question key: wording}: each question in the first of `languages` that has it, else in any."""
        ranked = [*languages, *self.wording]
        found = {}
        for language in reversed(ranked):
            found |= self.wording.get(language, {})
        return found


class ModulePage(CaminoPage):
    """A module, as it reads in one language."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    objectives = ContentField(
        [("objective", blocks.CharBlock(max_length=300, label=_("Objective")))],
        verbose_name=_("objectives"),
        blank=True,
    )
    introduction = ContentField(PROMPT_BLOCKS, verbose_name=_("introduction"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("objectives"),
        FieldPanel("introduction"),
    ]
    parent_page_types = ["courses.CoursePage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
