"""What somebody has earned, and the certificates that say so. Rows are written once and never deleted."""

import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.models import NAME_LENGTH
from certificates.codes import new_code
from certificates.models.selection import CertificateQuerySet, NeverDeleted, Standing
from courses.models import Course, Programme
from enrolments.models import Enrolment
from pages.folding import fold


class Kind(models.TextChoices):
    PARTICIPATION = "participation", _("Participation")
    ACHIEVEMENT = "achievement", _("Achievement")
    ATTENDANCE = "attendance", _("Attendance")
    DIPLOMA = "diploma", _("Programme diploma")


class Statement(models.Model):
    """What is certified, frozen: later changes of course or programme do not reach it.

    `terms` are the threshold, in per cent, and how it was met: `{"share": 80, "done": 13, "total": 15}` activities
    for participation, `{"share": 70, "points": 18, "max_points": 24}` in graded quizzes for achievement. A diploma's
    have the transcript: `{"needed": 3, "total": 5, "courses": [{…}]}`, each with title, language, kind, hours and
    completed_on; those of attendance are empty, and `course_hours` are the hours attended. A diploma has no level.
    `alignments` are those of the course, as `courses.blocks.alignment` writes them; a diploma has none.
    `course_edition` is the course's `version` of that moment: what was there to learn.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    course_title = models.CharField(_("course"), max_length=255)
    course_hours = models.PositiveSmallIntegerField(_("hours of study"))
    level = models.CharField(_("level"), max_length=20, choices=Course.Level, blank=True)
    language = models.CharField(_("language"), max_length=10)
    completed_on = models.DateField(_("completed on"))
    course_edition = models.CharField(_("edition of the course"), max_length=36, blank=True)
    terms = models.JSONField(_("terms"), default=dict)
    valid_months = models.PositiveSmallIntegerField(_("months that it is valid"), null=True, blank=True)
    credit_points = models.DecimalField(_("credit points"), max_digits=5, decimal_places=1, null=True, blank=True)
    credit_body = models.CharField(_("who recognises the credit points"), max_length=200, blank=True)
    alignments = models.JSONField(_("alignments"), default=list, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.kind} in {self.course_title}"


FROZEN = [field.name for field in Statement._meta.local_fields]


class MeritQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(enrolment__user=user)

    def waiting(self):
        """Those that no certificate has been issued for: the name to print is not confirmed."""
        issued = Certificate.objects.filter(enrolment=OuterRef("enrolment"), kind=OuterRef("kind"))
        return self.filter(~Exists(issued))

    def missed(self):
        """Those that wait although the name is confirmed: the process died before their certificate was issued."""
        return self.waiting().exclude(enrolment__user__name_confirmed_at=None)


class Merit(Statement):
    """What somebody has earned, with the figures of that day: a certificate once their name is confirmed.

    `by` is the manager who vouches for it, for attendance; nobody for what was earned by studying.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="merits")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    objects = MeritQuerySet.as_manager()

    class Meta:
        verbose_name = _("merit")
        verbose_name_plural = _("merits")
        constraints = [models.UniqueConstraint(fields=["enrolment", "kind"], name="merit_once_per_kind")]


PAPERS = uuid.UUID("6b0f6a52-2f0e-4c0b-9d5e-0a8d3c3f7e11")


def private_storage():
    return storages["private"]


def paper_path(certificate, _filename):
    """Where the PDF is stored: by month, under a name that says nothing and is always the same."""
    return f"certificates/{certificate.issued_at:%Y/%m}/{uuid.uuid5(PAPERS, certificate.code)}.pdf"


class Certificate(Statement):
    """An issued certificate. It freezes what it says; its file is made once and stays as it is.

    It is about an `enrolment`, or, for a diploma, about a `programme`. `country` is where the holder worked then, for
    managers' remits. `sha256` is of the stored file, in hexadecimal. A mistake is put right by a successor with a code
    of its own, which `supersedes` this one. `expires_on` is the last day on which it is valid. `search_text` is the
    holder's name, folded.

    `holder_name_latin` is the second line below a name in other letters. `design` is what it is drawn from, none the
    look that Camino comes with; `signatories` are those who stand on it, `[{"name", "role"}]`; `second_title` is the
    course's in the second language.

    When its holder's account is erased it keeps what proves it: all but the names and the file, of which it keeps the
    hashes (`name_seals`, `sha256`).
    """

    class State(models.TextChoices):
        VALID = "valid", _("Valid")
        REVOKED = "revoked", _("Revoked")
        SUPERSEDED = "superseded", _("Superseded")

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="diplomas")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    code = models.CharField(_("code"), max_length=20, unique=True, default=new_code, editable=False)
    holder_name = models.CharField(_("holder"), max_length=NAME_LENGTH, blank=True)
    holder_erased_at = models.DateTimeField(_("holder erased"), null=True, blank=True)
    name_seals = models.JSONField(_("hashes of the name"), default=list, blank=True)
    holder_name_latin = models.CharField(_("holder, in Latin letters"), max_length=NAME_LENGTH, blank=True)
    second_title = models.CharField(_("course, in the second language"), max_length=255, blank=True)
    design = models.ForeignKey(
        "certificates.FrozenDesign", on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    signatories = models.JSONField(_("signatories"), default=list, blank=True)
    search_text = models.CharField(max_length=2 * NAME_LENGTH, default="", editable=False)
    country = CountryField(_("country"), blank=True)
    issued_at = models.DateTimeField(_("issued"))
    issuer = models.CharField(_("issuer"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.VALID)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revocation_reason = models.TextField(_("reason of the revocation"), blank=True)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successor", editable=False
    )
    pdf = models.FileField(_("PDF"), storage=private_storage, upload_to=paper_path, max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    rendered_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind"],
                condition=~Q(state="superseded"),
                name="certificate_once_per_kind",
                violation_error_message=_("This person has this certificate."),
            ),
            models.UniqueConstraint(
                fields=["holder", "programme"],
                condition=Q(kind="diploma") & ~Q(state="superseded"),
                name="diploma_once_per_programme",
                violation_error_message=_("This person has this diploma."),
            ),
            models.CheckConstraint(
                condition=Q(kind="diploma", enrolment=None, programme__isnull=False)
                | ~Q(kind="diploma") & Q(enrolment__isnull=False, programme=None),
                name="certificate_of_course_or_programme",
            ),
            models.CheckConstraint(
                condition=Q(state="valid", revoked_at=None, superseded_at=None)
                | Q(state="revoked", revoked_at__isnull=False, superseded_at=None)
                | Q(state="superseded", revoked_at=None, superseded_at__isnull=False),
                name="certificate_state_has_date",
            ),
            models.CheckConstraint(
                condition=(Q(holder_erased_at=None) & ~Q(holder_name=""))
                | Q(holder_erased_at__isnull=False, holder_name=""),
                name="certificate_named_until_erased",
            ),
        ]
        indexes = [
            models.Index(fields=["country", "issued_at"], name="certificate_by_country"),
            models.Index(fields=["sha256"], name="certificate_by_file"),
            models.Index(fields=["issued_at"], name="certificate_by_moment"),
            models.Index(
                fields=["expires_on"],
                condition=Q(state="valid", expires_on__isnull=False),
                name="certificate_by_expiry",
            ),
            models.Index(
                fields=["id"], condition=Q(rendered_at=None, holder_erased_at=None), name="certificate_unrendered"
            ),
        ]

    def __str__(self):
        return self.code

    def save(self, *args, update_fields=None, **kwargs):
        """The folded name follows the name."""
        self.search_text = fold(self.holder_name)[: 2 * NAME_LENGTH]
        if update_fields and "holder_name" in update_fields:
            update_fields = {*update_fields, "search_text"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args, **kwargs):
        raise NeverDeleted

    def standing_on(self, day):
        """The `Standing` on that day, of what has been done to it until now."""
        if self.stands and self.expires_on and self.expires_on < day:
            return Standing.EXPIRED
        return Standing(self.state)

    @property
    def standing(self):
        """What it is worth today."""
        return self.standing_on(timezone.localdate())

    @property
    def stands(self):
        """Neither revoked nor superseded; it may have expired."""
        return self.state == self.State.VALID

    @property
    def can_be_replaced(self):
        """A successor bears a name, which is not kept of one whose holder is erased."""
        return self.stands and not self.holder_is_erased

    @property
    def holder_is_erased(self):
        return self.holder_erased_at is not None

    @property
    def is_valid(self):
        return self.standing == Standing.VALID

    @property
    def issued_on(self):
        return timezone.localdate(self.issued_at)

    @property
    def verification_url(self):
        """The short address that anybody may check, as printed and as in the QR code."""
        return settings.SITE_URL + reverse("verify_certificate", args=[self.code])
