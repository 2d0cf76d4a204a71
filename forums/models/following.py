"""What people follow, and which conversations they do not want to hear of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forums.models.discussions import Thread
from forums.models.places import Discussion


class FollowQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def muting(self, thread):
        return self.filter(thread=thread, muted=True)

    def listening_to(self, thread):
        """Those of people who want to hear of what is written in `thread`: they follow it or the whole discussion."""
        follows = self.filter(Q(thread=thread) | Q(discussion=thread.discussion_id), muted=False)
        return follows.exclude(user__in=Follow.objects.muting(thread).values("user"))


class Follow(models.Model):
    """Somebody follows a thread, or all that is written in a discussion. A muted thread is not followed at all."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    discussion = models.ForeignKey(Discussion, null=True, blank=True, on_delete=models.CASCADE, related_name="follows")
    thread = models.ForeignKey(Thread, null=True, blank=True, on_delete=models.CASCADE, related_name="follows")
    muted = models.BooleanField(_("muted"), default=False)
    since = models.DateTimeField(_("since"))

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint(fields=["user", "thread"], name="follow_thread_once"),
            models.UniqueConstraint(fields=["user", "discussion"], name="follow_discussion_once"),
            models.CheckConstraint(
                condition=Q(discussion=None, thread__isnull=False) | Q(discussion__isnull=False, thread=None),
                name="follow_one_thing",
            ),
            models.CheckConstraint(condition=Q(muted=False) | Q(discussion=None), name="follow_muted_is_of_a_thread"),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.thread_id or self.discussion_id}"
