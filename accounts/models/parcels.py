"""What people ask to be given: all their data, or a folder of what they learnt. A ZIP, for some days."""

import uuid

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User

MOST_ATTEMPTS = 3


def private_storage():
    return storages["private"]


def parcel_path(_parcel, _filename):
    """Where the ZIP is stored: under a name that says nothing."""
    return f"parcels/{uuid.uuid4()}.zip"


class ParcelQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def waiting(self):
        """Those to be made."""
        return self.filter(made_at=None, attempts__lt=MOST_ATTEMPTS)

    def ready(self, *, at):
        """Those that can be downloaded at that moment."""
        return self.filter(made_at__isnull=False, expires_at__gt=at)

    def expired(self, *, at):
        return self.filter(expires_at__lte=at)


class Parcel(models.Model):
    """A ZIP for one person, made once, kept until `expires_at`."""

    class Kind(models.TextChoices):
        DATA = "data", _("My data")
        EVIDENCE = "evidence", _("Evidence folder")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="parcels")
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    language = models.CharField(_("language"), max_length=10)
    asked_at = models.DateTimeField(_("asked"))
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"))
    file = models.FileField(storage=private_storage, upload_to=parcel_path, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)

    objects = ParcelQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of one's data")
        verbose_name_plural = _("copies of people's data")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(made_at=None, attempts__lt=MOST_ATTEMPTS),
                name="parcel_one_in_the_making",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"

    @property
    def is_ready(self):
        return self.made_at is not None

    @property
    def has_failed(self):
        return self.made_at is None and self.attempts >= MOST_ATTEMPTS
