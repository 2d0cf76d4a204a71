"""What a PDF says to those who do not look at it: every text in it, as it was written.

Shaping joins, splits and reorders letters, so that glyphs read one by one say another text than the page. A PDF has
two places for what is to be read instead, both called `ActualText`: the element of the tree of tags, which screen
readers take, and the marked content of a line, which is what is copied, searched and extracted.
"""

import re
import unicodedata
from functools import partial

import pydyf
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text.ffi import ffi

from certificates.directions import as_pdfium_takes

PARAGRAPHS = {"h1": "/H1", "p": "/P"}
GLYPHS = re.compile(rb"<([0-9a-f]+)>")
BETWEEN_LETTERS = re.compile(r"(?<=\w)-(?=\w)")
NO_BREAK = "\u2060"  # word joiner
RIGHT_TO_LEFT = "\u200f"


def keep_hyphens(root):
    """Have no line of the HTML end with a hyphen of a word: readers take it for one that is not part of the word."""
    for paragraph in _paragraphs(root):
        for element in paragraph.iter():
            element.text = BETWEEN_LETTERS.sub(f"-{NO_BREAK}", element.text or "")


def _paragraphs(root):
    return (element for element in root.iter() if element.tag in PARAGRAPHS)


def _without_joiners(text):
    return text.replace(NO_BREAK, "")


def say_lines(document):
    """Have each line of `document` whose glyphs say something else say its text. Before its PDF is written."""
    for page in document.pages:
        page.paint = partial(_paint, page)


def _paint(page, stream, scale):
    Page.paint(page, stream, scale)
    fonts = {font.hash.encode(): font for font in stream._fonts.values()}
    boxes = {mark["mcid"]: box for box, mark in stream._tags.items() if isinstance(box, TextBox)}
    for place in reversed(range(len(stream.stream))):
        properties = stream.stream[place]
        if isinstance(properties, pydyf.Dictionary) and properties.get("MCID") in boxes:
            _say_line(stream.stream, place, fonts, boxes[properties["MCID"]])


def _say_line(operators, place, fonts, box):
    """The marked content of `box` begins at `place`, with its properties and BDC, and ends with the next EMC.

    Poppler and PDFium turn what runs from right to left round by themselves, each in its way. Of two marks around a
    line, Poppler takes the one called Span and PDFium the inner one.
    """
    end = operators.index(b"EMC", place)
    seen, text = _as_seen(box), _without_joiners(box.text)
    shown = _shown(operators[place:end], fonts)
    if shown == [seen] or "".join(shown) == seen == text:
        return
    # Poppler puts a mark that comes first on a line of its own, unless told the direction.
    operators[place]["ActualText"] = pydyf.String(f"{RIGHT_TO_LEFT}{seen}" if _is_mark(seen[0]) else seen)
    if seen != text:
        operators.insert(end, b"EMC")
        inner = pydyf.Dictionary({"ActualText": pydyf.String(as_pdfium_takes(text, _first_letters(shown)))})
        operators[place + 2 : place + 2] = ["/NonStruct", inner, b"BDC"]


def _first_letters(shown):
    """The leftmost string with more than marks, which stand over what comes after them."""
    return next((text for text in shown if not all(map(_is_mark, text))), "")


def _is_mark(letter):
    return unicodedata.bidirectional(letter) == "NSM"


def _as_seen(box):
    """The text of a line from left to right."""
    box.pango_layout.reactivate(box.style)
    line, _rest = box.pango_layout.get_first_line()
    written, seen, run = box.pango_layout.text.encode(), "", line.runs[0]
    while run != ffi.NULL:
        item = run.data.item
        text = written[item.offset : item.offset + item.length].decode()
        seen += text[::-1] if item.analysis.level % 2 else text
        run = run.next
    box.pango_layout.deactivate()
    return _without_joiners(seen)


def _shown(operators, fonts):
    """What the glyphs of each string that is shown say one by one, from left to right."""
    font, shown = None, []
    for operator in operators:
        if isinstance(operator, bytes) and operator.endswith(b" Tf"):
            font = fonts[operator.split()[0][1:]]
        elif isinstance(operator, bytes) and operator.endswith(b" TJ"):
            digits = b"".join(GLYPHS.findall(operator))
            glyphs = [int(digits[place : place + 4], 16) for place in range(0, len(digits), 4)]
            # A glyph that says nothing is shown by readers as whatever has its number.
            shown.append("".join(font.to_unicode.get(glyph) or "\0" for glyph in glyphs))
    return shown


def say_paragraphs(pdf, root):
    """Have each heading and paragraph of a drawn `pdf` say its text, and its language where that is another.

    `root` is the HTML that it was made of.

    The elements of the tree of tags are in the order of the document. Those with a link inside are read by their lines.
    """
    tags = [item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("S") in PARAGRAPHS.values()]
    for tag, element in zip(tags, _paragraphs(root), strict=True):
        if element.get("lang"):
            tag["Lang"] = pydyf.String(element.get("lang"))
        if element.find("a") is None:
            tag["ActualText"] = pydyf.String(_without_joiners("".join(element.itertext())))
