"""What happened to a certificate: a log that is only ever added to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.certificates import Certificate


class NeverRewritten(TypeError):
    """An entry of the log was to be changed or deleted."""


class CertificateEventQuerySet(models.QuerySet):
    def update(self, **_values):
        raise NeverRewritten

    def bulk_update(self, *_args, **_kwargs):
        raise NeverRewritten

    def delete(self):
        raise NeverRewritten

    def forget_words(self):
        """Empty the reasons, because the holder's account is erased: the one change that is ever made here.

        Why a certificate was revoked it says itself.
        """
        return super().update(reason="")


class CertificateEvent(models.Model):
    """One thing that happened to a certificate: what, when, through whom, and why. Verbs write it; nothing changes it
    but the erasure of a holder's account, which takes their words out.

    `by` is empty for what the site did by itself.
    """

    class Kind(models.TextChoices):
        ISSUED = "issued", _("Issued")
        DRAWN = "drawn", _("File made")
        REVOKED = "revoked", _("Revoked")
        SUPERSEDED = "superseded", _("Superseded")
        CORRECTION_ASKED = "asked", _("Correction asked for")
        CORRECTION_REFUSED = "refused", _("Correction refused")
        ERASED = "erased", _("Name and file erased")

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("why"), blank=True)

    objects = CertificateEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a certificate")
        verbose_name_plural = _("events of certificates")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.kind} {self.certificate_id}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise NeverRewritten
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise NeverRewritten
