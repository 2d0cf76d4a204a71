"""Pictures as they stand in the PDF: made once, and the same in every certificate."""

import io

import pikepdf
import pypdfium2
import pytest
import segno
from PIL import Image as Pixels

from certificates import motif, paper
from certificates.band import band
from certificates.drawings import of_code, of_photo, of_svg
from certificates.sheets import Image
from tests.certificates.test_design_paper import sheet
from tests.certificates.test_paper import certificate
from tests.certificates.verapdf import FLAVOURS, faults
from tests.factories.designs import SVG

OTHERS = motif.Colours("#ffffff", "#1b4a7e", "#a63d4f", "#3f8f8a")
OWN = {
    "border": (motif.border(297, 210, OTHERS), 297, 210),
    "seal": (motif.seal("#1b4a7e", OTHERS), 36, 36),
    "rule": (motif.rule(OTHERS), 80, 3),
    "band": (band(58, 215.9, 84, OTHERS), 58, 215.9),
}
NOT_PLAIN = {
    "text": "<text>Camino</text>",
    "gradient": '<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>'
    '<rect fill="url(#g)" width="9" height="9"/>',
    "seen through": '<g opacity=".5"><rect width="9" height="9"/></g>',
    "broken": "<rect",
}


def saved(picture, form, **options):
    picture.save(file := io.BytesIO(), form, **options)
    return file.getvalue()


def with_logo(content, media_type, ratio):
    """The PDF of the certificate with that as its logo."""
    image = Image(media_type, content)
    drawn = sheet(logos=1)
    drawn.logos[0] |= {"image": image.sha256, "ratio": ratio}
    drawn.images[image.sha256] = image
    return paper.draw(certificate(), drawn)


def on_page(content, media_type, ratio):
    """The same, as pikepdf reads it, and as PDFium shows it."""
    pdf = with_logo(content, media_type, ratio)
    document = pypdfium2.PdfDocument(pdf)
    seen = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    return pikepdf.open(io.BytesIO(pdf)), seen


def share(seen, colour):
    """How many pixels of the page have about that colour."""
    found = seen.getcolors(100_000)
    return sum(count for count, other in found if all(abs(a - b) <= 2 for a, b in zip(colour, other, strict=True)))


def forms(document):
    streams = (item for item in document.objects if isinstance(item, pikepdf.Stream))
    return [stream.read_bytes() for stream in streams if stream.get("/Subtype") == "/Form"]


@pytest.mark.parametrize("name", OWN)
def test_drawings_of_the_house_need_nothing_but_operators(name):
    drawing = of_svg(*OWN[name])
    assert set(drawing.names) <= {"a1.0", "A1.0"}
    assert len(drawing.operators) > 100


def test_border_is_a_tenth_of_what_it_draws():
    drawing = of_svg(*OWN["border"])
    assert len(drawing.operators) > 80_000
    assert len(drawing.packed) < 8_000


@pytest.mark.parametrize("content", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_what_needs_more_than_operators_is_left_to_weasyprint(content):
    assert of_svg(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{content}</svg>', 9, 9) is None


def test_page_holds_the_drawings_as_they_were_made():
    with pikepdf.open(io.BytesIO(paper.draw(certificate()))) as document:
        found = forms(document)
    assert of_svg(motif.border(297, 210, motif.OURS), 297, 210).operators in found
    assert of_svg(motif.seal(motif.OURS.accent, motif.OURS), 36, 36).operators in found


def test_coordinates_are_as_exact_as_print_in_whatever_units_they_are_written():
    fine = SVG.replace("0 0 60 20", "0 0 .6 .2").replace('width="60" height="20"', 'width=".59994" height=".19996"')
    (small,) = [line for line in of_svg(fine, 30, 10).operators.split(b"\n") if line.endswith(b"re")]
    assert small == b"0 0 0.5999 0.2 re"


def test_svg_with_text_and_transparency_is_printed_all_the_same():
    parts = '<rect width="60" height="20" fill="#00f" opacity=".5"/>'
    content = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">{parts}</svg>'.encode()
    _document, seen = on_page(content, "image/svg+xml", 3)
    assert 4000 < share(seen, (126, 124, 248)) < 4600


@pytest.mark.parametrize(("form", "options"), [("PNG", {}), ("JPEG", {"quality": 95}), ("WEBP", {"lossless": True})])
def test_photo_is_held_as_it_is_seen(form, options):
    photo = Pixels.new("RGB", (300, 100), "#fff")
    photo.paste("#123d7a", (0, 0, 150, 100))
    document, seen = on_page(saved(photo, form, **options), f"image/{form.lower()}", 3)
    assert [item for item in document.objects if isinstance(item, pikepdf.Stream) and item.get("/Width") == 300]
    assert 2000 < share(seen, (18, 61, 122)) < 2400
    assert 2000 < share(seen, (255, 255, 255)) < 2400


def test_photo_that_is_seen_through_shows_the_paper():
    photo = Pixels.new("RGBA", (300, 100), (0, 0, 0, 0))
    photo.paste("#123d7a", (0, 0, 150, 100))
    _document, seen = on_page(saved(photo, "PNG"), "image/png", 3)
    assert 2000 < share(seen, (18, 61, 122)) < 2400
    assert share(seen, (255, 255, 255)) == share(seen, (0, 0, 0)) == 0


@pytest.mark.parametrize("standard", FLAVOURS)
def test_file_with_drawings_and_a_photo_that_is_seen_through_is_valid(standard):
    photo = saved(Pixels.new("RGBA", (30, 10), (10, 80, 90, 100)), "PNG")
    assert faults(with_logo(photo, "image/png", 3), standard) == set()


@pytest.mark.parametrize("content", [b"", b"GIF89a", saved(Pixels.new("L", (90, 90)), "PNG")[:60]])
def test_photo_that_cannot_be_read_has_no_drawing(content):
    assert of_photo(content) is None


def test_code_has_its_colour_and_its_modules():
    code = segno.make("https://example.org/v/CAM-7K3M-Q9TX-4B2DH/", error="m", micro=False)
    drawing = of_code(code, "#0d5257")
    lines = [line.split() for line in drawing.operators.split(b"\n") if line.endswith(b"l")]
    assert drawing.operators.startswith(b"0.051 0.322 0.341 RG")
    dark = {(x, int(y)) for begin, y, _to, end, _same, _line in lines for x in range(int(begin), int(end))}
    assert dark == {(x, y) for y, row in enumerate(code.matrix) for x, module in enumerate(row) if module}
