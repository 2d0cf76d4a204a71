"""Who studies what, and how far: enrolments, completions, attempts."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.models import RemitQuerySet
from courses.models import Course, CourseListing
from modules.grading import grade
from modules.models import Activity, QuizVersion


class EnrolmentQuerySet(RemitQuerySet):
    def active(self):
        """Those who have not left."""
        return self.filter(left_at=None)

    def of(self, user):
        return self.filter(user=user)

    def in_course(self, course):
        return self.filter(course=course)

    def started(self):
        return self.exclude(started_at=None)

    def completed(self):
        return self.exclude(completed_at=None)

    def with_course(self):
        """With the course and its titles, for lists. One more query."""
        titles = CourseListing.objects.defer("search_text", "outcomes", "team")
        return self.select_related("course").prefetch_related(Prefetch("course__listings", titles))

    def recent_first(self):
        return self.order_by(F("last_studied_at").desc(nulls_last=True), "-enrolled_at")

    def at_activity(self, key):
        """Those in the course of the activity with that key, each with the course."""
        return self.select_related("course").filter(course__modules__activities__key=key)


class Enrolment(models.Model):
    """One person in one course. `country` is where they worked when they enrolled; reports count by it.

    Each step has its date, set once by a verb and never taken back: editing a live course withdraws nothing.
    `completed_at`: the share of activities for participation; `achieved_at`: the share of points for achievement.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    country = CountryField(_("country"), blank=True)
    enrolled_at = models.DateTimeField(_("enrolled"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    achieved_at = models.DateTimeField(_("achieved"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    expelled_at = models.DateTimeField(_("removed"), null=True, blank=True)
    last_activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    last_studied_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "course"],
                name="enrolment_once_per_course",
                violation_error_message=_("This person is enrolled in this course."),
            ),
            models.CheckConstraint(
                condition=Q(expelled_at=None) | Q(left_at__isnull=False), name="enrolment_expelled_has_left"
            ),
        ]
        indexes = [
            models.Index(fields=["course", "country", "enrolled_at"], name="enrolment_by_country"),
            models.Index(fields=["completed_at"], name="enrolment_by_completion"),
            models.Index(fields=["achieved_at"], name="enrolment_by_achievement"),
        ]

    def __str__(self):
        return f"{self.user_id} in {self.course_id}"

    @property
    def is_active(self):
        return self.left_at is None


class Completion(models.Model):
    """An activity that somebody has completed. Never taken back."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="completions")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        constraints = [models.UniqueConstraint(fields=["enrolment", "activity"], name="completion_once")]

    def __str__(self):
        return f"{self.activity_id} by {self.enrolment_id}"


class PlaybackPosition(models.Model):
    """The second at which somebody stopped a recording, so that another device goes on there."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="positions")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    seconds = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "activity"], name="position_once")]

    def __str__(self):
        return f"{self.seconds} s"


class AttemptQuerySet(models.QuerySet):
    def open(self):
        return self.filter(submitted_at=None)

    def submitted(self):
        return self.exclude(submitted_at=None)


class Attempt(models.Model):
    """One try at a quiz, against the version that was seen. `points` are set when it is submitted."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="attempts")
    version = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    points = models.PositiveIntegerField(default=0)
    max_points = models.PositiveIntegerField(default=0)
    passed = models.BooleanField(default=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["enrolment", "activity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity", "number"], name="attempt_number_unique"),
            models.UniqueConstraint(
                fields=["enrolment", "activity"], condition=Q(submitted_at=None), name="attempt_one_open"
            ),
            models.CheckConstraint(condition=Q(points__lte=F("max_points")), name="attempt_points_in_range"),
        ]

    def __str__(self):
        return f"{self.activity_id} #{self.number} by {self.enrolment_id}"

    @property
    def is_open(self):
        return self.submitted_at is None

    @property
    def percent(self):
        return self.points * 100 // self.max_points if self.max_points else 0

    def chosen(self):
        """{question key: [option keys]} as answered so far. One query, unless `answers` is prefetched."""
        return {answer.question_key: answer.option_keys for answer in self.answers.all()}

    def result(self):
        """What the answers are worth against the version that was seen."""
        return grade(self.version.structure, self.chosen())


class Answer(models.Model):
    """The options chosen for one question in one attempt, by their keys."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question_key = models.CharField(max_length=64)
    option_keys = models.JSONField(default=list)
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["attempt", "question_key"], name="answer_once_per_question")]

    def __str__(self):
        return self.question_key
