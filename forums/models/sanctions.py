"""What moderators decide about a person in a course: warnings, silence for a time, removal."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from forums.models.posts import REASON_LENGTH, Post


class SanctionQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def in_course(self, course):
        return self.filter(course=course)

    def silencing(self, *, at):
        """Those by which somebody may not write at that moment."""
        return self.filter(kind=Sanction.Kind.SILENCE, lifted_at=None, until__gt=at)

    def to_tell(self, *, at):
        """Those that the person has not read, and those by which they may not write at that moment."""
        return self.filter(Q(seen_at=None) | Q(kind=Sanction.Kind.SILENCE, lifted_at=None, until__gt=at))

    def unseen(self):
        """Those that the person has not yet said they have read."""
        return self.filter(seen_at=None)


class Sanction(models.Model):
    """A decision on one person in one course, because of `post`; they and moderators read its words, nobody else."""

    class Kind(models.TextChoices):
        WARNING = "warning", _("Warning")
        SILENCE = "silence", _("No writing for a time")
        REMOVAL = "removal", _("Removed from the course")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sanctions")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="sanctions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    seen_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["user", "course"], name="sanction_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="silence", until__isnull=False) | (~Q(kind="silence") & Q(until=None)),
                name="sanction_silence_has_an_end",
            )
        ]

    def __str__(self):
        return f"{self.kind} for {self.user_id}"

    def is_in_force(self, *, at):
        """Does it still hold at that moment? A warning never does: it is only said."""
        if self.kind == self.Kind.SILENCE:
            return self.lifted_at is None and self.until > at
        return self.kind == self.Kind.REMOVAL and self.lifted_at is None
