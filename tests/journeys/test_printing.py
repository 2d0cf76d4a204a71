"""The public page of a certificate on paper: one sheet that says all, and nothing that only a screen can do."""

import pypdfium2
import pytest
import zxingcpp

from accounts.actions import confirm_name
from certificates import paper
from certificates.actions import revoke
from certificates.models import Certificate
from tests.certificates.readers import by_pdfium, flat
from tests.factories.certificates import finish
from tests.factories.courses import change_page
from tests.journeys.conftest import follow

pytestmark = [pytest.mark.browser, pytest.mark.drawn, pytest.mark.django_db(transaction=True)]
ALIGNED = {"name": "Global Competency Standards for health workers", "url": "https://www.who.int/x", "framework": "WHO"}
ONLY_ON_SCREEN = [
    "Check another certificate",
    "Is your name wrong?",
    "LinkedIn",
    "Badge to download",
    "Sign in",
    "Menu",
]


@pytest.fixture
def certificate(course, amina, monkeypatch):
    monkeypatch.setattr(paper, "make", lambda certificate: b"%P")
    change_page(course, alignments=[("alignment", ALIGNED)])
    course.refresh_from_db()
    confirm_name(user=amina, name=amina.name)
    return Certificate.objects.get(enrolment=finish(course, amina), kind="participation")


def printed(page):
    page.emulate_media(media="print")
    return page.pdf(format="A4")


def sheets(pdf):
    return len(pypdfium2.PdfDocument(pdf))


def seen_by_camera(pdf):
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil()
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def sign_in(page):
    page.goto("/en/accounts/login/")
    page.fill("[name=login]", "amina@example.org")
    page.fill("[name=password]", "camino-pass-1")
    follow(page, "main form [type=submit]")


@pytest.mark.parametrize("is_holder", [False, True])
def test_public_page_is_printed_on_one_sheet_that_says_all(visit, certificate, is_holder):
    page = visit("en", width=1280)
    if is_holder:
        sign_in(page)
    page.goto(f"/en/certificates/check/{certificate.code}/")
    pdf = printed(page)
    assert sheets(pdf) == 1
    said = flat(by_pdfium(pdf))
    expected = ["This certificate is genuine and valid", "Amina Wanjiru", certificate.course_title, certificate.issuer]
    expected += [certificate.code, certificate.verification_url, "Checked on", ALIGNED["name"]]
    assert [part for part in expected if flat(part) not in said] == []
    assert [part for part in ONLY_ON_SCREEN if flat(part) in said] == []
    assert seen_by_camera(pdf) == [certificate.verification_url]


@pytest.mark.parametrize("language", ["es", "fr", "pt", "ar"])
def test_revoked_certificate_is_printed_on_one_sheet_in_every_language(visit, certificate, language):
    revoke(certificate=certificate, reason="Issued in error, to somebody who had not taken part. " * 6)
    page = visit(language)
    page.goto(f"/{language}/certificates/check/{certificate.code}/")
    pdf = printed(page)
    assert sheets(pdf) == 1
    assert certificate.code in flat(by_pdfium(pdf))
    assert seen_by_camera(pdf) == [certificate.verification_url]


def test_print_only_parts_are_not_on_the_screen(visit, certificate):
    page = visit("en")
    page.goto(f"/en/certificates/check/{certificate.code}/")
    assert page.locator(".print-only").count() == 1
    assert not page.locator(".print-only").is_visible()
