"""What the look does in a browser: account pages for everybody, menus, filters, a lost line, the dark set."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from pages.actions import publish
from pages.models import PlainPage, Recording
from tests.factories.courses import make_course, make_programme
from tests.journeys.conftest import barriers, follow
from tests.worlds import made_once

pytestmark = [pytest.mark.browser, pytest.mark.drawn, pytest.mark.django_db(transaction=True)]
FILMS = Path(settings.BASE_DIR, "content/migration-health/basic-concepts/media")
OWN_PAGES = ["profile/", "name/", "email/", "password/change/", "logout/"]
ENTRANCES = ["login/", "signup/", "login/code/", "password/reset/"]


def sign_in(page, language="es"):
    page.goto(f"/{language}/accounts/login/")
    page.fill("#id_login", "Amina@example.org")
    page.fill("#id_password", "camino-pass-1")
    follow(page, "main form button[type=submit]")
    page.wait_for_url("**/learn/")


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@made_once
def offered(homes):
    programme = make_programme(homes)
    make_course({}, programme=programme, slug="derechos", title="Migración y derechos", modules=0)
    make_course({}, programme=programme, slug="mente", title="Salud mental", modules=0)


@pytest.mark.parametrize("language", ["es", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_account_pages_are_for_everybody(visit, homes, amina, language, width):
    page = visit(language, width=width)
    for path in ENTRANCES:
        page.goto(f"/{language}/accounts/{path}")
        assert (path, barriers(page), max(0, sideways(page))) == (path, [], 0)
    sign_in(page, language)
    for path in OWN_PAGES:
        page.goto(f"/{language}/accounts/{path}")
        assert (path, barriers(page), max(0, sideways(page))) == (path, [], 0)


def test_mistakes_of_a_form_are_listed_and_take_the_focus(visit, homes):
    page = visit("ar", width=320)
    page.goto("/ar/accounts/signup/")
    follow(page, "main form button[type=submit]")
    assert page.locator(".errors").evaluate("alert => alert === document.activeElement")
    assert page.locator(".errors a").count() >= 4
    assert barriers(page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_dark_set_is_for_everybody(visit, offered, width):
    page = visit("ar", width=width)
    page.emulate_media(color_scheme="dark")
    for path in ("", "catalogue/", "migration-health/", "accounts/signup/"):
        page.goto(f"/es/{path}")
        assert (path, barriers(page), max(0, sideways(page))) == (path, [], 0)


def test_menu_opens_by_keyboard_and_closes_by_escape(visit, offered, amina):
    page = visit(width=360)
    page.goto("/es/")
    page.focus(".menu--all summary")
    page.keyboard.press("Enter")
    assert page.locator(".menu--all .menu-body").is_visible()
    assert barriers(page) == []
    page.keyboard.press("Escape")
    assert not page.locator(".menu--all .menu-body").is_visible()
    assert page.locator(".menu--all summary").evaluate("summary => summary === document.activeElement")


def test_skip_link_is_the_first_stop_and_leads_to_the_content(visit, offered):
    page = visit()
    page.goto("/es/catalogue/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_filters_without_a_script(visit, offered):
    page = visit(script=False)
    page.goto("/es/catalogue/")
    page.fill("#id_q", "migracion")
    follow(page, ".filters button")
    assert page.locator(".course-card").count() == 1
    assert "q=migracion" in page.url


def test_filters_with_htmx_change_the_list_and_the_address(visit, offered):
    page = visit()
    page.goto("/es/catalogue/")
    page.locator("#id_q").press_sequentially("mental")
    page.wait_for_url("**q=mental**")
    expect(page.locator(".course-card")).to_have_count(1)
    page.go_back()
    expect(page.locator(".course-card")).to_have_count(2)
    assert page.locator("header.site-head").count() == 1


def test_lost_line_says_so_until_the_next_answer(visit, offered):
    page = visit()
    page.goto("/es/catalogue/")
    page.context.set_offline(True)
    page.locator("#id_q").press_sequentially("men")
    page.locator("#trouble").wait_for(state="visible")
    page.context.set_offline(False)
    page.locator("#id_q").press_sequentially("tal")
    page.locator("#trouble").wait_for(state="hidden")
    page.troubles.clear()


@pytest.fixture
def show_film(visit, homes, settings, tmp_path):
    """`show_film(video, sound)` opens a page with a player of these two files' bytes."""

    def _show_film(video, sound):
        settings.MEDIA_ROOT = tmp_path
        film = Recording(title="Film", type="video", duration=92, width=640, height=360)
        film.file.save("film.mp4", ContentFile(video), save=False)
        film.audio_file.save("sound.m4a", ContentFile(sound), save=False)
        film.save()
        film_page = PlainPage(title="Film", slug="film", locale=homes["es"].locale)
        film_page.body = [("recording", {"recording": film, "caption": ""})]
        homes["es"].add_child(instance=film_page)
        publish(film_page)
        page = visit()
        page.goto("/es/film/")
        return page

    return _show_film


def player_tells(page, event):
    """The player's `currentTime` and `error` once it told this event, or already shows what it tells."""
    return page.evaluate(
        """event => new Promise(done => {
            const media = document.querySelector("video");
            const tell = () => done({currentTime: media.currentTime, error: Boolean(media.error)});
            if (event === "error" ? media.error : media.currentTime > 0) tell();
            else media.addEventListener(event, () => (media.currentTime > 0 || media.error) && tell());
        })""",
        event,
    )


def test_player_changes_to_sound_alone_in_its_place(show_film):
    page = show_film((FILMS / "the-journey.mp4").read_bytes(), (FILMS / "the-journey.m4a").read_bytes())
    assert page.locator("video").get_attribute("src").endswith("film.mp4")
    page.click("[data-source=sound]")
    assert page.locator("video").get_attribute("src").endswith("sound.m4a")
    assert page.locator("[data-source=sound]").get_attribute("aria-current") == "true"
    assert player_tells(page, "timeupdate")["currentTime"] > 0
    assert page.url.endswith("/es/film/")


def test_player_that_cannot_play_raises_no_error(show_film):
    page = show_film(b"x" * 1000, b"y" * 1000)
    page.evaluate("addEventListener('unhandledrejection', () => (document.title = 'unhandled'))")
    page.click("[data-source=sound]")
    assert player_tells(page, "error")["error"]
    page.evaluate("new Promise(done => setTimeout(done))")  # a rejection is told in the turn after the error
    assert page.title() != "unhandled"
