"""Requests to have one's account erased: they rest for some days, in which they can be taken back."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User

RETRY_FOR = timedelta(days=3)  # the last mail; then the address is forgotten, whether it went out or not


class ErasureRequestQuerySet(models.QuerySet):
    def open(self):
        """Neither taken back nor done."""
        return self.filter(withdrawn_at=None, finished_at=None)

    def revocable(self):
        """Those that can still be taken back."""
        return self.open().filter(erased_at=None)

    def due(self, *, at):
        """Those to carry out at that moment, or to go on with: some may have begun."""
        return self.open().filter(due_at__lte=at)

    def untold(self):
        """Those of which the person has had no mail."""
        return self.revocable().filter(told_at=None)


class ErasureRequest(models.Model):
    """Somebody wants their account erased. It is carried out at `due_at`, unless it is taken back before.

    `address` and `language` are those of the person, from the erasure until the last mail has gone out.
    """

    class Posts(models.TextChoices):
        LEAVE = "leave", _("Leave them, without my name")
        REMOVE = "remove", _("Remove their words")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="erasure_requests")
    posts = models.CharField(_("what I wrote in discussions"), max_length=10, choices=Posts, default=Posts.LEAVE)
    asked_at = models.DateTimeField(_("asked"))
    due_at = models.DateTimeField(_("due"))
    told_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    address = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=10, blank=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to erase an account")
        verbose_name_plural = _("requests to erase accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(withdrawn_at=None, finished_at=None), name="erasure_one_open"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(erased_at=None), name="erasure_done_or_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(erased_at__isnull=False, address=""), name="erasure_finished_forgets"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(withdrawn_at=None, finished_at=None), name="erasure_due"),
        ]

    def __str__(self):
        return str(self.key)

    @property
    def is_revocable(self):
        return self.withdrawn_at is None and self.erased_at is None
