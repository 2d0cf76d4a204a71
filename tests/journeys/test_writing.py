"""Writing in discussions in a real browser: what it finds, keeps, suggests and shows; and the pages for everybody."""

from pathlib import Path

import pytest
import yaml
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from accounts.actions import accept_conduct
from forums.actions import edit_post
from forums.models import Draft, Post
from forums.privacy import find_identifiers
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_reply, make_thread, opening_of
from tests.journeys.conftest import barriers
from tests.journeys.test_everybody import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXAMPLES = yaml.safe_load(Path("tests/forums/identifiers.yaml").read_text())
SENTENCES = [s for e in EXAMPLES.values() for s in [*(found[1] for found in e["found"]), *e["free"]]]
SEARCH = """async ([script, patterns, sentences]) => {
    const { searcher } = await import(script);
    const search = searcher(await (await fetch(patterns)).json());
    return sentences.map((sentence) => search(sentence).map(({ kind, passage }) => [kind, passage]));
}"""
TELLING = "Ayer vi a Rosa Quispe, 34 años."


@pytest.fixture
def thread(course, ben):
    return make_thread(course, ben, title="¿Qué ayuda?")


@pytest.fixture
def as_amina(visit, live_server, thread, course, amina):
    make_enrolment(course, amina)
    accept_conduct(user=amina)
    page = visit("es", width=320)
    sign_in(page, amina, live_server)
    return page


def address(name, key, language="es"):
    with translation.override(language):
        return reverse(f"forums:{name}", args=[key])


def test_browser_finds_what_the_server_finds(visit, homes):
    page = visit("es")
    page.goto("/es/")
    found = page.evaluate(SEARCH, ["/static/camino/identifiers.js", "/es/discussions/identifiers/", SENTENCES])
    expected = [[[finding.kind, finding.passage] for finding in find_identifiers(s)] for s in SENTENCES]
    assert dict(zip(SENTENCES, found, strict=True)) == dict(zip(SENTENCES, expected, strict=True))


def test_identifiers_are_pointed_out_before_anything_is_sent(as_amina, thread):
    page = as_amina
    page.goto(address("thread", thread.key))
    with page.expect_response("**/identifiers/"):
        page.focus("#id_text")
    page.wait_for_load_state("networkidle")
    page.fill("#id_text", TELLING)
    page.click("#reply .actions >> text=Enviar")
    assert page.inner_text("#reply .findings mark") == "Rosa Quispe, 34 años"
    assert page.locator("#reply .findings").evaluate("panel => panel === document.activeElement")
    assert Post.objects.count() == 1
    with page.expect_response(lambda response: response.request.method == "POST" and "/threads/" in response.url):
        page.click("#reply .findings button")
    page.wait_for_selector(".posts >> text=Rosa Quispe")
    assert Post.objects.get(is_opening=False).sent_anyway


def test_draft_is_kept_while_one_writes_and_comes_back_after_a_lost_line(as_amina, thread):
    page = as_amina
    page.goto(address("thread", thread.key))
    page.fill("#id_text", "Medio pensamiento")
    with page.expect_response("**/drafts/"):
        page.locator("#id_text").blur()
    page.wait_for_selector("#reply .writing-state >> text=Borrador guardado")
    assert Draft.objects.get().text == "Medio pensamiento"
    page.context.set_offline(True)
    page.fill("#id_text", "Un pensamiento entero")
    page.locator("#id_text").blur()
    page.wait_for_selector("#reply .writing-state >> text=Sin conexión")
    page.context.set_offline(False)
    page.troubles.clear()  # the browser tells of the lost line
    page.goto(address("thread", thread.key))
    expect(page.locator("#id_text")).to_have_value("Un pensamiento entero")


def test_toolbar_is_worked_by_keyboard(as_amina, thread):
    page = as_amina
    page.goto(address("thread", thread.key))
    page.fill("#id_text", "importante")
    page.evaluate("document.querySelector('#id_text').select()")
    page.focus("#reply [data-mark=bold]")
    page.keyboard.press("Enter")
    assert page.input_value("#id_text") == "**importante**"
    page.focus("#reply [data-mark=bold]")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.mark") == "list"


def test_people_are_suggested_after_an_at(as_amina, thread, ben):
    page = as_amina
    page.goto(address("thread", thread.key))
    page.click("#id_text")
    page.keyboard.type("Gracias @be")
    page.wait_for_selector("#reply [role=option] >> text=Ben Okello")
    page.keyboard.press("Enter")
    assert page.input_value("#id_text").startswith("Gracias @[Ben Okello](")
    with page.expect_response(lambda response: response.request.method == "POST" and "/threads/" in response.url):
        page.click("#reply .actions >> text=Enviar")
    page.wait_for_selector(".posts .mention >> text=@Ben Okello")


def test_preview_in_place(as_amina, thread):
    page = as_amina
    page.goto(address("thread", thread.key))
    page.fill("#id_text", "| a | b |\n|---|---|\n| 1 | 2 |")
    page.click("#reply .actions >> text=Vista previa")
    page.wait_for_selector("#reply table")
    assert Post.objects.count() == 1


def test_moderator_marks_the_passage(visit, live_server, thread, elif_):
    post = make_reply(thread, text="Vi a Rosa Quispe ayer.")
    page = visit("es", width=320)
    sign_in(page, make_moderator(elif_), live_server)
    page.goto(address("redact_post", post.key))
    page.evaluate(
        """() => { const text = document.querySelector("pre[data-redact]").firstChild;
        document.getSelection().setBaseAndExtent(text, 5, text, 16); }"""
    )
    expect(page.locator("#id_passage")).to_have_value("Rosa Quispe")
    page.click("main form .button--danger")
    page.wait_for_selector(".redacted")


@pytest.mark.parametrize("language", ["es", "ar"])
def test_pages_for_writing_are_for_everybody(visit, live_server, thread, course, amina, elif_, language):
    make_enrolment(course, amina)
    own = opening_of(make_thread(course, amina, text="@Ben Okello ¿qué ayuda?"))
    edit_post(editor=amina, post=own, text="سؤال @Ben Okello?\n\n`código`", language="ar")
    moderator = make_moderator(elif_)
    places = [
        (amina, "new_thread", discussion_activity(course).key),
        (amina, "thread", own.thread.key),
        *((amina, name, own.key) for name in ("edit_post", "history")),
        (moderator, "redact_post", own.key),
        (moderator, "thread", own.thread.key),
    ]
    for user, name, key in places:
        page = visit(language, width=320)
        sign_in(page, user, live_server)
        page.goto(address(name, key, language))
        page.evaluate("document.querySelectorAll('main details').forEach((part) => part.open = true)")
        assert (name, barriers(page), page.evaluate("document.documentElement.scrollWidth") <= 320) == (name, [], True)
