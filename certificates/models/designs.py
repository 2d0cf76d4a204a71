"""How certificates look: designs that are drawn up in Wagtail, where they are used, and what was frozen of them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, PreviewableMixin, Revision, RevisionMixin

from certificates.colours import READABLE, contrast, is_colour
from certificates.models.design_blocks import LogoBlock, SignatoryBlock, WordsBlock
from certificates.models.events import NeverRewritten
from certificates.motif import OURS
from courses.models import Course, Programme
from pages.fields import ContentField

LOGOS, SIGNATORIES = 4, 3


def second_languages():
    return settings.LANGUAGES


def validate_colour(text):
    if not is_colour(text):
        raise ValidationError(_("Write a colour as # and six digits, such as #0d5257."))


class ColourField(models.CharField):
    """A colour, as `#rrggbb`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 7, "validators": [validate_colour]} | kwargs)


class CertificateDesign(DraftStateMixin, RevisionMixin, PreviewableMixin, models.Model):
    """A look for certificates. A draft changes nothing; publishing freezes it, and certificates take what is frozen."""

    class Layout(models.TextChoices):
        CLASSIC = "classic", _("Classic: a border of ways, with a seal")
        MODERN = "modern", _("Modern: a band at the side, with much air")

    class Paper(models.TextChoices):
        A4 = "a4", "A4"
        LETTER = "letter", "Letter"

    # What each layout is printed on.
    GROUNDS = {Layout.CLASSIC: "#fdf9f1", Layout.MODERN: "#ffffff"}

    name = models.CharField(_("name"), max_length=100, unique=True, help_text=_("For you: it is not printed."))
    layout = models.CharField(_("layout"), max_length=20, choices=Layout, default=Layout.CLASSIC)
    paper = models.CharField(_("paper"), max_length=10, choices=Paper, default=Paper.A4)
    accent = ColourField(_("main colour"), default=OURS.accent)
    second = ColourField(
        _("second colour"), default=OURS.second, help_text=_("Headings of achievement, and waypoints.")
    )
    line = ColourField(_("colour of fine lines"), default=OURS.line)
    ink = ColourField(_("colour of the text"), default="#23211d")
    second_language = models.CharField(
        _("second language"),
        max_length=10,
        blank=True,
        choices=second_languages,
        help_text=_("Printed smaller, below the language of the course. Empty: one language only."),
    )
    logos = ContentField([("logo", LogoBlock())], verbose_name=_("logos"), blank=True, max_num=LOGOS)
    signatories = ContentField(
        [("signatory", SignatoryBlock())], verbose_name=_("signatories"), blank=True, max_num=SIGNATORIES
    )
    texts = ContentField(
        [("texts", WordsBlock())],
        verbose_name=_("texts"),
        blank=True,
        help_text=_(
            "What you leave empty is said in Camino's own words. In braces may stand {course}, {hours}, {level}, "
            "{completed} (the day) and {issuer}; not in the heading."
        ),
    )

    class Meta:
        verbose_name = _("design of certificates")
        verbose_name_plural = _("designs of certificates")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        pale = {field: _message(getattr(self, field), self.ground) for field in ("accent", "second", "ink")}
        wrong = {field: message for field, message in pale.items() if message}
        texts = [(block.value["language"], block.value["kind"]) for block in self.texts]
        if len(texts) != len(set(texts)):
            wrong["texts"] = _("The same language and kind stand here twice.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def ground(self):
        return self.GROUNDS.get(self.layout, "#ffffff")

    @property
    def preview_modes(self):
        from certificates.previews import MODES

        return MODES

    @property
    def default_preview_size(self):
        return "tablet"

    def serve_preview(self, request, mode_name):
        from certificates.previews import serve

        return serve(self, request, mode_name)


def _message(colour, ground):
    """What is wrong with text of that colour, if anything."""
    if not is_colour(colour) or contrast(colour, ground) >= READABLE:
        return None
    values = {"found": f"{contrast(colour, ground):.1f}", "needed": READABLE}
    return _("Too pale to read: its contrast is %(found)s to 1, and %(needed)s is needed.") % values


class FrozenImage(models.Model):
    """A picture as it is printed, under the SHA-256 (hexadecimal) of its bytes: whatever becomes of the library's."""

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=50)
    content = models.BinaryField()

    def __str__(self):
        return self.sha256


class FrozenDesign(models.Model):
    """A design as one of its revisions was published: everything that a certificate is drawn from. Never changed.

    `content` has the fields of the design; pictures in it are hashes of `FrozenImage`s.
    """

    design = models.ForeignKey(CertificateDesign, on_delete=models.PROTECT, related_name="frozen")
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    images = models.ManyToManyField(FrozenImage, related_name="designs")
    frozen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("published design")
        verbose_name_plural = _("published designs")

    def __str__(self):
        return f"{self.design}, {self.frozen_at:%Y-%m-%d}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise NeverRewritten
        super().save(*args, **kwargs)


class DesignAssignmentQuerySet(models.QuerySet):
    def nearest_first(self, course, programme=None):
        """Those that fit and are published: the course's own, then its programme's, then what holds everywhere else.

        Without a course, those that fit `programme`.
        """
        fits = Q(programme=course.programme_id) | Q(course=course) if course else Q(programme=programme)
        fits |= Q(course=None, programme=None)
        order = [models.F("course").asc(nulls_last=True), models.F("programme").asc(nulls_last=True)]
        return self.filter(fits, design__live=True).order_by(*order)


class DesignAssignment(models.Model):
    """Which design the certificates of a course, of a programme, or of everything else are drawn in."""

    design = models.ForeignKey(
        CertificateDesign, verbose_name=_("design"), on_delete=models.PROTECT, related_name="assignments"
    )
    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    objects = DesignAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a design")
        verbose_name_plural = _("where designs are used")
        constraints = [
            models.UniqueConstraint(
                Coalesce("course", 0),
                Coalesce("programme", 0),
                name="design_one_per_place",
                violation_error_message=_("A design is chosen for this already: change that entry."),
            ),
            models.CheckConstraint(
                condition=Q(course=None) | Q(programme=None),
                name="design_for_one_place",
                violation_error_message=_("Choose a course or a programme, not both."),
            ),
        ]

    def __str__(self):
        return f"{self.place}: {self.design}"

    @property
    def place(self):
        return str(self.course or self.programme or _("Everywhere else"))
