"""What course pages hold besides content."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# https://www.imsglobal.org/spec/ob/v3p0#alignmenttargettype-enumeration: what an editor would choose among.
TARGETS = [
    ("ceasn:Competency", _("Competency")),
    ("ceterms:Credential", _("Qualification")),
    ("CFItem", _("Item of a framework published as CASE")),
]


class AlignmentBlock(blocks.StructBlock):
    """What of somebody else's framework the course teaches."""

    name = blocks.CharBlock(max_length=300, label=_("Name of the competency or standard"))
    url = blocks.URLBlock(max_length=500, label=_("Address"), help_text=_("A page that describes it and will stay."))
    framework = blocks.CharBlock(max_length=300, required=False, label=_("Framework"))
    code = blocks.CharBlock(max_length=100, required=False, label=_("Code in the framework"))
    target = blocks.ChoiceBlock(choices=TARGETS, required=False, label=_("What it is"))

    class Meta:
        icon = "link"
        label = _("Alignment")


def alignment(value):
    """The value of an `AlignmentBlock` as the course keeps it and certificates freeze it."""
    return {name: value.get(name) or "" for name in ("name", "url", "framework", "code", "target")}
