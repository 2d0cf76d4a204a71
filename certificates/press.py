"""WeasyPrint: from HTML to PDF. Import this where something is drawn, not before: it needs Pango from the system."""

import io
from functools import cache
from threading import Lock
from urllib.parse import unquote, urlsplit

import pydyf
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from certificates.fonts import installed

# One set of fonts for each worker: reading them takes a third of the time of a certificate. Threads cannot share it.
press = Lock()
font_configuration = cache(FontConfiguration)


class OwnFiles(URLFetcher):
    """Gives what is in the document itself, and our font files; refuses every other address."""

    def fetch(self, url, headers=None):
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


def print_pdf(html, css, *, identifier):
    """The PDF/UA-1 file, as bytes, of a document and its style sheet. `identifier` goes into the file's own."""
    with press:
        fonts, files = font_configuration(), OwnFiles()
        source = HTML(string=html, url_fetcher=files)
        sheet = CSS(string=css, font_config=fonts, url_fetcher=files)
        document = source.render(stylesheets=[sheet], font_config=fonts)
        return document.write_pdf(
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
            pdf_identifier=identifier.encode(),
            finisher=lambda _document, pdf: _say_as_written(pdf, source.etree_element),
        )


def _say_as_written(pdf, root):
    """Give each heading and paragraph its text as it was written: shaping reorders what screen readers would read.

    The elements of the tree of tags are in the order of the document. Those with a link inside keep it.
    """
    tags = [item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("S") in ("/H1", "/P")]
    written = [element for element in root.iter() if element.tag in ("h1", "p")]
    for tag, element in zip(tags, written, strict=True):
        if element.find("a") is None:
            tag["ActualText"] = pydyf.String("".join(element.itertext()))
