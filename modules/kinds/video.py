from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtailmedia.edit_handlers import MediaChooserPanel

from modules.kinds.base import ActivityPage, Kind, Weight, register, text_size
from modules.syllabus.shapes import Key
from pages.models import Recording

TRANSCRIPT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul"]


class VideoPage(ActivityPage):
    """A video, or sound alone, with its transcript. Captions belong to the recording."""

    recording = models.ForeignKey(
        Recording, verbose_name=_("recording"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    transcript = RichTextField(
        _("transcript"),
        features=TRANSCRIPT_FEATURES,
        help_text=_("Every word that is said, and what is shown where it matters."),
    )

    content_panels = [*ActivityPage.content_panels, MediaChooserPanel("recording"), FieldPanel("transcript")]

    class Meta:
        verbose_name = _("video or audio")
        verbose_name_plural = _("videos and audios")


@register
class Video(Kind):
    name = "video"
    label = _("Video")
    icon = "video"
    page_model = VideoPage
    learner_marks = True
    facts = {"media": Key()}

    def fields_from(self, source):
        return {"recording": source.recording("media"), "transcript": source.rich(TRANSCRIPT_FEATURES)}

    def look(self, weight):
        return ("sound", _("Audio")) if weight.audio and not weight.video else super().look(weight)

    def weight(self, page):
        recording = page.recording
        if recording is None:
            return Weight(text=text_size(page))
        video = recording.file_size if recording.type == "video" else 0
        return Weight(text=text_size(page), audio=recording.sound_size, video=video)

    def condition(self, terms):
        return _("Mark it complete when you have watched, heard or read it.")
