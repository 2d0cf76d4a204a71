"""The content blocks that readings and other pages are made of."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AbstractMediaChooserBlock

TEXT_FEATURES = [
    "h2",
    "h3",
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "document-link",
    "blockquote",
    "superscript",
    "subscript",
]
SMALL_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, features=TEXT_FEATURES, **kwargs):
        super().__init__(features=features, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "pages/blocks/text.html"


class FigureBlock(blocks.StructBlock):
    """A picture. The alternative text says what it shows; leave it empty only when the picture is decoration.

    What a drawing tells in more than a sentence stands in the description, which opens under it.
    """

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(label=_("What the picture shows"), required=False, max_length=1000)
    decorative = blocks.BooleanBlock(label=_("Decoration only"), required=False)
    caption = blocks.CharBlock(label=_("Caption and source"), required=False, max_length=500)
    description = blocks.RichTextBlock(
        label=_("Description of the picture"),
        required=False,
        features=["bold", "italic", "ol", "ul"],
        help_text=_("Everything that a drawing says, in words; it opens under the picture."),
    )

    def clean(self, value):
        result = super().clean(value)
        if not result["alt"] and not result["decorative"]:
            message = _("Say what the picture shows, or tick “Decoration only”.")
            raise blocks.StructBlockValidationError(block_errors={"alt": ValidationError(message)})
        return result

    class Meta:
        icon = "image"
        label = _("Figure")
        template = "pages/blocks/figure.html"


class CalloutBlock(blocks.StructBlock):
    """A passage that stands out: a key message, a case, something to practise."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("key", _("Key message")),
            ("case", _("Case")),
            ("note", _("Note")),
            ("warning", _("Warning")),
            ("practice", _("In practice")),
        ],
        default="key",
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)
    text = blocks.RichTextBlock(label=_("Text"), features=SMALL_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "pages/blocks/callout.html"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Caption and source"), max_length=500)
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(required=False)),
            ("rich", blocks.RichTextBlock(required=False, features=SMALL_FEATURES)),
        ],
        label=_("Table"),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "pages/blocks/table.html"


class ChecklistBlock(blocks.StructBlock):
    """Things to do or to check, for paper as well: the boxes are drawn, nobody's ticks are kept."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)
    points = blocks.ListBlock(blocks.RichTextBlock(features=["bold", "italic", "link"]), label=_("Things to check"))

    class Meta:
        icon = "tasks"
        label = _("Checklist")
        template = "pages/blocks/checklist.html"


class TermBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("Term"), max_length=200)
    meaning = blocks.RichTextBlock(label=_("Meaning"), features=["bold", "italic", "link"])


class TermsBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(TermBlock(), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Key terms")
        template = "pages/blocks/terms.html"


class PartBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=200)
    text = blocks.RichTextBlock(label=_("Text"), features=SMALL_FEATURES)


class AccordionBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(PartBlock(), **kwargs)

    class Meta:
        icon = "collapse-down"
        label = _("Parts that open on tap")
        template = "pages/blocks/accordion.html"


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("What it is"), max_length=200)


class DownloadsBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(DownloadBlock(), **kwargs)

    class Meta:
        icon = "download"
        label = _("Downloads")
        template = "pages/blocks/downloads.html"


class RecordingChooserBlock(AbstractMediaChooserBlock):
    """Chooses a recording; how it plays is its parent's template."""

    @cached_property
    def widget(self):
        from wagtailmedia.widgets import AdminMediaChooser

        return AdminMediaChooser()

    def render_basic(self, value, context=None):
        return str(value or "")


class RecordingBlock(blocks.StructBlock):
    recording = RecordingChooserBlock(label=_("Audio or video"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)

    class Meta:
        icon = "media"
        label = _("Audio or video")
        template = "pages/blocks/recording.html"


class SourcesBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(blocks.RichTextBlock(features=["italic", "link"]), **kwargs)

    class Meta:
        icon = "openquote"
        label = _("Sources")
        template = "pages/blocks/sources.html"


CONTENT_BLOCKS = [
    ("text", TextBlock()),
    ("callout", CalloutBlock()),
    ("figure", FigureBlock()),
    ("checklist", ChecklistBlock()),
    ("table", TableBlock()),
    ("terms", TermsBlock()),
    ("accordion", AccordionBlock()),
    ("recording", RecordingBlock()),
    ("downloads", DownloadsBlock()),
    ("sources", SourcesBlock()),
]
PROMPT_NAMES = ("text", "callout", "figure", "checklist", "recording", "downloads")
PROMPT_BLOCKS = [block for block in CONTENT_BLOCKS if block[0] in PROMPT_NAMES]
