"""The PDF, read back."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pypdf
import pytest

from accounts.models import NAME_LENGTH
from certificates import paper, press
from certificates.fonts import faces_for
from certificates.models import Certificate

TITLE = "Basic concepts of migration in Latin America"
NAMES = {
    "Latin": "Łucja Ñáñez-Đặng Ğöçmen",
    "Arabic": "فريد عبد الرحمن حدّاد",
    "Cyrillic": "Олександра Шевченко-Юрьева",
    "Devanagari": "श्रीमती लक्ष्मी क्षत्रिय",
    "Han": "陈丽华",
    "Ethiopic": "አበበ በቀለ ገብረመድህን",
}


def certificate(name="Amina Wanjiru", *, kind="participation", language="en", title=TITLE, country="KE"):
    terms = {
        "participation": {"share": 80, "done": 13, "total": 15},
        "achievement": {"share": 70, "points": 18, "max_points": 24},
    }
    return Certificate(
        code="CAM-7K3M-Q9TX-4B2DH",
        kind=kind,
        holder_name=name,
        course_title=title,
        course_hours=12,
        level="introductory",
        language=language,
        country=country,
        completed_on=date(2026, 11, 3),
        issued_at=datetime(2026, 11, 22, 9, tzinfo=UTC),
        issuer="Camino",
        terms=terms[kind],
    )


def read(pdf):
    """(its only page, all its text, the document)."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 1
    return pages[0], " ".join(pages[0].extract_text().split()), pikepdf.open(io.BytesIO(pdf))


def tags(element):
    """Every element of the tree of tags below `element`, in reading order."""
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from tags(kid)


def embedded_fonts(document):
    """{name: is it embedded?} of the fonts of the first page."""
    found = {}
    for font in document.pages[0].Resources.Font.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        found[str(font.BaseFont)] = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


@pytest.mark.parametrize("script", NAMES)
def test_paper_in_each_script_has_the_name_and_embeds_its_fonts(script):
    pdf = paper.draw(certificate(NAMES[script]))
    _page, text, document = read(pdf)
    assert NAMES[script] in text
    assert TITLE in text
    assert "CAM-7K3M-Q9TX-4B2DH" in text
    fonts = embedded_fonts(document)
    assert all(fonts.values())
    assert all("+Noto-" in name for name in fonts)
    assert len(pdf) < (200_000 if script == "Han" else 60_000)


@pytest.mark.parametrize("script", NAMES)
def test_paper_is_read_aloud_as_it_was_written(script):
    _page, _text, document = read(paper.draw(certificate(NAMES[script])))
    spoken = [str(tag.ActualText) for tag in tags(document.Root.StructTreeRoot.K[0]) if "/ActualText" in tag]
    assert NAMES[script] in spoken
    assert spoken[1] == "Certificate of participation"


def test_paper_is_tagged_and_says_that_it_is_pdf_ua():
    page, _text, document = read(paper.draw(certificate()))
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == "en"
    assert document.open_metadata().get("pdfuaid:part") == "1"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert "Amina Wanjiru" in str(document.docinfo["/Title"])
    elements = list(tags(document.Root.StructTreeRoot.K[0]))
    assert [str(element.S) for element in elements].count("/H1") == 1
    assert "/Table" not in {str(element.S) for element in elements}
    figures = [str(element.Alt) for element in elements if element.S == "/Figure"]
    assert len(figures) == 1
    assert "/v/CAM-7K3M-Q9TX-4B2DH/" in figures[0]


def test_paper_says_facts_dates_and_thresholds():
    _page, text, _document = read(paper.draw(certificate(kind="achievement")))
    for part in ("Certificate of achievement", "12 hours of study", "Introductory", "English", "3 November 2026"):
        assert part in text
    assert "18 of 24 points in the quizzes (75%; at least 70% needed)" in text


def test_paper_in_arabic_runs_from_right_to_left_in_its_numerals():
    _page, text, document = read(paper.draw(certificate("Dana Nováková", language="ar")))
    assert document.Root.Lang == "ar"
    assert "Dana Nováková" in text
    assert "CAM-7K3M-Q9TX-4B2DH" in text
    spoken = [str(tag.ActualText) for tag in tags(document.Root.StructTreeRoot.K[0]) if "/ActualText" in tag]
    assert any("٢٠٢٦" in sentence for sentence in spoken)
    assert not any("2026" in sentence for sentence in spoken)


@pytest.mark.parametrize(
    "name",
    ["Wilhelmina Magdalena von Hohenzollern-Sigmaringen-Auersperg " * 2, "W" * NAME_LENGTH, "漢" * NAME_LENGTH],
    ids=["words", "one word", "Han"],
)
def test_longest_name_and_title_stay_on_the_page(name):
    name = name[:NAME_LENGTH].strip()
    page, _text, _document = read(paper.draw(certificate(name, title=("Salud mental " * 20)[:255].strip())))
    places = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: places.append((text, tm, cm)))
    assert all(50 < (cm[4] + tm[4] * cm[0]) < 792 for text, tm, cm in places if text.strip())
    extracted = page.extract_text().replace("\n", "").replace(" ", "")
    assert name.replace(" ", "") in extracted
    assert extracted.index(name[:1]) < extracted.index("hastakenpart")


def test_markup_in_names_is_printed_as_it_is():
    _page, text, _document = read(paper.draw(certificate('<b>Ana</b> & "Bo"', title="A < B")))
    assert '<b>Ana</b> & "Bo"' in text
    assert "A < B" in text


def test_same_certificate_drawn_twice_gives_the_same_bytes():
    assert paper.draw(certificate()) == paper.draw(certificate())


@pytest.mark.parametrize("address", ["http://example.org/a.png", "file:///etc/passwd", Path(__file__).as_uri()])
def test_press_fetches_nothing_but_our_own_files(address):
    with pytest.raises(ValueError, match="Not one of our files"):
        press.OwnFiles().fetch(address)


def test_press_fetches_font_files():
    face = faces_for("a")[0]
    assert press.OwnFiles().fetch(face.url).read() == face.path.read_bytes()
