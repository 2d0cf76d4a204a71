"""The PDFs of designs, read back: both layouts, both papers, every language, long names, pictures and second lines."""

import io

import pikepdf
import pytest
from PIL import Image as Pixels

from certificates import paper
from certificates.previews import SAMPLES, sample_certificate
from certificates.sheets import Image, Sheet, plain_sheet
from tests.certificates.test_paper import TITLE, certificate, embedded_fonts, read, tags
from tests.factories.designs import SVG

LOGO = Image("image/svg+xml", SVG.format("#123d7a").encode())
CLOSING = "Awarded on {completed} by {issuer} for {hours} at the level {level}, after {course}. " * 2
ROLES = {"en": "Director", "es": "Directora", "ar": "المديرة"}
PAGES = {"a4": (842, 595), "letter": (792, 612)}


def sheet(*, logos=0, signatories=0, texts=(), **fields):
    drawn = {"image": LOGO.sha256, "alt": "Ruta Clara", "ratio": 3}
    person = {"roles": ROLES, "signature": LOGO.sha256, "alt": "", "ratio": 3}
    content = plain_sheet().content | fields
    content["logos"] = [drawn] * logos
    content["signatories"] = [person | {"name": f"Inés Valdemar {number}"} for number in range(signatories)]
    content["texts"] = [{"kind": "", "heading": "", "deed": "", "closing": ""} | text for text in texts]
    return Sheet(content, {LOGO.sha256: LOGO})


def full_sheet(layout, page, language):
    """Everything that a design may have."""
    text = {"language": language, "closing": CLOSING}
    second = "fr" if language == "es" else "es"
    return sheet(layout=layout, paper=page, logos=4, signatories=3, texts=[text], second_language=second)


def places(page):
    """[(x, y, text)] of what is written on the page, in points from below."""
    found = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: found.append((text, tm, cm)))
    return [
        (cm[4] + tm[4] * cm[0] + tm[5] * cm[2], cm[5] + tm[4] * cm[1] + tm[5] * cm[3], text)
        for text, tm, cm in found
        if text.strip()
    ]


def spoken(document):
    elements = tags(document.Root.StructTreeRoot.K[0])
    return [str(tag.ActualText) for tag in elements if "/ActualText" in tag]


def figures(document):
    return [str(tag.Alt) for tag in tags(document.Root.StructTreeRoot.K[0]) if tag.S == "/Figure"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("layout", ["classic", "modern"])
def test_full_design_in_either_paper_stays_on_its_one_page(layout, page):
    drawn = certificate("W" * 60 + " Wilhelmina Montmorency", kind="achievement", title=f"{TITLE} " * 3)
    pdf = paper.draw(drawn, full_sheet(layout, page, "en"))
    read_page, text, document = read(pdf)
    assert (round(read_page.mediabox.width), round(read_page.mediabox.height)) == PAGES[page]
    assert all(0 < x < PAGES[page][0] and 30 < y < PAGES[page][1] - 30 for x, y, _text in places(read_page))
    assert all(embedded_fonts(document).values())
    for part in ("Wilhelmina Montmorency", "Inés Valdemar 2", "Director", "CAM-7K3M-Q9TX-4B2DH", "Certificado de"):
        assert part in text


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt", "ar"])
@pytest.mark.parametrize("layout", ["classic", "modern"])
def test_layouts_in_each_language_are_tagged_small_and_keep_the_stack_above_the_foot(layout, language):
    drawn = certificate("فريدة عبد الرحمن حدّاد", language=language)
    drawn.holder_name_latin = "Farida Abdulrahman Haddad"
    pdf = paper.draw(drawn, full_sheet(layout, "a4", language))
    page, text, document = read(pdf)
    assert document.Root.Lang == language
    assert "Farida Abdulrahman Haddad" in text
    assert "فريدة عبد الرحمن حدّاد" in spoken(document)
    assert len(pdf) < 60_000
    closing = min(y for _x, y, part in places(page) if "Awarded" in part or "after" in part)
    names = max(y for _x, y, part in places(page) if "Valdemar" in part)
    assert closing > names + 20


@pytest.mark.parametrize("mode", SAMPLES)
@pytest.mark.parametrize("layout", ["classic", "modern"])
def test_samples_in_each_script_print_their_names(layout, mode):
    sample = SAMPLES[mode]
    _page, text, document = read(paper.draw(sample_certificate(mode), sheet(layout=layout)))
    assert sample.name in spoken(document)
    assert sample.name_latin in text
    assert sample.name.replace(" ", "") in text.replace(" ", "") or mode == "devanagari"


def test_pictures_say_what_they_are():
    _page, _text, document = read(paper.draw(certificate(), sheet(logos=2, signatories=1)))
    found = figures(document)
    assert found[:3] == ["Ruta Clara", "Ruta Clara", "Signature of Inés Valdemar 0"]
    assert "QR code" in found[3]


def test_signature_says_what_the_design_says():
    drawn = sheet(signatories=1)
    drawn.signatories[0]["alt"] = "Seal of the house"
    assert "Seal of the house" in figures(read(paper.draw(certificate(), drawn))[2])


def test_photo_is_embedded_as_a_picture():
    file = io.BytesIO()
    Pixels.new("RGB", (300, 100), "#123d7a").save(file, "PNG")
    photo = Image("image/png", file.getvalue())
    drawn = sheet(logos=1)
    drawn.logos[0]["image"] = photo.sha256
    drawn.images[photo.sha256] = photo
    _page, _text, document = read(paper.draw(certificate(), drawn))
    assert [item for item in document.objects if isinstance(item, pikepdf.Stream) and item.get("/Width") == 300]


def test_texts_of_the_design_are_printed_with_their_placeholders_filled_in():
    text = {"language": "en", "heading": "Diploma", "deed": "has walked", "closing": "{hours}, {completed}, {{so}}"}
    _page, printed, _document = read(paper.draw(certificate(), sheet(texts=[text])))
    for part in ("Diploma", "has walked", "12 hours of study, 3 November 2026, {so}"):
        assert part in printed
    assert "Certificate of participation" not in printed


def test_texts_for_a_kind_go_before_those_for_every_kind_and_other_languages_keep_ours():
    written = [
        {"language": "en", "heading": "Any"},
        {"language": "en", "kind": "achievement", "heading": "Achieved"},
        {"language": "es", "heading": "Otro"},
    ]
    assert paper.words(certificate(kind="achievement"), sheet(texts=written))["heading"] == "Achieved"
    assert paper.words(certificate(), sheet(texts=written))["heading"] == "Any"


def test_braces_in_the_title_of_a_course_are_printed_as_they_are():
    text = {"language": "en", "closing": "After {course}."}
    drawn = certificate(title="Sets {a, b} and {issuer.__class__}")
    _page, printed, _document = read(paper.draw(drawn, sheet(texts=[text])))
    assert "After Sets {a, b} and {issuer.__class__}." in printed


def test_second_language_that_is_the_certificates_own_says_nothing_twice():
    drawn = certificate()
    assert "second_heading" not in paper.words(drawn, sheet(second_language="en"))
    assert paper.words(drawn, sheet(second_language="ar"))["second_direction"] == "rtl"


def test_second_language_prints_the_title_that_was_frozen():
    drawn = certificate()
    drawn.second_title = "Conceptos básicos de migración"
    _page, text, _document = read(paper.draw(drawn, sheet(second_language="es")))
    for part in ("Certificado de participación", "Conceptos básicos de migración", "12 horas"):
        assert part in text


def test_colours_of_the_design_are_the_ones_on_the_paper():
    documents = [read(paper.draw(certificate(), drawn))[2] for drawn in (sheet(), sheet(ink="#7a2e4d"))]
    plain, other = (document.pages[0].Contents.read_bytes() for document in documents)
    written = b"0.478431 0.180392 0.301961"
    assert written in other
    assert written not in plain


def test_full_design_drawn_twice_gives_the_same_bytes():
    drawn = full_sheet("modern", "letter", "en")
    assert paper.draw(certificate(), drawn) == paper.draw(certificate(), drawn)
