"""Home and plain pages, and the library of pictures and recordings."""

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page, PageViewRestriction
from wagtailmedia.models import AbstractMedia

from pages.blocks import CONTENT_BLOCKS
from pages.fields import ContentField
from pages.sites import address, is_restricted, locale_ids


class CaminoPage(Page):
    """What all our pages share: an address without a query, and `page.language`."""

    class Meta:
        abstract = True

    def get_url(self, request=None, current_site=None):
        return address(self.url_path) or super().get_url(request, current_site)

    url = property(get_url)

    def relative_url(self, current_site, request=None):
        return self.get_url(request, current_site)

    def get_view_restrictions(self):
        """Wagtail's, without its two queries where there is no privacy setting above."""
        if self.alias_of_id or is_restricted(self):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    @property
    def language(self):
        """The code of the language that the page is written in."""
        codes = {pk: code for code, pk in locale_ids().items()}
        return codes.get(self.locale_id) or self.locale.language_code


class HomePage(CaminoPage):
    """The first page of a language."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])
    body = ContentField(CONTENT_BLOCKS, verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class PlainPage(CaminoPage):
    """A page of text: about us, help, privacy."""

    body = ContentField(CONTENT_BLOCKS, verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    parent_page_types = ["pages.HomePage", "pages.PlainPage"]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")


class Picture(AbstractImage):
    """An image of the library. `source_key` is the file it was loaded from, when it came with a programme."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)
    source_key = models.CharField(max_length=255, blank=True, editable=False, db_index=True)

    admin_form_fields = ("title", "file", "description", "credit", "collection", "tags")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_picture", "Can choose picture")]


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="picture_rendition_unique")
        ]


class Download(AbstractDocument):
    """A file to download. `source_key` is the file it was loaded from, when it came with a programme."""

    source_key = models.CharField(max_length=255, blank=True, editable=False, db_index=True)

    admin_form_fields = ("title", "file", "collection", "tags")


def spoken_languages():
    """The languages of the site: those that a page can name in its own."""
    return settings.LANGUAGES


class Recording(AbstractMedia):
    """Audio or video of the library, with what poor connections need: sound alone, and a light version.

    Sizes are in bytes, kept so that a page can say them without touching the files.
    """

    audio_file = models.FileField(
        _("sound alone"),
        upload_to="media",
        blank=True,
        validators=[FileExtensionValidator(["aac", "m4a", "mp3", "ogg", "opus"])],
    )
    light_file = models.FileField(
        _("light version for slow lines"),
        upload_to="media",
        blank=True,
        validators=[FileExtensionValidator(["mp4", "webm"])],
    )
    language = models.CharField(_("spoken language"), max_length=10, blank=True, choices=spoken_languages)
    file_size = models.PositiveIntegerField(default=0, editable=False)
    audio_size = models.PositiveIntegerField(default=0, editable=False)
    light_size = models.PositiveIntegerField(default=0, editable=False)
    source_key = models.CharField(max_length=255, blank=True, editable=False, db_index=True)
    source_hash = models.CharField(max_length=40, blank=True, editable=False)  # of all the files it was loaded from

    admin_form_fields = (
        "title",
        "language",
        "file",
        "audio_file",
        "light_file",
        "thumbnail",
        "collection",
        "duration",
        "width",
        "height",
        "tags",
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def save(self, *args, **kwargs):
        self._measure("file", "file_size")
        self._measure("audio_file", "audio_size")
        self._measure("light_file", "light_size")
        super().save(*args, **kwargs)

    def _measure(self, field, size_field):
        """Keep the size of a file that is about to be stored: it is at hand now, later it may be far away."""
        file = getattr(self, field)
        if not file:
            setattr(self, size_field, 0)
        elif not file._committed:
            setattr(self, size_field, file.size)

    @property
    def sound(self):
        """The file to hear without pictures: the sound alone, or the recording itself when it is audio."""
        return self.file if self.type == "audio" else self.audio_file

    @property
    def sound_size(self):
        return self.file_size if self.type == "audio" else self.audio_size


class Track(models.Model):
    """The captions of a recording in one language, as WebVTT."""

    recording = models.ForeignKey(
        Recording, verbose_name=_("recording"), on_delete=models.CASCADE, related_name="tracks"
    )
    language = models.CharField(_("language"), max_length=10)
    file = models.FileField(_("captions (WebVTT)"), upload_to="captions", validators=[FileExtensionValidator(["vtt"])])

    panels = [FieldPanel("recording"), FieldPanel("language"), FieldPanel("file")]

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "language"],
                name="track_language_unique",
                violation_error_message=_("This recording has captions in this language."),
            )
        ]

    def __str__(self):
        return f"{self.recording} ({self.language})"
