"""What credentials are made of: words, places in a list, keys, and pictures that carry them."""

import gzip
import json
from base64 import urlsafe_b64decode
from hashlib import sha256
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from pyld.jsonld import JsonLdError

from certificates.models import Certificate
from courses.models import Course, Programme
from interop.actions import CAPACITY, keep_credential, take_place
from interop.checks import find_keys, find_own_keys
from interop.models import Credential, StatusEntry
from interop.openbadges import contexts, status
from interop.openbadges.baking import baked_svg
from interop.openbadges.drawing import badge_svg, card_svg
from interop.openbadges.keys import BadKey, issuer_keys, make_keys, signer
from interop.openbadges.multibase import base58
from interop.openbadges.proofs import canonical
from tests.factories.certificates import certify
from tests.simultaneous import at_once


def said(certificate):
    return json.loads(certificate.credential.document)


@pytest.mark.django_db
def test_credential_says_what_the_certificate_says(certificate):
    credential = said(certificate)
    subject = credential["credentialSubject"]
    assert credential["id"] == certificate.verification_url
    assert credential["name"] == subject["achievement"]["name"] == certificate.course_title
    assert subject["narrative"] == "6 of 6 activities completed (100%; at least 80% needed)"
    assert subject["achievement"]["inLanguage"] == "en"
    assert subject["identifier"][0]["identityHash"] == "Amina Wanjiru"


@pytest.mark.django_db
def test_credential_holds_the_address_only_as_a_salted_hash(certificate):
    hashed = said(certificate)["credentialSubject"]["identifier"][1]
    expected = sha256(f"amina@example.org{hashed['salt']}".encode()).hexdigest()
    assert hashed["identityHash"] == f"sha256${expected}"
    assert "amina@example.org" not in certificate.credential.document + certificate.credential.jwt


@pytest.mark.django_db
def test_credential_of_achievement_has_its_own_criteria(no_paper, course, amina, on_commit):
    certificate = certify(on_commit, course, amina, kind="achievement")
    achievement = said(certificate)["credentialSubject"]["achievement"]
    assert "points" in achievement["criteria"]["narrative"]
    assert achievement["id"].endswith("/achievement")


@pytest.mark.django_db
def test_place_in_the_list_tells_nothing_and_is_taken_once(certificate, course, dana, on_commit, monkeypatch):
    taken = certificate.status_entry
    drawn = iter([taken.index, taken.index, 7])
    monkeypatch.setattr("interop.actions.secrets.randbelow", lambda _length: next(drawn))
    other = certificate.enrolment.certificates.get(kind="achievement")
    StatusEntry.objects.filter(certificate=other).delete()
    assert take_place(certificate=other).index == 7


@pytest.mark.django_db
def test_place_when_a_list_is_half_full_is_in_the_next(certificate, monkeypatch):
    StatusEntry.objects.all().delete()
    monkeypatch.setattr("interop.actions.CAPACITY", 1)
    certificates = certificate.enrolment.certificates.order_by("pk")
    assert [take_place(certificate=it).number for it in certificates] == [1, 2]
    assert CAPACITY * 2 == status.LENGTH


def test_status_list_sets_the_bits_from_the_left():
    text = status.encoded([0, 9, status.LENGTH - 1])
    bits = gzip.decompress(urlsafe_b64decode(text[1:] + "=="))
    assert text[0] == "u"
    assert len(bits) * 8 == 131_072
    assert (bits[0], bits[1], bits[-1]) == (0b10000000, 0b01000000, 1)


WRITTEN = [(b"", "z"), (b"\0\0a", "z112g"), (b"Hello World!", "z2NEpo7TZRRrLZSi2U")]


@pytest.mark.parametrize(("content", "text"), WRITTEN)
def test_base58_writes_bytes_as_multibase(content, text):
    assert base58(content) == text


def test_context_that_is_not_kept_is_refused_and_not_fetched():
    with pytest.raises(JsonLdError):
        canonical({"@context": "https://example.org/context", "name": "x"})
    with pytest.raises(contexts.UnknownContext):
        contexts.load("https://www.w3.org/2018/credentials/v1")


def test_canonical_statements_do_not_depend_on_the_order_in_the_json():
    document = {"@context": [contexts.CREDENTIALS], "id": "urn:x", "type": "VerifiableCredential", "name": "x"}
    assert canonical(document) == canonical(dict(reversed(document.items())))


def test_keys_that_are_made_are_for_their_owner_only_and_made_once(tmp_path):
    paths = make_keys(tmp_path / "keys")
    first = [path.read_bytes() for path in paths]
    assert [oct(path.stat().st_mode & 0o777) for path in paths] == ["0o600", "0o600"]
    assert [path.read_bytes() for path in make_keys(tmp_path / "keys")] == first


def test_keys_command_says_what_to_set(tmp_path, capsys):
    call_command("make_credential_keys", tmp_path)
    assert capsys.readouterr().out.startswith("CREDENTIAL_KEYS=/")


@pytest.mark.parametrize("content", [b"", b"nonsense", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"])
def test_keys_that_cannot_be_read_are_named(settings, tmp_path, content):
    file = tmp_path / "bad.pem"
    file.write_bytes(content)
    settings.CREDENTIAL_KEYS = [str(file)]
    with pytest.raises(BadKey, match=r"bad\.pem"):
        issuer_keys()
    assert [error.id for error in find_keys()] == ["interop.E001"]


def test_keys_without_one_of_each_kind_are_an_error(settings, tmp_path):
    settings.CREDENTIAL_KEYS = [str(make_keys(tmp_path)[0])]
    with pytest.raises(BadKey, match="P-256"):
        signer("P-256")
    assert [error.id for error in find_keys()] == ["interop.E001"]


def test_keys_of_the_machine_itself_are_warned_of_in_production(settings, tmp_path):
    assert [warning.id for warning in find_own_keys()] == ["interop.W001"]
    settings.CREDENTIAL_KEYS = [str(path) for path in make_keys(tmp_path)]
    assert find_own_keys() == find_keys() == []


@pytest.mark.django_db
@pytest.mark.parametrize("title", ['Law & <b>order</b> "now"', "الهجرة والصحة", "移民与健康的基本概念", "x" * 255])
def test_drawings_of_any_title_are_whole_documents(certificate, title):
    certificate.course_title = title
    for drawing in (badge_svg(certificate, "Camino"), card_svg(certificate, names_holder=True)):
        words = "".join("".join(text.itertext()) for text in ElementTree.fromstring(drawing).iter() if text.text)
        assert title.replace(" ", "") in words.replace(" ", "")


def test_baked_svg_with_the_end_of_cdata_in_a_string_keeps_the_json():
    text = json.dumps({"name": "a]]>b"})
    root = ElementTree.fromstring(baked_svg('<svg xmlns="http://www.w3.org/2000/svg"></svg>', text))
    assert json.loads(root[0].text) == {"name": "a]]>b"}


@pytest.mark.django_db(transaction=True)
def test_credential_asked_for_twice_at_once_is_signed_once(certificate):
    Credential.objects.all().delete()
    StatusEntry.objects.all().delete()
    acts = [lambda: keep_credential(certificate=certificate).document] * 2
    first, second = at_once(*acts)
    assert first == second == Credential.objects.get().document


@pytest.mark.django_db
def test_credential_that_expires_says_until_when(no_paper, course, amina, on_commit):
    Course.objects.filter(pk=course.pk).update(valid_months=12, credit_points="2.5", credit_body="A college")
    certificate = certify(on_commit, Course.objects.get(pk=course.pk), amina)
    credential = said(certificate)
    assert credential["validUntil"] == f"{certificate.expires_on}T23:59:59Z"
    assert credential["credentialSubject"]["creditsEarned"] == 2.5
    assert credential["credentialSubject"]["achievement"]["creditsAvailable"] == 2.5


@pytest.mark.django_db
def test_credential_of_a_programme_names_the_programme(no_paper, course, amina, on_commit):
    Programme.objects.filter(pk=course.programme_id).update(diploma="participation")
    certify(on_commit, course, amina)
    credential = said(Certificate.objects.get(kind="diploma"))
    achievement = credential["credentialSubject"]["achievement"]
    assert achievement["id"].endswith(f"/{course.programme.key}/diploma")
    assert achievement["criteria"]["narrative"] == "Complete 1 course of the programme."
