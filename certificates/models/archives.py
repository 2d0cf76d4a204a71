"""Many certificates in one file: what a manager asked for, how far it is, and where it lies."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from certificates.models.certificates import Certificate, private_storage
from cohorts.models import Cohort
from courses.models import Course


class ArchiveQuerySet(models.QuerySet):
    def of(self, user):
        """Those that `user` asked for: nobody else may see or fetch one."""
        return self.filter(by=user)

    def waiting(self):
        return self.filter(state=Archive.State.WAITING)

    def ready(self):
        return self.filter(state=Archive.State.READY)


def archive_path(archive, _filename):
    """Where the file is stored, under a name that says nothing."""
    return f"archives/{archive.asked_at:%Y/%m}/{uuid.uuid4()}.zip"


class Archive(models.Model):
    """A ZIP of the valid and expired certificates of `course`, `cohort`, `country` and the days `since` to `until`.

    The days are those of issue; of a cohort are those who have a seat in it when the file is made. What is left empty
    narrows nothing. Made in the background: `done` of `total` are in it; the file is removed some days after it was
    made. `remit` is what its maker managed then: who manages less now does not get it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        EXPIRED = "expired", _("Removed")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    remit = models.TextField()
    language = models.CharField(_("language"), max_length=10)
    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cohort = models.ForeignKey(
        Cohort, verbose_name=_("cohort"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    country = CountryField(_("country"), blank=True)
    since = models.DateField(_("issued from"), null=True, blank=True)
    until = models.DateField(_("issued until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(_("asked"))
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    file = models.FileField(storage=private_storage, upload_to=archive_path, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("archive of certificates")
        verbose_name_plural = _("archives of certificates")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["by"], condition=Q(state="waiting"), name="archive_one_waits"),
            models.CheckConstraint(
                condition=Q(state="ready", ready_at__isnull=False) | ~Q(state="ready"), name="archive_ready_has_date"
            ),
        ]

    def __str__(self):
        return str(self.key)

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def is_ready(self):
        return self.state == self.State.READY

    def might_hold(self, certificates):
        """Is one of them of those that were asked for, by where, when and in what they were issued?

        Of a cohort all of its course count: who was in it when the file was made may have left it.
        """
        return certificates.filter(**self._wanted()).exists()

    def certificates(self):
        """What goes into it: what stands within the remit of its maker, by what was asked for, by name."""
        found = Certificate.objects.standing().within_remit_of(self.by).filter(holder_erased_at=None)
        if self.cohort:
            found = found.filter(enrolment__seat__cohort=self.cohort)
        return found.filter(**self._wanted()).order_by("holder_name", "pk")

    def _wanted(self):
        wanted = {
            "enrolment__course": self.cohort.course if self.cohort else self.course,
            "country": self.country.code,
            "issued_at__date__gte": self.since,
            "issued_at__date__lte": self.until,
        }
        return {field: value for field, value in wanted.items() if value}
