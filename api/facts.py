"""What the API says of a certificate: what its public page says, for programs."""

import csv
import io
from datetime import date
from typing import Literal

from ninja import Field, Schema

from certificates.codes import normalise
from certificates.models import Certificate

UNKNOWN = "unknown"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
FORMULA_MARK = "'"


class Alignment(Schema):
    """Something of another framework that the course teaches, as Open Badges say it; name and url are never empty."""

    name: str
    url: str
    framework: str = ""
    code: str = ""
    target: str = Field("", description="A targetType of Open Badges 3.0, as ceasn:Competency.")


class Facts(Schema):
    """A certificate, as it says itself, and whether it is still good."""

    code: str = Field(description="As it is printed.")
    state: Literal["valid", "expired", "revoked", "superseded"]
    kind: str = Field(description="What is certified: participation, achievement, …")
    holder_name: str
    course_title: str
    course_hours: int
    level: str
    language: str = Field(description="Of the course and the certificate, as in BCP 47.")
    completed_on: date
    issued_on: date
    expires_on: date | None = Field(None, description="The last day on which it is valid.")
    credit_points: float | None = None
    credit_body: str = Field("", description="Who recognises the credit points.")
    alignments: list[Alignment] = Field([], description="In a sheet their names, with semicolons between them.")
    issuer: str
    terms: dict = Field(description="The threshold (share, per cent) and the figures that met it.")
    revoked_on: date | None = None
    revocation_reason: str = ""
    superseded_on: date | None = None
    superseded_by: str = Field("", description="The code of the certificate that took the place of this one.")
    page: str = Field(description="The public page that says the same to people.")


class Answer(Schema):
    """What one of several codes stands for."""

    asked: str = Field(description="The code as you sent it.")
    state: Literal["valid", "expired", "revoked", "superseded", "unknown"]
    certificate: Facts | None = None


def facts(certificate):
    """`Facts` of a certificate that was read with its `successor`, if it has one."""
    superseded = certificate.state == Certificate.State.SUPERSEDED
    return Facts(
        code=certificate.code,
        state=certificate.standing,
        kind=certificate.kind,
        holder_name=certificate.holder_name,
        course_title=certificate.course_title,
        course_hours=certificate.course_hours,
        level=certificate.level,
        language=certificate.language,
        completed_on=certificate.completed_on,
        issued_on=certificate.issued_on,
        expires_on=certificate.expires_on,
        credit_points=certificate.credit_points,
        credit_body=certificate.credit_body,
        alignments=certificate.alignments,
        issuer=certificate.issuer,
        terms=certificate.terms,
        revoked_on=certificate.revoked_at and certificate.revoked_at.date(),
        revocation_reason=certificate.revocation_reason,
        superseded_on=certificate.superseded_at and certificate.superseded_at.date(),
        superseded_by=certificate.successor.code if superseded else "",
        page=certificate.verification_url,
    )


def find(text):
    """The certificate with the code that was sent, or None: the same one query for whatever was sent."""
    return Certificate.objects.with_code(text).select_related("successor").first()


def answers(texts):
    """An `Answer` for each of `texts`, in their order. One query."""
    meant = [normalise(text) for text in texts]
    named = Certificate.objects.filter(code__in=set(filter(None, meant))).select_related("successor")
    found = {certificate.code: certificate for certificate in named}
    return [_answer(text, found.get(code)) for text, code in zip(texts, meant, strict=True)]


def _answer(text, certificate):
    if certificate is None:
        return Answer(asked=text, state=UNKNOWN)
    return Answer(asked=text, state=certificate.standing, certificate=facts(certificate))


def as_csv(answered):
    """The answers as a sheet, in which nothing is a formula."""
    sheet = io.StringIO()
    names = [name for name in Facts.model_fields if name not in ("state", "terms")]
    writer = csv.writer(sheet)
    writer.writerow(["asked", "state", *names])
    for answer in answered:
        said = answer.certificate.model_dump(mode="json") if answer.certificate else {}
        said["alignments"] = "; ".join(alignment["name"] for alignment in said.get("alignments", []))
        row = [answer.asked, answer.state, *(said.get(name) for name in names)]
        writer.writerow(["" if value is None else harmless(str(value)) for value in row])
    return sheet.getvalue()


def harmless(text):
    """`text` so that a spreadsheet takes it for text: https://owasp.org/www-community/attacks/CSV_Injection."""
    return FORMULA_MARK + text if text.startswith(RISKY) else text


def codes_in_csv(text):
    """The first cell of each row, without empty ones and without a heading `code`."""
    cells = [row[0].strip() for row in csv.reader(io.StringIO(text)) if row and row[0].strip()]
    return cells[1:] if cells and cells[0].lower().lstrip("\ufeff") == "code" else cells
