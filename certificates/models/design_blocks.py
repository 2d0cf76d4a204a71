"""The parts of a certificate's design as editors fill them in."""

import re
from string import Formatter

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from certificates.models.certificates import Kind

# What may stand in braces in the texts of a design.
PLACEHOLDERS = ["course", "hours", "level", "completed", "issuer"]
LETTERS_IN_SVG = re.compile(rb"<(\w+:)?text\b")
LARGEST_SVG = 200_000


def languages():
    return settings.LANGUAGES


def kinds():
    return Kind.choices


def check_placeholders(text):
    """Raise `ValidationError` unless what stands in braces is one of `PLACEHOLDERS` and nothing else."""
    try:
        fields = [tuple(field[1:]) for field in Formatter().parse(text) if field[1] is not None]
    except ValueError:
        raise ValidationError(
            _("A brace { or } stands alone. Write {{ or }} for a brace that is to be printed.")
        ) from None
    wrong = [name for name, spec, conversion in fields if name not in PLACEHOLDERS or spec or conversion]
    if wrong:
        values = {"wrong": ", ".join(f"{{{name}}}" for name in wrong), "known": _known_placeholders()}
        raise ValidationError(_("Not known here: %(wrong)s. These are: %(known)s.") % values)


def _known_placeholders():
    return ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)


def check_drawing(picture):
    """Raise `ValidationError` for an SVG that cannot be printed as it is."""
    if picture is None or not picture.is_svg():
        return
    with picture.open_file() as file:
        content = file.read(LARGEST_SVG + 1)
    if len(content) > LARGEST_SVG:
        raise ValidationError(_("This drawing is larger than 200 kB: simplify it."))
    if LETTERS_IN_SVG.search(content):
        raise ValidationError(_("This drawing has text in it: have its letters turned into outlines."))


class DrawingBlock(ImageChooserBlock):
    """A picture of the library that can be printed small."""

    def clean(self, value):
        picture = super().clean(value)
        check_drawing(picture)
        return picture


class LogoBlock(blocks.StructBlock):
    image = DrawingBlock(label=_("Picture"), help_text=_("On a light ground; SVG prints best."))
    alt = blocks.CharBlock(
        label=_("Whose logo"), max_length=200, help_text=_("Read aloud to those who cannot see it: the name.")
    )

    class Meta:
        icon = "image"
        label = _("Logo")


class RoleBlock(blocks.StructBlock):
    language = blocks.ChoiceBlock(label=_("Language"), choices=languages)
    role = blocks.CharBlock(label=_("Role"), max_length=120)


class SignatoryBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=100)
    roles = blocks.ListBlock(
        RoleBlock(label=_("Role")),
        label=_("Roles"),
        default=[],
        help_text=_("In each language of the certificates; the first is printed where there is none."),
    )
    signature = DrawingBlock(label=_("Signature"), required=False)
    alt = blocks.CharBlock(
        label=_("What the picture is"),
        max_length=200,
        required=False,
        help_text=_("Read aloud. Empty: that it is the signature of this person, in the certificate's language."),
    )

    class Meta:
        icon = "user"
        label = _("Signatory")

    def clean(self, value):
        value = super().clean(value)
        spoken = [role["language"] for role in value["roles"]]
        if len(spoken) != len(set(spoken)):
            raise StructBlockValidationError({"roles": ValidationError(_("A language stands here twice."))})
        return value


class PlacedText(blocks.CharBlock):
    """A text that may have placeholders."""

    def clean(self, value):
        text = super().clean(value)
        check_placeholders(text)
        return text


class WordsBlock(blocks.StructBlock):
    language = blocks.ChoiceBlock(label=_("Language"), choices=languages)
    kind = blocks.ChoiceBlock(
        label=_("For"), choices=kinds, required=False, help_text=_("Empty: certificates of every kind.")
    )
    heading = blocks.CharBlock(label=_("Heading"), max_length=80, required=False)
    deed = PlacedText(
        label=_("What the holder has done"),
        max_length=160,
        required=False,
        help_text=_("Between the name and the title of the course."),
    )
    closing = PlacedText(label=_("Closing line"), max_length=300, required=False)

    class Meta:
        icon = "openquote"
        label = _("Texts")
