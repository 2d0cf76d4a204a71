"""How discussions are kept safe: what readers report, and the log of all that moderation did."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.wording import listed
from forums.models.discussions import Thread
from forums.models.posts import Post

WORDS_LENGTH = 300


class ReportQuerySet(models.QuerySet):
    def waiting(self):
        """Those on which no moderator has decided."""
        return self.filter(settled_at=None)


class Report(models.Model):
    """What a reader finds wrong with a post of somebody else. Moderators see why, and not who reported it."""

    class Reason(models.TextChoices):
        DISRESPECT = "disrespect", _("Disrespect or threats")
        PRIVACY = "privacy", _("A patient could be recognised")
        ADVERTISING = "advertising", _("Advertising")
        OFF_TOPIC = "off_topic", _("Off topic")
        OTHER = "other", _("Something else")

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    words = models.CharField(_("words"), max_length=WORDS_LENGTH, blank=True)
    reported_at = models.DateTimeField(_("reported"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["pk"]
        indexes = [models.Index(fields=["post"], condition=Q(settled_at=None), name="report_waiting")]
        constraints = [models.UniqueConstraint(fields=["post", "reporter"], name="report_once")]

    def __str__(self):
        return str(self.get_reason_display())


class LogIsClosed(Exception):
    """What is in the log of moderation is neither changed nor deleted."""


class ModerationEventQuerySet(models.QuerySet):
    def update(self, **_values):
        raise LogIsClosed

    def delete(self):
        raise LogIsClosed

    delete.queryset_only = True


class ModerationEvent(models.Model):
    """One act of moderation, written by the verb that does it. `by` is empty for what happened by itself.

    `why` is the moderator's reason; for a post that reports have hidden, the reasons of these, by their keys.
    """

    class What(models.TextChoices):
        HIDDEN = "hidden", pgettext_lazy("a post", "hidden")
        RESTORED = "restored", _("shown again")
        RELEASED = "released", _("shown, after it was held")
        EDITED = "edited", _("edited by a moderator")
        HIDDEN_BY_REPORTS = "hidden_by_reports", _("hidden by reports")
        REPORTS_DISMISSED = "reports_dismissed", _("reports dismissed")
        HELD = "held", _("held until a moderator looks at it")
        PINNED = "pinned", _("conversation pinned")
        UNPINNED = "unpinned", _("conversation no longer pinned")
        LOCKED = "locked", _("conversation closed")
        UNLOCKED = "unlocked", _("conversation open again")
        MOVED = "moved", _("conversation moved")
        SPLIT = "split", _("conversation split")
        MERGED = "merged", _("conversations merged")
        WARNED = "warned", _("author warned")
        SILENCED = "silenced", _("author may not write for a time")
        UNSILENCED = "unsilenced", _("author may write again")
        EXPELLED = "expelled", _("author removed from the course")
        READMITTED = "readmitted", _("author admitted to the course again")
        FLAG_DISMISSED = "flag_dismissed", _("looked at: it identifies nobody")
        REDACTED = "redacted", _("a passage blacked out")
        REDACTED_QUOTE = "redacted_quote", _("a passage blacked out in a quotation")

    what = models.CharField(_("what"), max_length=20, choices=What)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    why = models.CharField(_("why"), max_length=WORDS_LENGTH, blank=True)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="moderation_events")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="moderation_events")

    objects = ModerationEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("act of moderation")
        verbose_name_plural = _("acts of moderation")
        ordering = ["-pk"]

    def __str__(self):
        return str(self.get_what_display())

    def save(self, **kwargs):
        if self.pk is not None:
            raise LogIsClosed
        super().save(**kwargs)

    def delete(self, **_kwargs):
        raise LogIsClosed

    @property
    def shown_why(self):
        if self.what == self.What.HELD:
            return Post.HeldFor(self.why).label
        if self.what != self.What.HIDDEN_BY_REPORTS:
            return self.why
        return listed(str(Report.Reason(key).label) for key in self.why.split())
