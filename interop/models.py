"""What is kept of a certificate for other systems: its credential, its place in the status list, how it is shared."""

from django.db import models

from certificates.models import Certificate

RETIRED = (Certificate.State.REVOKED, Certificate.State.SUPERSEDED)


class StatusEntryQuerySet(models.QuerySet):
    def in_list(self, number):
        return self.filter(number=number)

    def retired(self):
        """Those of certificates that are no longer good."""
        return self.filter(certificate__state__in=RETIRED)


class StatusEntry(models.Model):
    """The place of a certificate in status list `number`: the bit at `index`, drawn by chance, so it tells nothing."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="status_entry")
    number = models.PositiveIntegerField()
    index = models.PositiveIntegerField()

    objects = StatusEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "index"], name="status_entry_place_once")]

    def __str__(self):
        return f"{self.number}#{self.index}"


class CredentialQuerySet(models.QuerySet):
    def of(self, user):
        """Those of the certificates of `user`, with these."""
        return self.filter(certificate__in=Certificate.objects.of(user)).select_related("certificate")


class Credential(models.Model):
    """A certificate as a signed credential, made once and kept: the same text at every download.

    `document` is JSON with a Data Integrity proof, `jwt` the same credential as a VC-JWT.
    """

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="credential")
    document = models.TextField()
    jwt = models.TextField()
    signed_at = models.DateTimeField()

    objects = CredentialQuerySet.as_manager()

    def __str__(self):
        return f"Credential of {self.certificate_id}"


class Sharing(models.Model):
    """What the holder wants to be seen when their certificate is shared: without a row, all but their name."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="sharing")
    names_holder = models.BooleanField(default=False)

    def __str__(self):
        return f"Sharing of {self.certificate_id}"
