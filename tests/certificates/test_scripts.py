"""Names in every script: shaped from our fonts, in their place, and read back as they were typed."""

import io
from functools import cache

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from certificates import paper, press
from certificates.directions import as_pdfium_takes
from certificates.fonts import FontMissing
from tests.certificates.names import LONG, NAMES
from tests.certificates.readers import by_pdfium, by_poppler, by_tags, flat
from tests.certificates.test_paper import certificate

ALL = NAMES | {f"80 characters, {script}": name for script, name in LONG.items()}
MARGIN = 25  # points
LIGHT, HEAVY = 53_500, 193_500  # bytes before the signature, which adds less than 6.5 kB


@cache
def drawn(script):
    return paper.draw(certificate(ALL[script]))


@pytest.mark.parametrize("reader", [by_pdfium, by_poppler, by_tags])
@pytest.mark.parametrize("script", ALL)
def test_name_is_read_as_it_was_typed(script, reader):
    assert flat(ALL[script]) in flat(reader(drawn(script)))


@pytest.mark.parametrize("script", ALL)
def test_name_is_drawn_with_letters_of_our_fonts(script):
    with pikepdf.open(io.BytesIO(drawn(script))) as document:
        shown = glyphs_shown(document.pages[0])
        for name, font in document.pages[0].Resources.Font.items():
            descriptor = font.DescendantFonts[0].FontDescriptor
            file = next(descriptor[key] for key in ("/FontFile2", "/FontFile3") if key in descriptor)
            assert "+Noto-" in str(font.BaseFont)
            assert 0 not in shown[name]
            assert max(shown[name]) < TTFont(io.BytesIO(file.read_bytes()))["maxp"].numGlyphs


@pytest.mark.parametrize("script", ALL)
def test_name_stays_on_the_page(script):
    document = pypdfium2.PdfDocument(drawn(script))
    page = document[0]
    width, height = page.get_size()
    for text in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = text.get_bounds()
        assert MARGIN < left <= right < width - MARGIN
        assert MARGIN < bottom <= top < height - MARGIN
    document.close()


@pytest.mark.parametrize("script", ALL)
def test_file_is_light(script):
    needs_han = any("\u3000" < letter < "\ud7b0" or letter > "\U00020000" for letter in ALL[script])
    assert len(drawn(script)) < (HEAVY if needs_han else LIGHT)


def glyphs_shown(page):
    """{name of a font: the numbers of the glyphs that are shown in it}."""
    shown, font = {}, None
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = str(operands[0])
        elif str(operator) == "TJ":
            codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
            numbers = {int.from_bytes(codes[place : place + 2]) for place in range(0, len(codes), 2)}
            shown.setdefault(font, set()).update(numbers)
    return shown


def test_letter_that_no_font_has_is_never_printed_as_a_box():
    html = "<html lang='en'><title>x</title><p>\U000f0000</p></html>"
    with pytest.raises(FontMissing, match=r"U\+F0000"):
        press.print_pdf(html, "", identifier="x", made_at=certificate().issued_at)


@pytest.mark.parametrize(
    ("text", "drawn_first", "string"),
    [
        ("Ana", "Ana", "Ana"),
        ("אבג דהו", "אבג", "גבא והד"),
        ("אבג דהו", "x", "דהו אבג"),
        ("אָ בג", "ב", "אָ גב"),
        ("xyz אבג", "xyz", "xyz אבג"),
        ("xyz אבג", "אבג", "גבא zyx"),
    ],
)
def test_string_for_pdfium_is_what_it_turns_into_the_text(text, drawn_first, string):
    assert as_pdfium_takes(text, drawn_first) == string
