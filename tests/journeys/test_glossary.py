"""A term in a reading, as somebody meets it who reads."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.factories.enrolments import make_enrolment
from tests.journeys.conftest import barriers, follow

pytestmark = [pytest.mark.browser, pytest.mark.drawn, pytest.mark.django_db(transaction=True)]

NOTE = ".term-note:popover-open"


@pytest.fixture
def read(visit, live_server, explained, amina, course):
    """Opens the reading as Amina."""
    make_enrolment(course, amina)
    client = Client()
    client.force_login(amina)

    def read(**how):
        page = visit("es", **how)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        page.goto(explained["reading"].url)
        return page

    return read


@pytest.mark.parametrize("width", [320, 1280])
def test_term_opens_its_meaning_by_keyboard_and_gives_the_focus_back(read, width):
    page = read(width=width)
    term = page.locator("a[data-term]")
    term.focus()
    page.keyboard.press("Enter")
    assert "Protección en otro país." in page.locator(NOTE).inner_text()
    assert page.evaluate("document.activeElement.matches('.term-note')")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(NOTE)).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('a[data-term]')")


def test_tap_opens_the_meaning_beside_the_word_and_the_button_closes_it(read):
    page = read(width=360)
    term = page.locator("a[data-term]")
    term.tap()
    note = page.locator(NOTE)
    note.wait_for()
    assert term.bounding_box()["y"] + term.bounding_box()["height"] <= note.bounding_box()["y"]
    note.locator("button").tap()
    expect(page.locator(NOTE)).to_have_count(0)


def test_term_without_a_script_leads_to_the_glossary(read, explained):
    page = read(script=False)
    follow(page, "a[data-term]")
    assert page.url.endswith(f"{explained['glossary'].url}#asylum")
    assert "Protección en otro país." in page.locator("#asylum").inner_text()
