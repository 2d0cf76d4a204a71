"""Version 1 of the API: is this certificate genuine, and what does it say?"""

import json
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError

from api import facts
from api.gate import BearerKey

MOST_CODES, MOST_BYTES = 1000, 200_000
PROBLEM = "application/problem+json"
CSV = "text/csv"


class Problem(Schema):
    """What went wrong, as in RFC 9457."""

    title: str
    status: int
    detail: str


class Batch(Schema):
    """Codes to look up, 1,000 at most, however they are typed."""

    codes: list[str]


class Answers(Schema):
    """One answer for each code, in the order in which they were sent."""

    answers: list[facts.Answer]


v1 = NinjaAPI(
    title="Camino: certificates",
    version="1",
    description="For registers and employers with many certificates to check. Facts are those of the public page.",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=BearerKey(),
    urls_namespace="api-v1",
    servers=[{"url": settings.SITE_URL}],
)
REFUSALS = {401: Problem, 429: Problem}
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Batch.model_json_schema()},
            CSV: {"schema": {"type": "string", "example": "code\nCAM-7K3M-Q9TX-4B2D8\n"}},
        },
    }
}


@v1.get("/certificates/{code}", response={200: facts.Facts, 404: Problem, **REFUSALS}, summary="One certificate")
def one(request, code: str):
    """The facts of the certificate with that code; 404 when there is none. Spaces, hyphens and case do not matter."""
    certificate = facts.find(code)
    if certificate is None:
        raise HttpError(404, "There is no certificate with this code.")
    return facts.facts(certificate)


@v1.post(
    "/certificates",
    response={200: Answers, 400: Problem, 413: Problem, 415: Problem, 422: Problem, **REFUSALS},
    summary="Many certificates at once",
    openapi_extra=BODY,
)
def many(request):
    """Send codes as JSON, or as CSV with a code in the first cell of each row; the answer comes in the same form.

    At most 1,000 codes. One that does not exist has the state unknown.
    """
    answered = facts.answers(_codes(request))
    if request.content_type == CSV:
        return HttpResponse(facts.as_csv(answered), content_type=f"{CSV}; charset=utf-8")
    return Answers(answers=answered)


def _codes(request):
    if len(request.body) > MOST_BYTES:
        raise RequestDataTooBig
    readers = {"application/json": _from_json, CSV: _from_csv}
    if request.content_type not in readers:
        raise HttpError(415, f"Send application/json or {CSV}.")
    codes = readers[request.content_type](request.body)
    if not 1 <= len(codes) <= MOST_CODES:
        raise HttpError(422, f"Send from 1 to {MOST_CODES} codes at once, not {len(codes)}.")
    return codes


def _from_json(body):
    try:
        codes = json.loads(body)["codes"]
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise HttpError(400, 'Send JSON like {"codes": ["CAM-…"]}.') from problem
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise HttpError(422, "Each of the codes must be a text.")
    return codes


def _from_csv(body):
    try:
        return facts.codes_in_csv(body.decode())
    except (ValueError, facts.csv.Error) as problem:
        raise HttpError(400, "Send CSV in UTF-8 with a code in the first cell of each row.") from problem


def problem(status, detail, headers=None):
    """An error as RFC 9457 says."""
    said = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return HttpResponse(json.dumps(said), status=status, content_type=PROBLEM, headers=headers)


@v1.exception_handler(HttpError)
def refused(_request, refusal):
    headers = {"WWW-Authenticate": "Bearer"} if refusal.status_code == 401 else None
    return problem(refusal.status_code, str(refusal), headers)


@v1.exception_handler(RequestDataTooBig)
def too_much(_request, _refusal):
    return problem(413, f"Send at most {MOST_CODES} codes at once.")


@v1.exception_handler(Throttled)
def too_fast(_request, refusal):
    return problem(429, "Too many requests in this minute.", {"Retry-After": str(refusal.wait)})


@v1.exception_handler(ValidationError)
def not_understood(_request, refusal):
    return problem(422, "; ".join(str(error["msg"]) for error in refusal.errors))
