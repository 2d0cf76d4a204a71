"""What those who teach a course tell everybody in it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from courses.models import Course
from enrolments.models import Enrolment
from forums.models.discussions import TITLE_LENGTH
from forums.rules import edited_pages, reads_as_learner


def _is_for_learner(user):
    enrolled = Exists(Enrolment.objects.active().of(user).filter(course=OuterRef("course")))
    mine = Q(cohort=None) | Q(cohort__in=Cohort.objects.of(user).order_by().values("pk"))
    return Q(is_public=True) | Q(enrolled) & mine


class AnnouncementQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def public(self):
        return self.standing().filter(is_public=True)

    def readable_by(self, user):
        """Public ones, those for `user` in the courses that they study, and of those whose pages they may edit."""
        if not user.is_authenticated:
            return self.public()
        if reads_as_learner(user):
            return self.for_learner(user)
        edited = Q(course__key__in=edited_pages(user).order_by().values("translation_key"))
        return self.standing().filter(_is_for_learner(user) | edited)

    def for_learner(self, user):
        """Public ones, and those for `user` in the courses that they study."""
        return self.standing().filter(_is_for_learner(user))

    def with_texts(self):
        """With author, cohort and texts in all languages. One more query."""
        return self.select_related("author", "cohort").prefetch_related("texts")

    def untold(self):
        """Those of which not everybody concerned has been noted."""
        return self.standing().filter(told_at=None)


class Announcement(models.Model):
    """Said once, in one or more languages: to everybody in the course, or to the members of one `cohort` of it.

    `is_public`: to the world too, with a feed; never what is for a cohort.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="announcements")
    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.PROTECT, related_name="announcements")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="announcements")
    is_public = models.BooleanField(_("public"), default=False)
    published_at = models.DateTimeField(_("published"))
    changed_at = models.DateTimeField(_("changed"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(cohort=None) | Q(is_public=False), name="announcement_public_to_all"),
        ]
        indexes = [
            models.Index(fields=["course", "-published_at"], name="announcement_newest_first"),
            models.Index(fields=["published_at"], condition=Q(told_at=None), name="announcement_untold"),
        ]

    def __str__(self):
        return str(self.key)

    def get_absolute_url(self):
        return reverse("forums:announcement", args=[self.key])

    @property
    def anchor(self):
        return f"announcement-{self.key}"

    @property
    def is_changed(self):
        return self.changed_at > self.published_at

    def text_in(self, language):
        """The text in `language`, else in the first that was written. Needs `texts` prefetched in lists."""
        return text_among(self.texts.all(), language)


def text_among(texts, language):
    """Of the texts of one announcement that in `language`, else the first that was written."""
    known = {text.language: text for text in texts}
    return known.get(language) or next(iter(known.values()))


class AnnouncementText(models.Model):
    """What an announcement says in one language; `html` is rendered and sanitised once, from `source` (Markdown)."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    source = models.TextField(_("text"))
    html = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "language"], name="announcement_text_once"),
        ]

    def __str__(self):
        return self.title
