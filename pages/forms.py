"""What may come into the library of pictures."""

import re

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

LIVELY_TAGS = {"script", "foreignobject", "iframe", "embed", "object", "handler", "audio", "video"}
ANIMATED_TARGET = {"href", "xlink:href"}
REACHES_OUT = re.compile(r"@import|javascript:|url\(\s*['\"]?(?!#)", re.IGNORECASE)
OWN_LINK = re.compile(r"#|data:image/(png|jpeg|gif|webp|avif);", re.IGNORECASE)


def is_still(svg):
    """Is the SVG (bytes) a mere drawing: no script, nothing that acts, nothing fetched from elsewhere?"""
    try:
        root = ElementTree.fromstring(svg, forbid_dtd=False)
    except (ElementTree.ParseError, DefusedXmlException, ValueError):
        return False
    return all(_is_still(element) for element in root.iter())


def _is_still(element):
    if not isinstance(element.tag, str):  # a comment or a processing instruction
        return True
    if _local(element.tag) in LIVELY_TAGS or REACHES_OUT.search(element.text or ""):
        return False
    return all(_is_harmless(_local(name), value) for name, value in element.attrib.items())


def _is_harmless(name, value):
    if name.startswith("on") or REACHES_OUT.search(value):
        return False
    if name == "attributename":
        return value.lower() not in ANIMATED_TARGET
    return name != "href" or bool(OWN_LINK.match(value))


def _local(name):
    return name.rpartition("}")[2].lower()


class PictureForm(BaseImageForm):
    """Wagtail's form; an SVG is a document that can act, and only drawings are let in."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file.name.lower().endswith(".svg"):
            file.seek(0)
            if not is_still(file.read()):
                raise ValidationError(_("This SVG holds more than a drawing: scripts, links or things from elsewhere."))
            file.seek(0)
        return file
