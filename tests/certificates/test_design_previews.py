"""The preview of a design in the editor: a PDF of what is not yet saved."""

import io

import pypdf
import pytest
from django.urls import reverse

from certificates import paper
from certificates.fonts import FontMissing
from certificates.models import CertificateDesign
from certificates.previews import SAMPLES
from tests.factories.designs import form

pytestmark = pytest.mark.django_db

DESIGNS = "/admin/snippets/certificates/certificatedesign/"


def preview(client, address, mode):
    return client.get(address, {"mode": mode})


@pytest.mark.parametrize("mode", SAMPLES)
def test_preview_of_a_draft_is_a_pdf_in_each_script(client, designer, design, mode):
    address = f"{DESIGNS}preview/{design.pk}/"
    assert client.post(address, form()).json() == {"is_valid": True, "is_available": True}
    page = preview(client, address, mode)
    assert f"mode={mode}.pdf" in page.content.decode()
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    file = preview(client, address, f"{mode}.pdf")
    assert file["Content-Type"] == "application/pdf"
    assert "object-src 'self'" in file["Content-Security-Policy"]
    read = pypdf.PdfReader(io.BytesIO(file.content)).pages[0]
    assert round(read.mediabox.width) == 792
    design.refresh_from_db()
    assert design.layout == "classic"


def test_preview_of_a_new_design_is_a_pdf_before_anything_is_saved(client, designer):
    client.post(f"{DESIGNS}preview/", form(accent="#1b4a7e"))
    assert preview(client, f"{DESIGNS}preview/", "latin.pdf").content.startswith(b"%PDF")
    assert not CertificateDesign.objects.exists()


def test_preview_page_has_another_address_when_the_paper_looks_otherwise(client, designer, design):
    address, pages = f"{DESIGNS}preview/{design.pk}/", []
    for accent in ("#1b4a7e", "#7a2e4d"):
        client.post(address, form(accent=accent))
        pages.append(preview(client, address, "latin").content)
    assert pages[0] != pages[1]


def test_preview_loosens_the_policy_for_the_pdf_alone(client, designer, design):
    client.post(f"{DESIGNS}preview/{design.pk}/", form())
    policy = preview(client, f"{DESIGNS}preview/{design.pk}/", "latin")["Content-Security-Policy"]
    assert "object-src 'self'" in policy
    assert "unsafe" not in policy


def test_preview_in_an_unknown_mode_is_that_of_latin_letters(client, designer, design):
    client.post(f"{DESIGNS}preview/{design.pk}/", form())
    assert preview(client, f"{DESIGNS}preview/{design.pk}/", "klingon.pdf").content.startswith(b"%PDF")


def test_preview_without_fonts_says_so(client, designer, design, monkeypatch):
    def missing(*_args):
        raise FontMissing("Noto Serif")

    monkeypatch.setattr(paper, "draw", missing)
    client.post(f"{DESIGNS}preview/{design.pk}/", form())
    response = preview(client, f"{DESIGNS}preview/{design.pk}/", "latin.pdf")
    assert response.status_code == 503
    assert "cannot be drawn here" in response.content.decode()


def test_revision_with_a_picture_that_left_the_library_is_shown_without_it(client, designer, design):
    design.logos[0].value["image"].delete()
    name = CertificateDesign.snippet_viewset.get_url_name("revisions_view")
    address = reverse(name, args=[design.pk, design.latest_revision.pk])
    assert preview(client, address, "latin.pdf").content.startswith(b"%PDF")
