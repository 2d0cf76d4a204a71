"""What a course teaches of other people's frameworks: from its page to the badge, in the words of Open Badges 3.0."""

import json

import pytest

from certificates.actions import reissue
from certificates.models import Certificate
from tests.factories.certificates import certify
from tests.factories.courses import change_page
from tests.interop.verifiers import verified_by_others

pytestmark = pytest.mark.django_db
WHO = {
    "name": "Refugee and migrant health: Global Competency Standards for health workers",
    "url": "https://www.who.int/publications/i/item/9789240030626",
    "framework": "World Health Organization, 2021",
}
FULL = {"name": "Counselling", "url": "https://example.org/c?a=1&b=2", "framework": "F", "code": "C-1"}
FULL |= {"target": "ceasn:Competency"}
EXPECTED = [
    {
        "type": ["Alignment"],
        "targetName": WHO["name"],
        "targetUrl": WHO["url"],
        "targetFramework": "World Health Organization, 2021",
    },
    {
        "type": ["Alignment"],
        "targetName": "Counselling",
        "targetUrl": "https://example.org/c?a=1&b=2",
        "targetFramework": "F",
        "targetCode": "C-1",
        "targetType": "ceasn:Competency",
    },
]


@pytest.fixture
def aligned(no_paper, course, amina, on_commit):
    """Amina's certificate of a course with two alignments, which it has no more."""
    change_page(course, alignments=[("alignment", WHO), ("alignment", FULL)])
    course.refresh_from_db()
    certificate = certify(on_commit, course, amina)
    change_page(course, alignments=[])
    return certificate


def achievement_of(certificate):
    return json.loads(certificate.credential.document)["credentialSubject"]["achievement"]


def test_alignments_are_frozen_into_certificate_and_credential(aligned):
    assert [one["name"] for one in aligned.alignments] == [WHO["name"], "Counselling"]
    assert achievement_of(aligned)["alignment"] == EXPECTED


def test_achievement_offered_today_has_the_alignments_of_today(client, course, aligned):
    address = f"/credentials/achievements/{course.key}/participation"
    assert "alignment" not in client.get(address).json()
    change_page(course, alignments=[("alignment", WHO)])
    assert client.get(address).json()["alignment"] == EXPECTED[:1]


@pytest.mark.parametrize("form", ["data-integrity", "jwt"])
def test_verifier_accepts_a_credential_with_alignments(aligned, public_files, form):
    kept = aligned.credential
    credential = kept.jwt if form == "jwt" else json.loads(kept.document)
    assert verified_by_others(form, credential, public_files(aligned)) == {"verified": True}


def test_successor_says_the_same(aligned, chen, on_commit):
    with on_commit():
        reissue(certificate=aligned, reason="x", by=chen)
    successor = Certificate.objects.get(supersedes=aligned)
    assert achievement_of(successor)["alignment"] == EXPECTED


def test_public_page_shows_them(client, aligned):
    page = client.get(f"/en/certificates/check/{aligned.code}/").content.decode()
    for part in ("Aligned with", WHO["name"], f'href="{WHO["url"]}"', "World Health Organization, 2021", "C-1"):
        assert part in page


def test_public_page_without_any_says_nothing_of_them(client, certificate):
    assert "Aligned with" not in client.get(f"/en/certificates/check/{certificate.code}/").content.decode()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "", "nowhere"])
def test_alignment_without_a_good_address_is_refused(course, url):
    from django.core.exceptions import ValidationError

    from courses.models import CoursePage

    block = CoursePage._meta.get_field("alignments").stream_block
    value = block.to_python([{"type": "alignment", "value": WHO | {"url": url}}])
    with pytest.raises(ValidationError):
        block.clean(value)
