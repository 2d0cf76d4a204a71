"""Every page of discussions and of being told: axe finds nothing, 320 px are enough, in Spanish and in Arabic."""

import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.actions import accept_conduct
from courses.actions import appoint_instructor
from forums.actions import (
    accept_answer,
    edit_post,
    endorse,
    pin_thread,
    publish_announcement,
    report_post,
    save_draft,
    translate_post,
    warn_author,
)
from tests.factories.cohorts import make_cohort
from tests.factories.courses import course_page
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_question, make_reply, make_thread
from tests.journeys.conftest import barriers
from tests.journeys.test_everybody import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.drawn, pytest.mark.django_db(transaction=True)]
LONG = "https://example.org/" + "una-dirección-muy-larga-" * 6
TABLE = "\n\n| a | b |\n|---|---|\n| 1 | 2 |"


@pytest.fixture
def world(course, amina, ben, dana, elif_):
    """A course in which something of everything has happened."""
    moderator, dana_studies = make_moderator(elif_), make_enrolment(course, dana)
    appoint_instructor(user=ben, course_page=course_page(course))
    teacher = type(ben).objects.get(pk=ben.pk)
    cohort = make_cohort(course, make_enrolment(course, amina), dana_studies, name="Hospital de Kisumu, mayo 2026")
    question = make_question(course, amina, title="¿Quién firma el carnet de vacunas de un niño?", language="es")
    answer = make_reply(question, dana, text="Ask the **head** of the centre.")
    accept_answer(by=amina, post=answer)
    endorse(by=moderator, post=answer)
    translate_post(translator=moderator, post=answer, language="es", text="Pregunte a la **dirección**.")
    make_reply(question, ben, text="@Amina Wanjiru المدير يوقّع عليه عادةً.", language="ar", parent=answer)
    talk = make_thread(course, dana, title="Fiebre en la frontera", text=f"Vea {LONG}{TABLE}")
    mine = make_reply(talk, amina, text="Hervir el agua.", language="es")
    edit_post(editor=amina, post=mine, text="Hervir el agua, siempre.", language="es")
    pin_thread(moderator=moderator, thread=talk, pinned=True)
    report_post(reporter=dana, post=mine, reason="other", words="No es seguro.")
    warn_author(moderator=moderator, post=mine, reason="Cite sus fuentes, por favor.")
    accept_conduct(user=amina)
    draft = {"text": "Medio pensamiento", "language": "es", "key": uuid.uuid4(), "thread": talk}
    save_draft(user=amina, discussion=talk.discussion, **draft)
    texts = {"es": ("El taller del martes", "Nos vemos a las **10**."), "en": ("The workshop", "At **10**.")}
    told = publish_announcement(author=teacher, course=course, cohort=cohort, texts=texts)
    publish_announcement(author=teacher, course=course, texts=texts, is_public=True)
    return {"course": course, "question": question, "answer": answer, "talk": talk, "mine": mine, "told": told}


def addresses(world, amina, ben, elif_):
    """[(who, name of the address, its argument or arguments)]."""
    course, mine, talk, told = (world[name].key for name in ("course", "mine", "talk", "told"))
    return [
        (None, "forums:announcements", course),
        *((amina, name) for name in ("notifications:centre", "notifications:preferences", "enrolments:my_learning")),
        *((amina, f"forums:{name}") for name in ("languages", "my_sanctions", "search")),
        *((amina, f"forums:{name}", course) for name in ("course", "announcements")),
        *((amina, "forums:subject", course, subject) for subject in ("questions", "introductions")),
        (amina, "forums:new_in_subject", course, "questions"),
        (amina, "forums:new_thread", discussion_activity(world["course"]).key),
        *((amina, "forums:thread", key) for key in (talk, world["question"].key)),
        *((amina, f"forums:{name}", mine) for name in ("edit_post", "history", "translate", "remove_post")),
        (amina, "forums:report_post", world["answer"].key),
        (ben, "forums:new_announcement", course),
        *((ben, f"forums:{name}", told) for name in ("edit_announcement", "withdraw_announcement")),
        *((elif_, name) for name in ("forums:queue", "forums:log", "notifications:centre")),
        *((elif_, f"forums:{name}", talk) for name in ("thread", "order_thread", "split_thread")),
        *((elif_, f"forums:{name}", mine) for name in ("hide_post", "redact_post", "sanction_author")),
    ]


@pytest.mark.parametrize("language", ["es", "ar"])
def test_page_of_discussions_passes_axe_and_fits_320_pixels(visit, live_server, world, amina, ben, elif_, language):
    pages, faults = {}, []
    for user, name, *args in addresses(world, amina, ben, elif_):
        if user not in pages:
            pages[user] = visit(language, width=320)
            if user:
                sign_in(pages[user], user, live_server)
        page = pages[user]
        with translation.override(language):
            path = reverse(name, args=args) + ("?q=carnet" if name == "forums:search" else "")
        assert page.goto(path).status == 200, path
        page.evaluate("document.querySelectorAll('main details').forEach((part) => part.open = true)")
        found = barriers(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        faults += [(name, found, width)] if found or width > 320 else []
    assert faults == []
