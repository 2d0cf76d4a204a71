"""Which mails somebody wants, and those that are on their way or were sent."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

GRACE = timedelta(minutes=5)
RETRY_AFTER = timedelta(minutes=30)
MOST_ATTEMPTS = 48  # with half an hour between them, a day


class Preferences(models.Model):
    """What somebody wants to be told by mail; without a row, all of it. Mails about the account always go out."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    mails = models.BooleanField(_("mails about my certificates and about answers to me"), default=True)

    class Meta:
        verbose_name = _("mail preferences")
        verbose_name_plural = _("mail preferences")

    def __str__(self):
        return f"{self.user}: {self.mails}"


class DeliveryQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Delivery.State.WAITING, attempts__lt=MOST_ATTEMPTS)

    def due(self, *, at):
        """Those to send at that moment: never tried, or tried and failed a while ago."""
        return self.waiting().filter(Q(tried_at=None) | Q(tried_at__lte=at - RETRY_AFTER))

    def overdue(self, *, at):
        """Those that should have gone out by then: their task failed, or was lost."""
        return self.due(at=at).filter(noted_at__lte=at - GRACE)


class Delivery(models.Model):
    """One mail to one person. `key` names what it is about; nobody is told of the same thing twice."""

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", _("A certificate is ready")
        CORRECTION = "correction", _("The correction of a name is decided")
        REVOKED = "revoked", _("A certificate was revoked")
        REPLACED = "replaced", _("A certificate was issued anew or renewed")
        ANSWER = "answer", _("Somebody answered")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        DROPPED = "dropped", _("Dropped")  # not wanted, or what it was about is gone

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    noted_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [models.UniqueConstraint(fields=["user", "kind", "key"], name="delivery_once")]
        indexes = [
            models.Index(fields=["noted_at"], condition=Q(state="waiting"), name="delivery_waiting"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key} to {self.user_id}"
