"""What other apps' pages show of certificates."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from accounts.actions import confirm_name
from certificates.actions import revoke
from enrolments.actions import measure
from enrolments.models import Enrolment
from tests.factories.certificates import certify, finish
from tests.factories.enrolments import complete, make_enrolment
from tests.factories.modules import activities
from tests.queries import at_most

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]


def shown(source, user, **context):
    request = RequestFactory().get("/en/course/")
    request.user = user
    return Template("{% load certificates %}" + source).render(Context({"request": request, "user": user} | context))


def panel(enrolment, allowed=1):
    context = {"enrolment": enrolment, "progress": measure(enrolment)}
    user = enrolment.user
    with at_most(allowed):
        return shown("{% certificate_panel enrolment progress %}", user, **context)


def test_panel_says_what_is_missing(course, amina):
    enrolment = make_enrolment(course, amina)
    complete(enrolment, activities(course, "reading")[0])
    page = panel(enrolment)
    assert "4 more activities" in page
    assert "3 more points in the graded quizzes" in page


def test_panel_asks_for_the_name(course, amina, on_commit):
    with on_commit():
        enrolment = finish(course, amina)
    page = panel(enrolment)
    assert "/accounts/name/?next=/en/course/" in page
    assert page.count("Waits for your name.") == 2


def test_panel_offers_the_papers(course, amina, on_commit):
    certificate = certify(on_commit, course, amina)
    revoke(certificate=certificate, reason="Issued in error")
    page = panel(Enrolment.objects.get(user=amina))
    assert f"/certificates/{certificate.code}/download/" in page
    assert "Revoked" in page
    assert "Issued" in page


def test_panel_of_a_course_without_graded_quizzes_offers_participation_only(course, amina):
    from dataclasses import replace

    enrolment = make_enrolment(course, amina)
    progress = replace(measure(enrolment), points=0, max_points=0)
    page = shown("{% certificate_panel enrolment progress %}", amina, enrolment=enrolment, progress=progress)
    assert "Participation" in page
    assert "Achievement" not in page


def test_my_certificates_is_empty_without_any(amina):
    assert shown("{% my_certificates %}", amina).strip() == ""


def test_certificates_of_and_name_to_confirm(course, amina, on_commit):
    with on_commit():
        enrolment = finish(course, amina)
    source = "{% certificates_of enrolment as list %}{{ list|length }}"
    source += "{% name_to_confirm user as waiting %} {{ waiting|length }}"
    assert shown(source, amina, enrolment=enrolment) == "0 2"
    with on_commit():
        confirm_name(user=amina, name=amina.name)
    amina.refresh_from_db()
    assert shown(source, amina, enrolment=enrolment) == "2 0"
