"""The pages: one's own certificates, the file, and checking by code."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from accounts.actions import confirm_name
from certificates import paper
from certificates.actions import erase_holder, reissue, revoke
from certificates.codes import ALPHABET, new_code
from certificates.models import Certificate
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certify, finish
from tests.factories.courses import make_course
from tests.queries import asked, at_most

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]


def url(name, *args):
    return reverse(f"certificates:{name}", args=args)


@pytest.fixture
def certificate(course, amina, on_commit):
    return certify(on_commit, course, amina)


def test_mine_lists_mine_and_nobody_elses(client, course, certificate, dana, on_commit):
    certify(on_commit, course, dana)
    client.force_login(certificate.enrolment.user)
    page = client.get(url("mine")).content.decode()
    assert page.count("CAM-") >= 2
    for other in Certificate.objects.of(dana):
        assert other.code not in page


def test_mine_needs_an_account(client):
    assert client.get(url("mine")).status_code == 302


def test_mine_asks_for_the_name_when_something_waits(client, course, amina, on_commit):
    with on_commit():
        finish(course, amina)
    client.force_login(amina)
    assert reverse("accounts:name") in client.get(url("mine")).content.decode()
    with on_commit():
        client.post(reverse("accounts:name"), {"name": "Amina W. Wanjiru"})
    page = client.get(url("mine")).content.decode()
    assert reverse("accounts:name") not in page
    assert page.count(url("verify", "x").replace("x/", "")) >= 2


@pytest.mark.parametrize("count", [1, 3])
def test_mine_asks_a_constant_number_of_queries(client, homes, amina, on_commit, count):
    from tests.factories.courses import make_programme

    with on_commit():
        programme = make_programme(homes)
        courses = [make_course(homes, slug=f"c{n}", modules=1, programme=programme) for n in range(count)]
    for course in courses:
        certify(on_commit, course, amina)
    client.force_login(amina)
    client.get(url("mine"))
    with at_most(3):
        client.get(url("mine"))


@pytest.mark.parametrize("is_holder", [False, True])
@pytest.mark.parametrize("deed", [None, reissue, revoke])
def test_verification_page_asks_four_queries_at_most(client, certificate, ben, deed, is_holder):
    if deed:
        deed(certificate=certificate, reason="x", by=ben)
    if is_holder:
        client.force_login(certificate.enrolment.user)
    client.get(url("verify", certificate.code))
    with at_most(4):
        assert client.get(url("verify", certificate.code)).status_code == 200


def test_download_gives_the_holder_the_file(client, certificate):
    client.force_login(certificate.enrolment.user)
    response = client.get(url("download", certificate.code))
    assert b"".join(response.streaming_content) == b"%P"
    assert response["Content-Type"] == "application/pdf"
    assert f'filename="{certificate.code}.pdf"' in response["Content-Disposition"]


def test_download_within_remit_only(client, certificate, chen, ben, dana):
    client.force_login(chen)
    assert client.get(url("download", certificate.code)).status_code == 200
    for stranger in (ben, dana):
        client.force_login(stranger)
        assert client.get(url("download", certificate.code)).status_code == 404
        assert client.post(url("prepare", certificate.code)).status_code == 404


def test_download_without_account_leads_to_sign_in(client, certificate):
    response = client.get(url("download", certificate.code))
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_file_that_failed_is_prepared_by_a_post(client, course, amina, on_commit, monkeypatch):
    monkeypatch.setattr(paper, "make", lambda certificate: 1 / 0)
    certificate = certify(on_commit, course, amina)
    client.force_login(amina)
    response = client.get(url("download", certificate.code))
    assert response.status_code == 202
    assert url("prepare", certificate.code) in response.content.decode()
    assert client.get(url("prepare", certificate.code)).status_code == 405
    assert client.post(url("prepare", certificate.code), follow=True).status_code == 202
    monkeypatch.setattr(paper, "make", lambda certificate: b"%Q")
    response = client.post(url("prepare", certificate.code), follow=True)
    assert b"".join(response.streaming_content) == b"%Q"


def test_verify_says_what_is_certified_without_account(client, certificate):
    response = client.get(url("verify", certificate.code))
    page = response.content.decode()
    for part in ("genuine and valid", "Amina Wanjiru", "[en] Conceptos básicos", "12 hours", certificate.code):
        assert part in page
    assert "6 of 6 activities completed" in page
    assert settings.ISSUER_NAME in page
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_verify_gives_no_address_or_country_of_the_holder(client, certificate):
    page = client.get(url("verify", certificate.code)).content.decode()
    assert "amina@example.org" not in page
    assert "Kenya" not in page


@pytest.mark.parametrize("language", ["es", "ar"])
def test_verify_in_the_language_of_the_visitor(client, certificate, language):
    with translation.override(language):
        response = client.get(url("verify", certificate.code))
    assert f'<html lang="{language}"' in response.content.decode()


def test_verify_revoked_says_so(client, certificate):
    revoke(certificate=certificate, reason="Issued in error")
    page = client.get(url("verify", certificate.code)).content.decode()
    assert "no longer valid" in page
    assert "Issued in error" in page
    assert "genuine and valid" not in page


@pytest.mark.parametrize("code", ["CAM-0000-0000-00000", "nonsense", "٣", "a" * 300, "x\x00y", "'; --"])
def test_verify_unknown_code_is_not_found(client, certificate, code):
    response = client.get(url("verify", code))
    assert response.status_code == 404
    assert "No certificate with this code" in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_verify_code_typed_freely(client, certificate):
    typed = certificate.code.lower().replace("-", " ")
    assert client.get(url("verify", typed)).status_code == 200


def test_verify_asks_the_same_for_known_and_unknown(client, certificate):
    client.get(url("verify", certificate.code))
    for code in (certificate.code, new_code(), "nonsense"):
        with at_most(1):
            client.get(url("verify", code))
    client.force_login(certificate.enrolment.user)
    client.get(url("verify", certificate.code))  # what the head of the page shows is held for a while
    with at_most(4):
        client.get(url("verify", certificate.code))


@pytest.fixture
def codes(certificate, course, ben, on_commit):
    """Codes of every fate: {what they are: the code}."""
    erased = certify(on_commit, course, ben)
    erase_holder(user=ben)
    good, drawn = certificate.code, new_code()
    other = next(letter for letter in ALPHABET if letter != good[-1])
    return {"good": good, "erased": erased.code, "unknown": drawn, "wrong": good[:-1] + other, "nonsense": "x"}


def test_looking_up_a_code_takes_the_same_steps_whatever_becomes_of_it(client, codes):
    client.get(url("verify", codes["good"]))
    questions = [asked(lambda code=code: client.get(url("verify", code))) for code in codes.values()]
    assert all(found == questions[0] for found in questions)
    assert len(questions[0]) == 1
    assert "certificates_certificate" in questions[0][0]


def test_comparing_a_name_takes_the_same_steps_for_codes_that_have_none_to_compare(client, codes):
    data = {"name": "Ben Okello"}
    client.post(url("compare_name", codes["good"]), data)
    questions = [
        asked(lambda code=code: client.post(url("compare_name", code), data))
        for what, code in codes.items()
        if what != "erased"
    ]
    assert all(found == questions[0] for found in questions)


def test_check_leads_to_the_page_of_the_code(client, certificate):
    response = client.get(url("check"), {"code": certificate.code.lower()})
    assert response["Location"] == url("verify", certificate.code)


def test_check_mistyped_code_says_so_beside_the_field(client):
    response = client.get(url("check"), {"code": "CAM-123"})
    assert response.status_code == 422
    assert "not a whole code" in response.content.decode()
    assert client.get(url("check"), {"code": ""}).status_code == 422
    assert client.get(url("check")).status_code == 200


def test_short_address_leads_to_the_language_of_the_visitor(client, certificate):
    response = client.get(
        certificate.verification_url.removeprefix(settings.SITE_URL), headers={"accept-language": "ar"}
    )
    assert response["Location"] == f"/ar/certificates/check/{certificate.code}/"
    assert client.get("/v/", headers={"accept-language": "en"})["Location"] == "/en/certificates/check/"


def test_many_checks_from_one_address_are_refused(client, certificate, settings, one_minute):
    settings.CERTIFICATE_CHECKS_PER_MINUTE = 3
    answers = [client.get(url("verify", new_code())).status_code for _ in range(3)]
    refused = client.get(url("verify", certificate.code))
    assert answers == [404] * 3
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert client.get(url("check"), {"code": "x"}).status_code == 429
    assert client.get(url("verify", certificate.code), REMOTE_ADDR="10.0.0.7").status_code == 200
    cache.clear()
    assert client.get(url("verify", certificate.code)).status_code == 200


def test_addresses_of_one_network_count_as_one(client, settings, one_minute):
    settings.CERTIFICATE_CHECKS_PER_MINUTE = 1
    client.get(url("verify", "x"), REMOTE_ADDR="2001:db8::1")
    assert client.get(url("verify", "x"), REMOTE_ADDR="2001:db8::2").status_code == 429
    assert client.get(url("verify", "x"), REMOTE_ADDR="2001:db8:1::1").status_code == 404


def test_every_address_refuses_methods_that_it_does_not_know(client, certificate):
    client.force_login(certificate.enrolment.user)
    for name in ("verify", "download"):
        assert client.post(url(name, certificate.code)).status_code == 405


def test_name_confirmed_by_somebody_else_issues_nothing(course, amina, on_commit):
    with on_commit():
        finish(course, amina)
        other = UserFactory()
        confirm_name(user=other, name="Other")
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("code", ["%00", "CAM", "x" * 900])
def test_download_of_what_is_no_code_is_404(client, amina, code):
    client.force_login(amina)
    assert client.get(f"/en/certificates/{code}/download/").status_code == 404
    assert client.post(f"/en/certificates/{code}/prepare/").status_code == 404


STATES = ["revoked", "superseded", "expired", "altered", "unknown", "pictured", "foreign", "blank"]


@pytest.mark.parametrize("state", STATES)
def test_only_what_is_well_looks_well(state):
    """The verdict is green unless the style sheet names its state."""
    style = (settings.BASE_DIR / "lms/static/camino/certificates.css").read_text()
    assert re.search(rf"\.verdict--{state}\b[^}}]*background: var\(--(bad|warn)-soft\)", style)


def test_page_of_an_expired_one_says_so_and_is_not_indexed(client, certificate):
    Certificate.objects.update(expires_on=date(2025, 1, 1))
    response = client.get(f"/en/certificates/check/{certificate.code}/")
    page = response.content.decode()
    assert "verdict--expired" in page
    assert "This certificate is genuine, but it has expired" in page
    assert "It was valid until 1 January 2025." in page
    assert '<meta name="robots" content="noindex">' in page
    assert response["X-Robots-Tag"] == "noindex, nofollow"
