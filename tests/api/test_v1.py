"""The API, as another system asks it."""

import csv
import io
import json

import pytest
from django.urls import reverse

from api.actions import make_key, revoke_key
from api.models import ApiKey
from certificates.actions import accept_correction, ask_correction, revoke
from certificates.models import Certificate
from tests.queries import at_most

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/certificates"
UNKNOWN = "CAM-0000-0000-00000"


def one(client, code, headers):
    return client.get(f"{ADDRESS}/{code}", headers=headers)


def many(client, codes, headers):
    return client.post(ADDRESS, json.dumps({"codes": codes}), content_type="application/json", headers=headers)


def sheet(client, text, headers):
    response = client.post(ADDRESS, text, content_type="text/csv", headers=headers)
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def assert_problem(response, status):
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status
    assert response.json()["detail"]


def test_one_says_what_the_public_page_says(client, certificate, bearer):
    said = one(client, certificate.code, bearer).json()
    assert (said["state"], said["holder_name"], said["course_hours"]) == ("valid", "Amina Wanjiru", 12)
    assert said["terms"] == {"share": 80, "done": 6, "total": 6}
    assert said["page"] == certificate.verification_url
    assert "amina@example.org" not in json.dumps(said)


def test_one_is_found_however_the_code_is_typed(client, certificate, bearer):
    assert one(client, certificate.code.lower().replace("-", " "), bearer).json()["code"] == certificate.code


def test_one_that_is_revoked_says_when_and_why(client, certificate, bearer):
    revoke(certificate=certificate, reason="Issued in error")
    said = one(client, certificate.code, bearer).json()
    assert (said["state"], said["revocation_reason"]) == ("revoked", "Issued in error")
    assert said["revoked_on"]


def test_one_that_is_superseded_names_its_successor(client, certificate, bearer, chen):
    accept_correction(correction=ask_correction(certificate=certificate, name="Amina W.", why="A letter"), by=chen)
    said = one(client, certificate.code, bearer).json()
    assert said["state"] == "superseded"
    assert said["superseded_by"] == Certificate.objects.get(supersedes=certificate).code


def test_alignments_are_said_one_by_one_and_by_name_in_a_sheet(client, certificate, bearer):
    names = ["Cultural humility", "=1+1"]
    aligned = [{"name": n, "url": "https://example.org/c", "framework": "", "code": "", "target": ""} for n in names]
    Certificate.objects.filter(pk=certificate.pk).update(alignments=aligned)
    assert one(client, certificate.code, bearer).json()["alignments"] == aligned
    (row,) = sheet(client, f"code\n{certificate.code}\n", bearer)
    assert row["alignments"] == "Cultural humility; =1+1"


@pytest.mark.parametrize("code", [UNKNOWN, "nonsense", "'; --", "٣", "a" * 300])
def test_one_that_is_unknown_is_a_problem(client, certificate, bearer, code):
    assert_problem(one(client, code, bearer), 404)


@pytest.mark.parametrize("known", [True, False])
def test_one_asks_as_much_for_a_known_as_for_an_unknown_code(client, certificate, bearer, known):
    one(client, UNKNOWN, bearer)
    with at_most(2):
        one(client, certificate.code if known else UNKNOWN, bearer)


def test_many_answers_each_code_in_its_order(client, certificate, bearer):
    other = certificate.enrolment.certificates.get(kind="achievement")
    asked = [UNKNOWN, other.code.lower(), certificate.code, other.code.lower(), ""]
    answers = many(client, asked, bearer).json()["answers"]
    assert [answer["asked"] for answer in answers] == asked
    assert [answer["state"] for answer in answers] == ["unknown", "valid", "valid", "valid", "unknown"]
    assert answers[1]["certificate"]["code"] == other.code
    assert answers[0]["certificate"] is None


@pytest.mark.parametrize("count", [1, 1000])
def test_many_asks_a_constant_number_of_queries(client, certificate, bearer, count):
    many(client, [UNKNOWN], bearer)
    with at_most(2):
        assert len(many(client, [certificate.code] * count, bearer).json()["answers"]) == count


def test_many_as_a_sheet_comes_back_as_a_sheet(client, certificate, bearer):
    rows = sheet(client, f"code,note\n{certificate.code},x\n\n{UNKNOWN}\n", bearer)
    assert [row["state"] for row in rows] == ["valid", "unknown"]
    assert rows[0]["holder_name"] == "Amina Wanjiru"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_many_as_a_sheet_holds_no_formula(client, certificate, bearer, name):
    Certificate.objects.filter(pk=certificate.pk).update(holder_name=name)
    rows = sheet(client, f"{certificate.code}\n=HYPERLINK(1)\n", bearer)
    assert rows[0]["holder_name"] == f"'{name}"
    assert rows[1]["asked"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ('{"codes": "CAM"}', "application/json", 422),
        ('{"codes": [1]}', "application/json", 422),
        ('{"codes": []}', "application/json", 422),
        (json.dumps({"codes": ["x"] * 1001}), "application/json", 422),
        (json.dumps({"codes": ["x" * 300_000]}), "application/json", 413),
        (b"\xff\xfe", "text/csv", 400),
        ("code\n", "text/csv", 422),
        ("x", "text/plain", 415),
    ],
)
def test_many_that_cannot_be_read_is_a_problem(client, bearer, body, kind, status):
    assert_problem(client.post(ADDRESS, body, content_type=kind, headers=bearer), status)


def test_request_beyond_what_django_holds_is_a_problem(client, bearer, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert_problem(many(client, [UNKNOWN], bearer), 413)


@pytest.mark.parametrize("sent", [None, "Bearer nonsense", "Bearer camino_" + "x" * 43, "Basic YTpi", "Bearer"])
def test_key_that_is_none_is_refused(client, certificate, sent):
    response = one(client, certificate.code, {"Authorization": sent} if sent else {})
    assert_problem(response, 401)
    assert response["WWW-Authenticate"] == "Bearer"
    assert "Amina" not in response.content.decode()


def test_key_that_is_revoked_is_refused(client, certificate, bearer, ben):
    revoke_key(key=ApiKey.objects.get(), by=ben)
    assert_problem(one(client, certificate.code, bearer), 401)


def test_key_is_limited_by_itself(client, certificate, bearer, ben, settings, one_minute):
    settings.API_REQUESTS_PER_MINUTE = 1
    assert one(client, certificate.code, bearer).status_code == 200
    response = one(client, certificate.code, bearer)
    assert_problem(response, 429)
    assert 0 < int(response["Retry-After"]) <= 60
    other = {"Authorization": f"Bearer {make_key(name='Employer', by=ben)[1]}"}
    assert one(client, certificate.code, other).status_code == 200


def test_key_guessed_is_held_up(client, settings, one_minute):
    settings.CERTIFICATE_CHECKS_PER_MINUTE = 1
    assert_problem(one(client, UNKNOWN, {"Authorization": "Bearer camino_a"}), 401)
    assert_problem(one(client, UNKNOWN, {"Authorization": "Bearer camino_b"}), 429)


@pytest.mark.parametrize("path", ["/api/", "/api/v2/certificates", "/api/v1/nothing"])
def test_address_that_is_none_is_a_problem(client, path):
    response = client.get(path, follow=path == "/api/")
    if path == "/api/":
        assert response.redirect_chain[0][0] == reverse("api:docs")
    else:
        assert_problem(response, 404)


def test_openapi_describes_both_without_a_key(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert set(schema["paths"]) == {"/api/v1/certificates/{code}", "/api/v1/certificates"}
    assert set(schema["paths"]["/api/v1/certificates"]["post"]["requestBody"]["content"]) == {
        "application/json",
        "text/csv",
    }
    assert {"Answers", "Facts", "Problem"} <= set(schema["components"]["schemas"])


def test_docs_explain_what_can_be_asked_without_a_script(client):
    page = client.get(reverse("api:docs")).content.decode()
    for part in ("/api/v1/certificates/{code}", "holder_name", "Bearer", "/api/v1/openapi.json", "superseded_by"):
        assert part in page
