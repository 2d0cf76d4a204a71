"""Photos and scans of certificates: what is read from them, and what the page that checks files says."""

import io
import struct
import zlib

import pypdfium2
import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageFilter

from certificates import pictures
from certificates.codes import new_code
from certificates.models import Certificate
from certificates.pictures import TooManyPixels, codes_named_by, said_by_qr_codes
from tests.certificates import test_paper
from tests.factories.certificates import certify
from tests.queries import at_most

ADDRESS = "/en/certificates/check/file/"


@pytest.fixture
def certificate(course, amina, on_commit, no_paper, db):
    return certify(on_commit, course, amina)


@pytest.fixture(scope="module")
def photo():
    """(code, photo) of a real certificate, held askew and a little out of focus."""
    certificate = test_paper.certificate()
    certificate.code = new_code()
    document = pypdfium2.PdfDocument(test_paper.paper.draw(certificate))
    sheet = document[0].render(scale=120 / 72).to_pil().convert("RGB")
    document.close()
    table = Image.new("RGB", (sheet.width + 400, sheet.height + 400), "#7b6a58")
    table.paste(sheet, (200, 200))
    return certificate.code, table.rotate(8, expand=True).filter(ImageFilter.GaussianBlur(1.2))


def saved(picture, form="JPEG", **options):
    picture.save(file := io.BytesIO(), form, **options)
    return file.getvalue()


def picture_of(text, **options):
    """A picture of a QR code that says `text`."""
    segno.make(text).save(file := io.BytesIO(), kind="png", scale=6)
    return saved(Image.open(file).convert("RGB"), **options)


def hand_in(client, content, address=ADDRESS):
    return client.post(address, {"file": SimpleUploadedFile("IMG_0001.jpg", content, "image/jpeg")})


@pytest.mark.parametrize(("form", "turn"), [("JPEG", 0), ("PNG", 90), ("WEBP", 180)])
def test_code_on_a_photo_of_the_paper_is_read(photo, form, turn):
    code, picture = photo
    texts = said_by_qr_codes(saved(picture.rotate(turn, expand=True), form))
    assert list(codes_named_by(texts)) == [code]


def test_code_in_a_photo_of_a_telephone_is_read_in_the_size_that_it_has(photo):
    code, picture = photo
    large = picture.resize((4800, 4800 * picture.height // picture.width))
    assert list(codes_named_by(said_by_qr_codes(saved(large, quality=70)))) == [code]


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "I;16"])
def test_code_is_read_in_every_way_of_writing_pixels(mode):
    picture = Image.open(io.BytesIO(picture_of("it", form="PNG"))).convert("L")
    picture = (
        picture.convert("I").point(lambda grey: grey * 257).convert("I;16") if mode == "I;16" else picture.convert(mode)
    )
    assert said_by_qr_codes(saved(picture, "PNG")) == ["it"]


def test_transparent_paper_is_white():
    black = Image.open(io.BytesIO(picture_of("it", form="PNG"))).convert("L").point(lambda grey: 255 - grey)
    ink = Image.merge("LA", (Image.new("L", black.size, 0), black))
    assert said_by_qr_codes(saved(ink, "PNG")) == ["it"]


def test_photo_leads_to_the_page_and_proves_nothing(client, certificate):
    response = hand_in(client, picture_of(certificate.verification_url))
    page = response.content.decode()
    assert response.status_code == 200
    assert "This picture shows a code of ours" in page
    assert "cannot prove that the paper is unaltered" in page
    assert "another site" not in page
    assert reverse("certificates:verify", args=[certificate.code]) in page
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_code_of_ours_that_leads_to_another_site_is_warned_of(client, certificate):
    forged = f"https://camino.example.net/v/{certificate.code}/"
    page = hand_in(client, picture_of(forged)).content.decode()
    assert "The QR code leads to another site: camino.example.net." in page
    assert reverse("certificates:verify", args=[certificate.code]) in page


@pytest.mark.parametrize(
    "said",
    ["https://example.org/menu", "http://127.0.0.1:8000/v/CAM-7K3M-Q9TX-4B2D8/", "WIFI:S:clinic;;", "http://[v/"],
)
def test_code_of_somebody_else_is_not_ours(client, certificate, said):
    page = hand_in(client, picture_of(said)).content.decode()
    assert "This QR code is not ours" in page
    assert "CAM-" not in page


def test_picture_without_a_code_says_what_to_do(client, db):
    page = hand_in(client, saved(Image.new("RGB", (600, 400), "grey"))).content.decode()
    assert "No QR code can be read in this picture" in page
    assert "Take it again" in page


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff a photo",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        b"RIFF\0\0\0\0WEBP",
    ],
)
def test_broken_picture_gets_a_message_beside_the_field(client, db, content):
    response = hand_in(client, content)
    assert response.status_code == 422
    assert "it is damaged" in response.content.decode()


def test_picture_that_was_cut_off_is_answered(client, db):
    """WeasyPrint has Pillow show what there is of a picture, from when it is first imported on."""
    assert hand_in(client, picture_of("it")[:-400]).status_code in (200, 422)


def claiming(width, height):
    """A PNG of 60 bytes that says that it is so large."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0" * 9))]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(("width", "height"), [(4001, 4000), (100_000, 100_000), (2_000_000_000, 1)])
def test_picture_that_claims_to_be_huge_is_not_unpacked(client, db, width, height):
    response = hand_in(client, claiming(width, height))
    assert response.status_code == 422
    page = response.content.decode()
    assert "This picture is too large" in page or "it is damaged" in page


@pytest.mark.parametrize("form", pictures.MOST_PIXELS)
def test_pixels_of_each_form_are_bounded(form, monkeypatch):
    monkeypatch.setitem(pictures.MOST_PIXELS, form, 100 * 100)
    said_by_qr_codes(saved(Image.new("RGB", (100, 100)), form))
    with pytest.raises(TooManyPixels):
        said_by_qr_codes(saved(Image.new("RGB", (101, 100)), form))


def test_heavy_picture_is_refused_and_held_no_further_than_allowed(client, db):
    heavy = picture_of("it") + b"\0" * pictures.LARGEST
    response = hand_in(client, heavy)
    assert response.status_code == 422
    assert "This picture is too large" in response.content.decode()


def test_codes_beyond_a_number_are_left_out():
    one = Image.open(io.BytesIO(picture_of("it", form="PNG")))
    wall = Image.new("RGB", (one.width * 6, one.height * 6), "white")
    for place in range(36):
        wall.paste(one, (place % 6 * one.width, place // 6 * one.height))
    assert said_by_qr_codes(saved(wall, "PNG")) == ["it"] * pictures.MOST_CODES


def test_answers_ask_one_query_at_most_and_change_nothing(client, certificate):
    before = list(Certificate.objects.values_list())
    hand_in(client, picture_of("it"))
    for content in (picture_of(certificate.verification_url), picture_of("it"), saved(Image.new("L", (9, 9)))):
        with at_most(1):
            hand_in(client, content)
    assert list(Certificate.objects.values_list()) == before


@pytest.mark.parametrize("language", ["es", "fr", "pt", "ar"])
def test_answer_in_the_language_of_the_visitor(client, certificate, language):
    with translation.override(language):
        address = reverse("certificates:check_file")
    page = hand_in(client, picture_of(certificate.verification_url), address).content.decode()
    assert f'<html lang="{language}"' in page
    assert "This picture shows" not in page
    assert certificate.code in page
