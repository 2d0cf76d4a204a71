"""Requests to print a holder's name rightly, and what was decided."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import NAME_LENGTH, RemitQuerySet
from certificates.models.certificates import Certificate


class NameCorrectionQuerySet(RemitQuerySet):
    remit_field = "certificate__country"

    def waiting(self):
        return self.filter(state=NameCorrection.State.WAITING)

    def decided(self):
        return self.exclude(state=NameCorrection.State.WAITING)

    def for_decision_by(self, user):
        """Those that `user` may see and decide on: within their remit, and not about themselves."""
        return self.within_remit_of(user).exclude(certificate__holder=user)


class NameCorrection(models.Model):
    """The holder of `certificate` says that their name is `name`, and why; a manager accepts or refuses, once.

    What an accepted one brought about is `certificate.successor`; `refusal` says why a refused one was.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="corrections")
    name = models.CharField(_("right name"), max_length=NAME_LENGTH)
    name_latin = models.CharField(_("right name in Latin letters"), max_length=NAME_LENGTH, blank=True)
    why = models.TextField(_("why"))
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    refusal = models.TextField(_("reason of the refusal"), blank=True)

    objects = NameCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("name correction")
        verbose_name_plural = _("name corrections")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["certificate"], condition=Q(state="waiting"), name="correction_one_waits"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | Q(state__in=["accepted", "refused"], decided_at__isnull=False, decided_by__isnull=False),
                name="correction_decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(state="waiting"), name="correction_waiting")]

    def __str__(self):
        return f"{self.certificate_id}: {self.name}"

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING
