"""Discussions in a real browser: a learner, a moderator, a reader of Arabic, somebody without a mouse or a script."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from accounts.actions import accept_conduct
from courses.models import CoursePage
from forums.models import Post, Thread
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_question, make_reply, make_thread
from tests.journeys.conftest import follow
from tests.journeys.test_everybody import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POSTED = ".posts .post-text"


@pytest.fixture
def learner(course, amina):
    make_enrolment(course, amina)
    accept_conduct(user=amina)
    return amina


@pytest.fixture
def open_as(visit, live_server):
    def _open_as(user, language="es", **how):
        page = visit(language, **how)
        sign_in(page, user, live_server)
        return page

    return _open_as


def address(name, *args, language="es"):
    with translation.override(language):
        return reverse(f"forums:{name}", args=args)


def names_the_post(page, post):
    expect(page).to_have_url(re.compile(f"#post-{post.key}$"))
    expect(page.locator(f"#post-{post.key}")).to_be_in_viewport()


def test_learner_asks_is_answered_and_accepts_the_answer(open_as, course, amina, ben):
    make_enrolment(course, amina)
    page = open_as(amina)
    page.goto(address("subject", course.key, "questions"))
    follow(page, "#discussion .empty .button")
    page.check("input[name=kind][value=question]")
    page.fill("#id_title", "¿Cómo pregunto por el viaje?")
    page.fill("#id_text", "Nunca sé **cuándo**.")
    page.check("input[name=conduct]")
    follow(page, "main form .actions .button--primary")
    expect(page.locator(POSTED)).to_have_text("Nunca sé cuándo.")
    expect(page.locator("#follow p")).to_have_text("Sigue esta conversación.")
    for number in range(31):
        answer = make_reply(Thread.objects.get(), ben, text=f"Respuesta {number}: sin prisa.")
    follow(page, ".site-head a[href$='/notifications/'] >> visible=true")
    expect(page.locator(".notice--new")).to_have_count(20)
    first = page.locator(".notice--new a").first
    expect(first).to_contain_text("Ben Okello")
    with page.expect_response(lambda response: response.url.endswith("/notifications/read/")):
        follow(page, ".notice--new .thread-title a >> nth=0")
    names_the_post(page, answer)
    follow(page, f"#post-{answer.key} >> text=Esto ayudó")
    expect(page.locator(f"#post-{answer.key} .post-marks")).to_have_text("La respuesta que ayudó")
    assert Thread.objects.get().accepted == answer


def test_moderator_hides_what_was_reported_reads_the_log_and_shows_it_again(open_as, course, learner, ben, elif_):
    post = make_reply(make_thread(course, ben, title="Fiebre"), ben, text="Vi a Rosa en la frontera.")
    reader, moderator = open_as(learner), open_as(make_moderator(elif_))
    reader.goto(address("report_post", post.key))
    reader.check("input[name=reason] >> nth=0")
    follow(reader, "main form .actions .button--primary")
    moderator.goto(address("queue"))
    follow(moderator, ".queue-row >> text=Ocultar")
    moderator.fill("#id_reason", "Nombra a una paciente.")
    follow(moderator, "main form .actions .button--danger")
    expect(moderator.locator("main")).to_contain_text("Nada le espera")
    reader.goto(post.thread.get_absolute_url())
    expect(reader.locator(f"#post-{post.key}")).to_contain_text("Nombra a una paciente.")
    expect(reader.locator(f"#post-{post.key}")).not_to_contain_text("Rosa")
    follow(moderator, "a[href$='/moderation/log/']")
    expect(moderator.locator(".thread-line").first).to_contain_text("Nombra a una paciente.")
    follow(moderator, ".thread-line a >> nth=0")
    follow(moderator, f"#post-{post.key} form[action$='/restore/'] button")
    reader.reload()
    expect(reader.locator(f"#post-{post.key} .post-text")).to_have_text("Vi a Rosa en la frontera.")


def test_moderator_keeps_a_conversation_in_order_and_warns_an_author(open_as, course, learner, ben, elif_):
    thread = make_thread(course, ben, title="Fiebre")
    post = make_reply(thread, learner, text="Qué pregunta más tonta.")
    page = open_as(make_moderator(elif_))
    page.goto(address("thread", thread.key))
    for section, chosen in (("pin", None), ("lock", None), ("move", "questions")):
        follow(page, "a[href$='/order/']")
        if chosen:
            page.select_option("#move-to", chosen)
        follow(page, f"[aria-labelledby={section}-title] button[type=submit]")
        page.goto(address("thread", thread.key))
    expect(page.locator("main")).to_contain_text("ha cerrado esta conversación")
    page.goto(address("subject", course.key, "questions"))
    expect(page.locator(".thread-marks")).to_contain_text("Fijada")
    page.goto(address("sanction_author", post.key))
    page.check("input[name=kind][value=warning]")
    page.fill("#id_reason", "Respete a quien pregunta.")
    follow(page, "main form .actions .button--danger")
    theirs = open_as(learner)
    theirs.goto(address("thread", thread.key))
    expect(theirs.locator("main")).to_contain_text("Respete a quien pregunta.")
    assert theirs.locator("#id_text").count() == 0


def test_reader_of_arabic_reads_a_mixed_thread_and_answers(open_as, course, farid, ben):
    make_enrolment(course, farid)
    accept_conduct(user=farid)
    thread = make_thread(course, ben, title="Fever at the border", text="What do *you* do?")
    make_reply(thread, ben, text="أسأل زميلة أولًا، ثم أتصل بـ WHO.", language="ar")
    page = open_as(farid, "ar")
    page.goto(address("thread", thread.key, language="ar"))
    assert page.evaluate("document.documentElement.dir") == "rtl"
    direction = "texts => texts.map((text) => getComputedStyle(text).direction)"
    assert page.locator(POSTED).evaluate_all(direction) == ["ltr", "rtl"]
    assert page.locator("h1").evaluate("title => getComputedStyle(title).direction") == "ltr"
    expect(page.locator("#id_language")).to_have_value("ar")
    page.fill("#id_text", "نغلي الماء أولًا.")
    assert page.locator("#id_text").evaluate("field => getComputedStyle(field).direction") == "rtl"
    page.click("#reply .actions .button--primary")
    expect(page.locator(POSTED)).to_have_count(3)
    assert page.locator(POSTED).evaluate_all(direction) == ["ltr", "rtl", "rtl"]
    assert Post.objects.get(author=farid).language == "ar"


def tab_to(page, selector, most=90):
    """Presses Tab until the focus is there, as somebody without a mouse does; what has it can be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            expect(page.locator(selector)).to_be_in_viewport()
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def press_enter(page):
    with page.expect_event("load"):
        page.keyboard.press("Enter")


def test_keyboard_alone_leads_from_the_course_page_to_a_posted_answer(open_as, course, learner, ben):
    thread = make_thread(course, ben, title="Fiebre")
    page = open_as(learner, width=1280)
    page.goto(CoursePage.objects.get(translation_key=course.key, locale__language_code="es").url)
    tab_to(page, f"a[href='{address('course', course.key)}']")
    press_enter(page)
    tab_to(page, f"a[href='{address('thread', thread.key)}']")
    press_enter(page)
    tab_to(page, "#id_text")
    page.keyboard.type("Primero pregunto.")
    tab_to(page, "#reply .actions .button--primary")
    page.keyboard.press("Enter")
    expect(page.locator(POSTED)).to_have_count(2)
    expect(page.locator(POSTED).last).to_have_text("Primero pregunto.")


def test_without_a_script_one_asks_answers_accepts_searches_and_marks_as_read(open_as, course, learner, ben):
    page = open_as(learner, script=False)
    page.goto(address("new_in_subject", course.key, "questions"))
    page.check("input[name=kind][value=question]")
    page.fill("#id_title", "¿Quién firma?")
    page.fill("#id_text", "Me lo preguntan cada semana.")
    follow(page, "main form .actions .button--primary")
    answer = make_reply(Thread.objects.get(), ben, text="Firma la directora.")
    page.reload()
    follow(page, f"#post-{answer.key} >> text=Responder")
    page.fill("#reply textarea", "Gracias, lo probaré.")
    follow(page, "#reply .actions .button--primary")
    expect(page.locator(POSTED)).to_have_count(3)
    follow(page, f"#post-{answer.key} > .post-acts >> text=Esto ayudó")
    expect(page.locator(f"#post-{answer.key} .post-marks")).to_have_text("La respuesta que ayudó")
    question = make_question(course, ben, title="¿Qué vacuna falta?")
    page.goto(address("thread", question.key))
    follow(page, "form[action$='/read/'] button")
    assert page.locator("form[action$='/read/']").count() == 0
    page.goto(f"{address('search')}?q=firmar")
    page.fill("#id_q", "directoras")
    follow(page, "main form .button--primary")
    expect(page.locator("#found .found-words")).to_have_text("Firma la directora.")
    make_reply(Thread.objects.get(author=learner), ben, text="Y si no está, su suplente.")
    page.goto("/es/notifications/")
    follow(page, ".notice--new form button")
    assert page.locator(".notice--new").count() == 0


def test_new_conversation_of_an_activity_is_found_on_its_page(open_as, course, learner):
    page = open_as(learner)
    page.goto(address("new_thread", discussion_activity(course).key))
    page.fill("#id_title", "En mi centro")
    page.fill("#id_text", "Preguntamos al llegar.")
    follow(page, "main form .actions .button--primary")
    follow(page, ".thread-back")
    expect(page.locator(".threads .card-link")).to_have_text("En mi centro")
