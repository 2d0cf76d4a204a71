"""Files with everything in them, signed, as veraPDF finds them: designs, transcripts, credentials."""

import io
from functools import cache

import pikepdf
import pytest

from certificates.models import Certificate, Kind
from certificates.paper import draw
from certificates.signing import sign
from tests.certificates.names import NAMES
from tests.certificates.test_design_paper import full_sheet
from tests.certificates.test_paper import certificate, tags
from tests.certificates.verapdf import FLAVOURS, faults
from tests.factories.certificates import certify

COURSES = [("مفاهيم أساسية", "ar"), ("Salud mental y psicosocial", "es"), ("Methods", "en"), ("Méthodes", "fr")]


def diploma(courses, **fields):
    """Of somebody with an Arabic name; `courses` are titles and languages."""
    made = certificate(NAMES["Arabic"], **fields)
    line = {"kind": "achievement", "hours": 7, "completed_on": "2026-11-03"}
    lines = [line | {"title": title, "language": language} for title, language in courses]
    made.kind, made.level = Kind.DIPLOMA, ""
    made.terms = {"needed": len(lines), "total": len(lines), "courses": lines}
    return made


@cache
def signed_diploma(layout, language):
    return sign(draw(diploma(COURSES, language=language), full_sheet(layout, "a4", language)))


@pytest.mark.parametrize("standard", FLAVOURS)
@pytest.mark.parametrize(("layout", "language"), [("classic", "ar"), ("modern", "es")])
def test_diploma_with_transcript_logos_and_signatures_is_valid(layout, language, standard):
    assert faults(signed_diploma(layout, language), standard) == set()


def test_courses_of_a_transcript_are_read_aloud_in_their_languages():
    with pikepdf.open(io.BytesIO(signed_diploma("classic", "ar"))) as document:
        assert len(document.pages) == 2
        elements = list(tags(document.Root.StructTreeRoot.K[0]))
        spoken = {str(tag.ActualText): str(tag.get("/Lang", "")) for tag in elements if "/ActualText" in tag}
    assert [spoken[title] for title, _language in COURSES[1:]] == ["es", "en", "fr"]


def test_transcript_of_many_courses_goes_on_and_stays_valid():
    many = [(f"Conceptos básicos de la migración, parte {number}", "es") for number in range(1, 31)]
    pdf = sign(draw(diploma(many, language="es"), full_sheet("modern", "a4", "es")))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) >= 2
        spoken = {str(tag.ActualText) for tag in tags(document.Root.StructTreeRoot.K[0]) if "/ActualText" in tag}
    assert {title for title, _language in many} <= spoken
    assert faults(pdf, "PDF/UA-1") == set()


@pytest.mark.django_db
@pytest.mark.parametrize("layout", ["classic", "modern"])
def test_file_as_issued_holds_the_credential_and_is_valid(design_of, course, amina, on_commit, layout):
    design_of(layout)
    issued = Certificate.objects.get(pk=certify(on_commit, course, amina, kind="achievement").pk)
    assert issued.design.content["layout"] == layout
    with issued.pdf.open("rb") as file:
        pdf = file.read()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert sorted(document.attachments) == ["certificate.json", "credential.json"]
    assert [faults(pdf, standard) for standard in FLAVOURS] == [set(), set()]
