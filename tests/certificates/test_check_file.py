"""The public page that compares a PDF with what we issued."""

import io

import pikepdf
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from certificates import paper
from certificates.actions import revoke
from certificates.codes import new_code
from certificates.inspection import LARGEST, codes_named_in
from certificates.models import Certificate
from tests.certificates import test_paper
from tests.factories.certificates import certify
from tests.queries import at_most

pytestmark = pytest.mark.django_db
ADDRESS = "/en/certificates/check/file/"


@pytest.fixture
def certificate(course, amina, on_commit, monkeypatch):
    """Drawn, with the code in its properties as the real paper has it."""
    monkeypatch.setattr(paper, "make", lambda certificate: f"%PDF-1.7 ({certificate.code})".encode())
    return certify(on_commit, course, amina)


def content_of(certificate):
    with certificate.pdf.open("rb") as file:
        return file.read()


def hand_in(client, content, **headers):
    return client.post(ADDRESS, {"file": SimpleUploadedFile("it.pdf", content, "application/pdf")}, **headers)


def test_file_as_issued_is_unaltered(client, certificate):
    response = hand_in(client, content_of(certificate))
    page = response.content.decode()
    assert response.status_code == 200
    assert "This file is unaltered" in page
    assert reverse("certificates:verify", args=[certificate.code]) in page
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_file_with_one_more_byte_is_altered(client, certificate):
    page = hand_in(client, content_of(certificate) + b"\n").content.decode()
    assert "This file has been altered" in page
    assert "unaltered" not in page
    assert reverse("certificates:verify", args=[certificate.code]) in page


@pytest.mark.parametrize("named", [b"nothing", b"CAM-0000-0000-00000", b"CAM-7K3M-Q9TX-4B2D8"])
def test_file_that_names_no_code_of_ours_is_not_ours(client, certificate, named):
    page = hand_in(client, b"%PDF-1.7 " + named).content.decode()
    assert "This file is not ours" in page
    assert "CAM-" not in page


def test_file_of_a_revoked_certificate_is_unaltered_and_its_page_says_the_rest(client, certificate):
    revoke(certificate=certificate, reason="A mistake.")
    assert "Whether it is still valid is said on its page" in hand_in(client, content_of(certificate)).content.decode()


def test_certificate_without_a_file_is_nobodys_file(certificate):
    Certificate.objects.update(sha256="")
    assert not Certificate.objects.with_file("").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The submitted file is empty."),
        (b"GIF89a", "neither a PDF nor a picture"),
        (b"%PDF-1.7" + b"x" * LARGEST, "larger than 2 MB"),
    ],
)
def test_wrong_file_gets_a_message_beside_the_field(client, certificate, content, message):
    response = hand_in(client, content)
    assert response.status_code == 422
    assert message in response.content.decode()


@pytest.mark.parametrize("data", [{}, {"file": "text"}])
def test_no_file_gets_a_message_beside_the_field(client, data):
    response = client.post(ADDRESS, data)
    assert response.status_code == 422
    assert "No file was submitted" in response.content.decode() or "This field is required" in response.content.decode()


def test_upload_is_never_stored(client, certificate, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "missing")  # whatever wrote there would fail
    before = Certificate.objects.order_by("pk").values_list()
    assert hand_in(client, b"%PDF-1.7" + b"x" * 6_000_000).status_code == 422
    assert list(Certificate.objects.order_by("pk").values_list()) == list(before)


def test_page_is_for_anybody_and_asks_nothing(client, certificate):
    client.get(ADDRESS)
    with at_most(0):
        response = client.get(ADDRESS)
    assert response.status_code == 200
    assert 'type="file"' in response.content.decode()


def test_answers_ask_two_queries_at_most(client, certificate):
    hand_in(client, content_of(certificate))
    for content in (content_of(certificate), content_of(certificate) + b" ", b"%PDF-1.7"):
        with at_most(2):
            hand_in(client, content)


@pytest.mark.parametrize("language", ["es", "fr", "pt", "ar"])
def test_page_and_answer_in_the_language_of_the_visitor(client, certificate, language):
    with translation.override(language):
        address = reverse("certificates:check_file")
    file = SimpleUploadedFile("it.pdf", content_of(certificate), "application/pdf")
    page = client.post(address, {"file": file}).content.decode()
    assert f'<html lang="{language}"' in page
    assert "This file is unaltered" not in page
    assert certificate.code in page


def test_files_and_codes_are_counted_together(client, settings, certificate, one_minute):
    settings.CERTIFICATE_CHECKS_PER_MINUTE = 2
    client.get(reverse("certificates:verify", args=["x"]))
    assert hand_in(client, b"%PDF-1.7").status_code == 200
    assert hand_in(client, b"%PDF-1.7").status_code == 429


def test_check_page_leads_to_it_and_refuses_other_methods(client):
    assert ADDRESS in client.get(reverse("certificates:check")).content.decode()
    assert client.put(ADDRESS).status_code == 405


@pytest.fixture(scope="module")
def drawn():
    """(code, PDF) of a real one."""
    certificate = test_paper.certificate()
    certificate.code = new_code()
    return certificate.code, paper.make(certificate)


def saved_by_pikepdf(content, **options):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        del pdf.trailer["/ID"]
        pdf.save(result := io.BytesIO(), **options)
    return result.getvalue()


def saved_by_pypdf(content):
    pypdf.PdfWriter(clone_from=io.BytesIO(content)).write(result := io.BytesIO())
    return result.getvalue()


def test_code_is_found_in_what_other_programs_make_of_the_paper(drawn):
    code, content = drawn
    packed = pikepdf.ObjectStreamMode.generate
    versions = [content, saved_by_pypdf(content), saved_by_pikepdf(content, object_stream_mode=packed)]
    versions += [saved_by_pikepdf(content, compress_streams=False, qdf=True)]
    assert [codes_named_in(version) for version in versions] == [[code]] * 4


def test_code_is_found_in_every_way_of_writing_it():
    code = new_code()
    for written in (code.encode(), code.encode("utf-16-be"), b"<" + code.encode().hex().encode() + b">"):
        assert codes_named_in(b"%PDF-1.7 " + written) == [code]


def test_hostile_streams_are_read_no_further_than_allowed():
    import zlib

    bomb = b"stream\n" + zlib.compress(b"0" * 20_000_000, 9)
    assert codes_named_in(b"%PDF-1.7" + bomb * 20 + b"stream\n" * 5000 + b"<" * 5000) == []
