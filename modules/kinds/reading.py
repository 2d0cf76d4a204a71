from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from modules.kinds.base import ActivityPage, Kind, register
from pages.blocks import CONTENT_BLOCKS
from pages.fields import ContentField


class ReadingPage(ActivityPage):
    """Something to read: text, figures, tables, cases, sources."""

    body = ContentField(CONTENT_BLOCKS, verbose_name=_("body"))

    content_panels = [*ActivityPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")


@register
class Reading(Kind):
    name = "reading"
    label = _("Reading")
    icon = "reading"
    page_model = ReadingPage
    learner_marks = True

    def fields_from(self, source):
        return {"body": source.stream(CONTENT_BLOCKS)}
