"""What verifiers read without an account, and what the holder downloads."""

import io
import json
import xml.etree.ElementTree as ElementTree
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from PIL import Image

from certificates.actions import revoke
from interop.models import Credential, Sharing
from interop.tasks import sign_credential
from tests.queries import at_most

pytestmark = pytest.mark.django_db
FORMS = ["json", "jwt", "png", "svg"]


def url(name, *args):
    return reverse(f"interop:{name}", args=args)


def page_of(client, certificate):
    return client.get(reverse("certificates:verify", args=[certificate.code])).content.decode()


def test_did_document_is_at_the_address_of_did_web_for_any_page(client):
    response = client.get("/.well-known/did.json")
    assert response.json()["id"] == "did:web:testserver"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "d" not in response.json()["verificationMethod"][1]["publicKeyJwk"]


def test_did_document_of_a_site_with_a_port_escapes_it(client, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert client.get("/.well-known/did.json").json()["id"] == "did:web:127.0.0.1%3A8000"


def test_issuer_profile_names_the_issuer(client):
    profile = client.get("/credentials/issuer").json()
    assert (profile["id"], profile["name"]) == ("did:web:testserver", settings.ISSUER_NAME)


def test_achievement_is_at_the_address_in_the_credential_without_account(client, certificate):
    named = json.loads(certificate.credential.document)["credentialSubject"]["achievement"]
    response = client.get(urlsplit(named["id"]).path)
    assert response.json()["id"] == named["id"]
    assert "80" in response.json()["criteria"]["narrative"]
    image = client.get(urlsplit(named["image"]["id"]).path)
    assert Image.open(io.BytesIO(image.content)).size == (600, 600)


@pytest.mark.parametrize("path", ["participation.gif", "nonsense", "nonsense.png"])
def test_achievement_that_is_none_is_not_found(client, course, path):
    assert client.get(f"/credentials/achievements/{course.key}/{path}").status_code == 404


def test_status_list_is_a_jwt_for_those_who_ask(client, certificate):
    response = client.get("/credentials/status/1", headers={"Accept": "application/vc+jwt"})
    assert response["Content-Type"] == "application/vc+jwt"
    assert response.content.count(b".") == 2


def test_status_list_that_is_not_there_is_not_found(client, certificate):
    assert client.get("/credentials/status/1").status_code == 200
    assert client.get("/credentials/status/2").status_code == 404
    assert client.get("/credentials/status/0").status_code == 404


def test_status_list_is_signed_once_until_something_changes(client, certificate):
    first = client.get("/credentials/status/1").content
    with at_most(1):
        assert client.get("/credentials/status/1").content == first
    revoke(certificate=certificate, reason="Issued in error")
    assert client.get("/credentials/status/1").content != first


@pytest.mark.parametrize("form", FORMS)
def test_download_gives_the_holder_the_same_bytes_each_time(client, certificate, form):
    client.force_login(certificate.enrolment.user)
    first = client.get(url("download", certificate.code, form))
    cache.clear()
    assert first.status_code == 200
    assert f'filename="{certificate.code}.{form}"' in first["Content-Disposition"]
    assert client.get(url("download", certificate.code, form)).content == first.content


@pytest.mark.parametrize("form", FORMS)
def test_download_for_holder_and_managers_in_remit_only(client, certificate, chen, dana, form):
    address = url("download", certificate.code, form)
    assert client.get(address).status_code == 302
    client.force_login(dana)
    assert client.get(address).status_code == 404
    assert client.post(url("prepare", certificate.code)).status_code == 404
    client.force_login(chen)
    assert client.get(address).status_code == 200


def test_download_in_another_form_is_not_found(client, certificate):
    client.force_login(certificate.enrolment.user)
    assert client.get(url("download", certificate.code, "exe")).status_code == 404


def test_download_png_carries_the_credential_and_is_a_picture(client, certificate):
    client.force_login(certificate.enrolment.user)
    picture = Image.open(io.BytesIO(client.get(url("download", certificate.code, "png")).content))
    picture.load()
    assert picture.text["openbadgecredential"] == certificate.credential.document


def test_download_svg_carries_the_credential(client, certificate):
    client.force_login(certificate.enrolment.user)
    root = ElementTree.fromstring(client.get(url("download", certificate.code, "svg")).content)
    assert root[0].tag == "{https://purl.imsglobal.org/ob/v3p0}credential"
    assert json.loads(root[0].text) == json.loads(certificate.credential.document)


def test_credential_that_failed_is_prepared_by_a_post(client, certificate):
    Credential.objects.all().delete()
    client.force_login(certificate.enrolment.user)
    response = client.get(url("download", certificate.code, "json"))
    assert response.status_code == 202
    assert url("prepare", certificate.code) in response.content.decode()
    assert client.get(url("prepare", certificate.code)).status_code == 405
    client.post(url("prepare", certificate.code))
    assert client.get(url("download", certificate.code, "json")).status_code == 200


def test_badge_page_is_for_the_holder_alone(client, certificate, chen, dana):
    assert client.get(url("badge", certificate.code)).status_code == 302
    for other in (chen, dana):
        client.force_login(other)
        assert "LinkedIn" not in page_of(client, certificate)
        assert client.get(url("badge", certificate.code)).status_code == 404
    client.force_login(certificate.enrolment.user)
    assert url("badge", certificate.code) in page_of(client, certificate)
    page = client.get(url("badge", certificate.code)).content.decode()
    assert all(url("download", certificate.code, form) in page for form in FORMS)


def test_badge_page_shows_what_others_see_and_the_choice(client, certificate):
    client.force_login(certificate.enrolment.user)
    page = client.get(url("badge", certificate.code)).content.decode()
    assert reverse("openbadges_share", args=[certificate.code]) in page
    assert "Your name is not in the picture." in page
    answer = client.post(url("sharing", certificate.code), {"names_holder": "on"}, follow=True)
    assert "Your name is in the picture." in answer.content.decode()


def test_links_fill_in_the_form_of_linkedin(client, certificate):
    client.force_login(certificate.enrolment.user)
    page = page_of(client, certificate).replace("&amp;", "&")
    address = page[page.index("https://www.linkedin.com/") :].partition('"')[0]
    asked = parse_qs(urlsplit(address).query)
    assert asked["certId"] == [certificate.code]
    assert asked["certUrl"] == [certificate.verification_url]
    assert asked["organizationName"] == [settings.ISSUER_NAME]
    assert asked["issueYear"] == [str(certificate.issued_on.year)]
    assert certificate.course_title in asked["name"][0]


def test_page_without_account_asks_no_more_than_before(client, certificate):
    page_of(client, certificate)
    with at_most(1):
        page_of(client, certificate)


def test_page_tells_social_networks_of_a_picture_and_no_name(client, certificate):
    page = page_of(client, certificate)
    head = page.partition("</head>")[0]
    assert f'<meta property="og:image" content="{settings.SITE_URL}/credentials/shared/{certificate.code}.png">' in head
    assert "Amina" not in head


def test_share_image_has_the_size_that_networks_show_and_is_not_indexed(client, certificate):
    response = client.get(reverse("openbadges_share", args=[certificate.code]))
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    assert "noindex" in response["X-Robots-Tag"]
    assert client.get(reverse("openbadges_share", args=["CAM-0000-0000-00000"])).status_code == 404


def test_share_image_bears_the_name_only_when_the_holder_wants_it(client, certificate):
    picture = reverse("openbadges_share", args=[certificate.code])
    without = client.get(picture).content
    client.force_login(certificate.enrolment.user)
    client.post(url("sharing", certificate.code), {"names_holder": "on"})
    assert client.get(picture).content != without
    client.post(url("sharing", certificate.code), {"names_holder": ""})
    assert client.get(picture).content == without


def test_sharing_is_the_holders_choice_alone(client, certificate, chen, dana):
    for other in (chen, dana):
        client.force_login(other)
        assert client.post(url("sharing", certificate.code), {"names_holder": "on"}).status_code == 404
    assert client.get(url("sharing", certificate.code)).status_code == 405
    assert not Sharing.objects.exists()


def test_share_image_is_limited_for_one_address(client, certificate, settings, one_minute):
    settings.CERTIFICATE_CHECKS_PER_MINUTE = 1
    picture = reverse("openbadges_share", args=[certificate.code])
    assert client.get(picture).status_code == 200
    assert client.get(picture).status_code == 429


def test_task_repeated_keeps_the_first_credential(certificate):
    before = certificate.credential.document
    sign_credential.enqueue(certificate.pk)
    assert Credential.objects.get(certificate=certificate).document == before
