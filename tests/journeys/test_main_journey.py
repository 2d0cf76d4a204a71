"""From sign-up to a certificate that a stranger verifies: in Spanish, in Arabic, and without JavaScript."""

import re

import pytest
from django.utils import translation
from pypdf import PdfReader

from accounts.models import User
from certificates.models import Certificate
from enrolments.models import Enrolment
from tests.factories.courses import make_course
from tests.factories.modules import activities
from tests.worlds import made_once

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = {"es": "María José Núñez Ávila", "ar": "ليلى عبد الرحمن حداد"}


def say(text, language):
    """An interface text as that language has it."""
    with translation.override(language):
        return translation.gettext(text)


@made_once
def offered(homes):
    return make_course(homes, modules=1, translate_to=["en", "ar"])


class Learner:
    """Somebody at the screen, who reads one language."""

    def __init__(self, page, language):
        self.page, self.language = page, language

    def press(self, text):
        self.page.get_by_role("button", name=say(text, self.language), exact=False).first.click()

    def follow(self, text):
        self.page.get_by_role("link", name=say(text, self.language), exact=False).first.click()

    def sign_up(self, course):
        self.page.goto(course.listing_in(self.language).url)
        self.follow("Sign up and enrol")
        self.page.fill("input[name=name]", NAMES[self.language])
        self.page.fill("input[name=email]", "learner@example.org")
        self.page.fill("input[name=password1]", "un-camino-largo-7")
        self.page.select_option("select[name=country]", "MX")
        self.page.locator("main form button[type=submit]").first.click()

    def enrol(self):
        self.press("Enrol in this course")

    def read(self):
        self.press("Mark complete and continue")

    def discuss(self, title, text):
        self.follow("Start a conversation")
        self.page.fill("input[name=title]", title)
        self.page.fill("textarea[name=text]", text)
        self.page.check("input[name=conduct]")
        self.page.get_by_role("button", name=say("Send", self.language), exact=True).first.click()
        self.page.get_by_text(text).first.wait_for()

    def answer_quiz(self, keys):
        self.press("Start the quiz")
        for key in keys:
            self.page.check(f"input[value='{key}']")
        self.press("Submit my answers")
        self.page.get_by_text(say("Passed", self.language)).first.wait_for()


def right_keys(activity):
    questions = activity.versions.first().structure["questions"]
    return [option["key"] for question in questions for option in question["options"] if option["right"]]


def study(learner, course):
    page, language = learner.page, learner.language
    learner.sign_up(course)
    learner.enrol()
    page.goto(f"/{language}/learn/{course.slug}/continue/")
    learner.read()
    learner.discuss("Mi experiencia", "En mi servicio atendemos a personas en tránsito.")
    page.goto(f"/{language}/learn/{course.slug}/continue/")
    if page.get_by_role("button", name=say("Start the quiz", language)).count() == 0:
        page.locator("a[rel=next]").click()
    learner.answer_quiz(right_keys(activities(course, "quiz")[0]))


def confirm_name(learner):
    learner.page.goto(f"/{learner.language}/accounts/name/")
    assert learner.page.input_value("input[name=name]") == NAMES[learner.language]
    learner.page.locator("main form button[type=submit]").first.click()


def download_certificate(learner, certificate):
    learner.page.goto(f"/{learner.language}/certificates/")
    with learner.page.expect_download() as download:
        learner.page.locator(f"a[href*='{certificate.code}'][href*='download']").first.click()
    return PdfReader(download.value.path())


@pytest.mark.parametrize(("language", "script"), [("es", True), ("ar", True), ("es", False)])
def test_learner_signs_up_studies_and_holds_a_certificate_that_a_stranger_verifies(visit, offered, language, script):
    learner = Learner(visit(language, script=script), language)
    study(learner, offered)
    assert Enrolment.objects.get().completed_at
    assert not Certificate.objects.exists()

    confirm_name(learner)
    certificates = list(Certificate.objects.order_by("kind"))
    assert [certificate.kind for certificate in certificates] == ["achievement", "participation"]
    assert {certificate.holder_name for certificate in certificates} == {NAMES[language]}
    paper = download_certificate(learner, certificates[0])
    assert len(paper.pages) == 1

    stranger = visit("en")
    stranger.goto(f"/v/{certificates[0].code}/")
    shown = stranger.locator("main").inner_text()
    assert NAMES[language] in shown
    assert re.search("valid", shown, re.IGNORECASE)
    assert User.objects.get().language == language
