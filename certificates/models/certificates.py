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

from accounts.models import NAME_LENGTH, RemitQuerySet
from certificates.codes import new_code, normalise
from courses.models import Course
from enrolments.models import Enrolment


class Kind(models.TextChoices):
    PARTICIPATION = "participation", _("Participation")
    ACHIEVEMENT = "achievement", _("Achievement")


class Statement(models.Model):
    """What is certified of one enrolment, frozen: later changes of the course do not reach it.

    `terms` are the threshold, in per cent, and how it was met: `{"share": 80, "done": 13, "total": 15}` activities
    for participation, `{"share": 70, "points": 18, "max_points": 24}` in graded quizzes for achievement.
    `course_edition` is the course's `version` of that moment: what was there to learn.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="%(class)ss")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    course_title = models.CharField(_("course"), max_length=255)
    course_hours = models.PositiveSmallIntegerField(_("hours of study"))
    level = models.CharField(_("level"), max_length=20, choices=Course.Level)
    language = models.CharField(_("language"), max_length=10)
    completed_on = models.DateField(_("completed on"))
    course_edition = models.CharField(_("edition of the course"), max_length=36, blank=True)
    terms = models.JSONField(_("terms"), default=dict)

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
    """What somebody has earned, with the figures of that day: a certificate once their name is confirmed."""

    objects = MeritQuerySet.as_manager()

    class Meta:
        verbose_name = _("merit")
        verbose_name_plural = _("merits")
        constraints = [models.UniqueConstraint(fields=["enrolment", "kind"], name="merit_once_per_kind")]


class NeverDeleted(TypeError):
    """A certificate was to be deleted: it can only be revoked."""


class CertificateQuerySet(RemitQuerySet):
    def valid(self):
        return self.filter(state=Certificate.State.VALID)

    def current(self):
        """One for each kind that somebody has earned in an enrolment: none that another took the place of."""
        return self.exclude(state=Certificate.State.SUPERSEDED)

    def of(self, user):
        return self.filter(enrolment__user=user)

    def visible_to(self, user):
        """Those whose paper `user` may have: their own, and what they manage."""
        return self.filter(Q(enrolment__user=user) | Q(pk__in=self.within_remit_of(user).values("pk")))

    def with_code(self, text):
        """The one with the code that somebody typed, if any. The same one query for whatever was typed."""
        return self.filter(code=normalise(text) or "")

    def with_file(self, sha256):
        """Those whose file has that SHA-256, in hexadecimal."""
        return self.filter(sha256=sha256).exclude(sha256="")

    def unrendered(self):
        """Those whose PDF is still to be made."""
        return self.filter(rendered_at=None, holder_erased_at=None)

    def left_behind(self):
        """Those whose holder's account was erased, and whose PDF is still there."""
        return self.exclude(holder_erased_at=None).exclude(pdf="")

    def delete(self):
        raise NeverDeleted


def private_storage():
    return storages["private"]


def paper_path(certificate, _filename):
    """Where the PDF is stored: by month, under a name that says nothing."""
    return f"certificates/{certificate.issued_at:%Y/%m}/{uuid.uuid4()}.pdf"


class Certificate(Statement):
    """An issued certificate. It freezes what it says; its file is made once and stays as it is.

    `holder_name_latin` is the second line below a name in other letters. `design` is what it is drawn from, none the
    look that Camino comes with; `signatories` are those who stand on it, `[{"name", "role"}]`; `second_title` is the
    course's in the second language. `country` is that of the enrolment, for managers' remits. `sha256` is of the
    stored file, in hexadecimal. A mistake is put right by a successor with a code of its own, which `supersedes` this
    one.

    When its holder's account is erased it keeps what proves it: all but the names and the file, of which it keeps the
    hashes (`name_seals`, `sha256`).
    """

    class State(models.TextChoices):
        VALID = "valid", _("Valid")
        REVOKED = "revoked", _("Revoked")
        SUPERSEDED = "superseded", _("Superseded")

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
        ]

    def __str__(self):
        return self.code

    def delete(self, *args, **kwargs):
        raise NeverDeleted

    @property
    def holder_is_erased(self):
        return self.holder_erased_at is not None

    @property
    def is_valid(self):
        return self.state == self.State.VALID

    @property
    def issued_on(self):
        return timezone.localdate(self.issued_at)

    @property
    def verification_url(self):
        """The short address that anybody may check, as printed and as in the QR code."""
        return settings.SITE_URL + reverse("verify_certificate", args=[self.code])
