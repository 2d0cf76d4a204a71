"""The text of a PDF as other people's programs read it: PDFium (Chrome, Edge), Poppler, and whoever reads the tags."""

import io
import re
import subprocess

import pikepdf
import pypdfium2

DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def by_pdfium(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def by_poppler(pdf):
    command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def by_tags(pdf):
    """What is read aloud: the text of each element of the tree of tags that has one, in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tags = list(_below(document.Root.StructTreeRoot.K[0]))
        return "\n".join(str(tag.ActualText) for tag in tags if "/ActualText" in tag)


def _below(element):
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _below(kid)


def flat(text):
    """`text` without what readers add or leave out as they like: spaces, line breaks and marks of direction."""
    return DIRECTIONS.sub("", "".join(text.split()))
