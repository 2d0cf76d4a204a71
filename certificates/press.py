"""WeasyPrint: from HTML to PDF. Import this where something is drawn, not before: it needs Pango from the system."""

import io
from functools import cache, lru_cache
from threading import Lock
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

import pydyf
from fontTools.ttLib import TTFont
from PIL import ImageFile
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from certificates.fonts import FontMissing, installed
from certificates.spoken import keep_hyphens, say_lines, say_paragraphs

# WeasyPrint switches it on for the whole process: pictures that were cut off would be taken for whole ones everywhere.
ImageFile.LOAD_TRUNCATED_IMAGES = False

NONE = MappingProxyType({})
# One set of fonts for each worker: reading them takes a third of the time of a certificate. Threads cannot share it.
press = Lock()
font_configuration = cache(FontConfiguration)
IS_PDF_UA = b'<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>'
# PDF/A wants to be told what the property is that says PDF/UA (ISO 19005-3, 6.6.2.3).
WHAT_PDF_UA_IS = b"""<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


class OwnFiles(URLFetcher):
    """Gives what is in the document itself, its `images`, and our font files; refuses every other address."""

    def __init__(self, images=NONE):
        super().__init__()
        self.images = images

    def fetch(self, url, headers=None):
        if url in self.images:
            image = self.images[url]
            return URLFetcherResponse(url, image.content, {"Content-Type": image.media_type})
        address = urlsplit(url)
        if address.scheme == "data":
            return super().fetch(url, headers)
        path = unquote(address.path)
        if address.scheme != "file" or path not in {str(file) for file in installed().values()}:
            raise ValueError(f"Not one of our files: {url}")
        return URLFetcherResponse(url, _font(path, address.fragment))


def _font(path, number):
    """The bytes of a font file, or of one face of a collection."""
    if not number:
        with open(path, "rb") as file:
            return file.read()
    face = io.BytesIO()
    with TTFont(path, fontNumber=int(number), lazy=True) as font:
        font.save(face, reorderTables=None)
    return face.getvalue()


def print_pdf(html, css, fitted="", *, identifier, made_at, attachments=(), drawings=NONE, images=NONE):
    """The file, as bytes, of a document and its style sheets: PDF/UA-1 and PDF/A-3A at once.

    `css` is what other documents have as well, and is parsed once for them all; `fitted` is what this one has besides.
    `drawings` and `images` are the pictures in it: {address: `Drawing`}, and where there is none, {address: `Image`}.
    `identifier` goes into the file's own; `attachments` are `certificates.attachments.Attachment`, made at `made_at`.
    Raises `FontMissing` rather than printing an empty box for a letter.
    """
    with press:
        fonts, files = font_configuration(), OwnFiles(images)
        source = HTML(string=html, url_fetcher=files)
        sheets = [_parsed(css), CSS(string=fitted, url_fetcher=files)]
        keep_hyphens(source.etree_element)
        document = source.render(stylesheets=sheets, font_config=fonts, cache=dict(drawings))
        say_lines(document)
        return document.write_pdf(
            pdf_variant="pdf/a-3a",
            pdf_identifier=identifier.encode(),
            attachments=[_attached(attachment, made_at) for attachment in attachments],
            finisher=lambda document, pdf: _finish(document, pdf, source.etree_element, attachments),
        )


@lru_cache(maxsize=32)
def _parsed(css):
    return CSS(string=css, font_config=font_configuration(), url_fetcher=OwnFiles())


def _attached(attachment, made_at):
    return Attachment(
        file_obj=io.BytesIO(attachment.content),
        name=attachment.name,
        description=attachment.description,
        relationship=attachment.relationship,
        created=made_at,
        modified=made_at,
    )


def _finish(document, pdf, root, attachments):
    missing = sorted({chr(letter) for font in document.fonts.values() for letter in font.missing})
    if missing:
        raise FontMissing(f"No face prints {', '.join(f'U+{ord(letter):04X}' for letter in missing)}")
    say_paragraphs(pdf, root)
    _leave_pixels_as_they_are(pdf)
    _say_that_it_is_pdf_ua(pdf)
    _say_media_types(pdf, attachments)


def _leave_pixels_as_they_are(pdf):
    """PDF/A has no reader smooth a picture; WeasyPrint asks for it."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and "Interpolate" in item.extra:
            item.extra["Interpolate"] = "false"


def _say_that_it_is_pdf_ua(pdf):
    """WeasyPrint writes the marks of PDF/A only, and validators read one `rdf:RDF`."""
    (metadata,) = (item for item in pdf.objects if isinstance(item, pydyf.Stream) and _is(item.extra, "Metadata"))
    (content,) = metadata.stream
    metadata.stream = [content.replace(b"</rdf:RDF>", IS_PDF_UA + WHAT_PDF_UA_IS + b"</rdf:RDF>")]


def _say_media_types(pdf, attachments):
    """WeasyPrint guesses them from the names."""
    files = [item for item in pdf.objects if isinstance(item, pydyf.Stream) and _is(item.extra, "EmbeddedFile")]
    for file, attachment in zip(files, attachments, strict=True):
        file.extra["Subtype"] = "/" + attachment.media_type.replace("/", "#2f").replace("+", "#2b")


def _is(dictionary, sort):
    return dictionary.get("Type") == f"/{sort}"
