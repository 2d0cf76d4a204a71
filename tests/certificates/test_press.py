"""The file as validators and other programs find it."""

import io
import json
from functools import cache

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import ImageFilter

from certificates import paper, press
from certificates.attachments import Attachment, attachments_of
from certificates.models import Certificate
from certificates.signals import attachments_wanted
from tests.certificates.names import NAMES
from tests.certificates.test_paper import certificate
from tests.certificates.verapdf import FLAVOURS, faults

PAPERS = {
    "Latin": {},
    "Arabic": {"language": "ar"},
    "Hebrew": {"kind": "achievement"},
    "Devanagari": {},
    "Burmese": {},
    "Han": {"kind": "achievement"},
}


@cache
def made(script):
    return paper.make(certificate(NAMES[script], **PAPERS[script]))


@pytest.mark.parametrize("standard", FLAVOURS)
@pytest.mark.parametrize("script", PAPERS)
def test_signed_file_is_valid(script, standard):
    assert faults(made(script), standard) == set()


@pytest.mark.parametrize("standard", FLAVOURS)
def test_validator_finds_what_is_wrong(standard):
    with pikepdf.open(io.BytesIO(made("Latin"))) as document:
        del document.Root.Metadata, document.Root.MarkInfo
        document.save(result := io.BytesIO())
    assert len(faults(result.getvalue(), standard)) >= 2


@pytest.mark.parametrize("script", PAPERS)
def test_signed_file_is_light(script):
    assert len(made(script)) < (200_000 if script == "Han" else 60_000)


def test_record_is_inside_for_machines():
    it = certificate()
    with pikepdf.open(io.BytesIO(made("Latin"))) as document:
        specification = document.attachments["certificate.json"]
        file = specification.get_file()
        says = json.loads(file.read_bytes())
        assert file.mime_type == "application/json"
        assert specification.obj.AFRelationship == "/Data"
        assert specification.obj.objgen in {item.objgen for item in document.Root.AF}
    assert says["code"] == it.code
    assert says["holder"] == NAMES["Latin"]
    assert says["verification"] == it.verification_url
    assert says["terms"] == {"share": 80, "done": 13, "total": 15}
    assert says["completed_on"] == "2026-11-03"


@pytest.fixture
def supplier():
    """Receives `attachments_wanted`; call with what it is to return."""
    connected = []

    def connect(answer):
        def supply(certificate, **_kwargs):
            return answer(certificate)

        connected.append(supply)
        attachments_wanted.connect(supply, sender=Certificate)

    yield connect
    for receiver in connected:
        attachments_wanted.disconnect(receiver, sender=Certificate)


def test_attachments_of_receivers_are_put_into_the_file_and_stay_valid(supplier):
    credential = Attachment("credential.json", "application/ld+json", b"{}", "Open Badge", "Supplement")
    supplier(lambda certificate: [credential])
    supplier(lambda certificate: None)
    pdf = paper.draw(certificate())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert sorted(document.attachments) == ["certificate.json", "credential.json"]
        specification = document.attachments["credential.json"]
        assert specification.get_file().mime_type == "application/ld+json"
        assert specification.obj.AFRelationship == "/Supplement"
        assert specification.description == "Open Badge"
    assert faults(pdf, "PDF/A-3A") == faults(pdf, "PDF/UA-1") == set()


def test_attachment_that_cannot_be_made_stops_the_file(supplier):
    def broken(certificate):
        raise OSError("no key")

    supplier(broken)
    with pytest.raises(OSError, match="no key"):
        attachments_of(certificate())


def test_lines_do_not_end_with_a_hyphen_of_a_name():
    name = "Anna-Karolina " * 5 + "Hohenzollern-Sigmaringen"
    pdf = paper.draw(certificate(name[:80]))
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "\x02" not in text
    assert "\u2060" not in text


@pytest.mark.parametrize(("dpi", "turn", "blur"), [(150, 0, 0), (100, 7, 1), (100, 90, 1), (100, -4, 1.5)])
def test_code_is_read_from_a_poor_photograph(dpi, turn, blur):
    document = pypdfium2.PdfDocument(made("Latin"))
    picture = document[0].render(scale=dpi / 72).to_pil().convert("L")
    document.close()
    picture = picture.rotate(turn, expand=True, fillcolor=255).filter(ImageFilter.GaussianBlur(blur))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [certificate().verification_url]


def test_press_takes_the_size_of_the_page_from_the_style_sheet():
    html = "<html lang='en'><title>x</title><p>x</p></html>"
    moment = certificate().issued_at
    pdf = press.print_pdf(html, "@page { size: letter portrait }", identifier="x", made_at=moment)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert [round(float(side)) for side in document.pages[0].mediabox] == [0, 0, 612, 792]
