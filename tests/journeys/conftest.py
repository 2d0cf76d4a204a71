"""A real browser in front of the real site."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import testcases
from playwright.sync_api import sync_playwright

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's own event loop runs in the tests' thread

# Django's test server has its own door to uploads, without byte ranges; the product's is what is tested here.
testcases._MediaFilesHandler = lambda application: application

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium_path():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        raise RuntimeError("No Chromium: install it (Debian: apt-get install chromium) or name it in CHROMIUM.")
    return path


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """`visit(language, script=True, width=360)` opens a page of a browser of its own; errors in it fail the test."""
    opened = []

    def _visit(language="es", *, script=True, width=360, height=740):
        context = chromium.new_context(
            base_url=live_server.url,
            locale=language,
            java_script_enabled=script,
            viewport={"width": width, "height": height},
            has_touch=width < 600,
            accept_downloads=True,
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.troubles = []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("console", lambda line: page.troubles.append(line.text) if line.type == "error" else None)
        page.on("request", lambda request: _check_host(page, request.url, live_server.url))
        opened.append(page)
        return page

    yield _visit
    for page in opened:
        page.context.close()
        assert page.troubles == []


def _check_host(page, address, home):
    if not address.startswith((home, "data:", "blob:")):
        page.troubles.append(f"request to another host: {address}")


def follow(page, selector):
    """Clicks what leads to another page, and waits until that one is there: a click alone waits for its first byte."""
    with page.expect_event("load"):
        page.click(selector)


def barriers(page):
    """[(rule, markup)] that axe finds on the page when nothing is under way: what is asked for is drawn pale."""
    if page.evaluate("'htmx' in window"):
        page.wait_for_selector("form[hx-trigger=load], .htmx-request", state="detached")
    found = Axe().run(page, options=WCAG).response["violations"]
    return [(fault["id"], [node["html"][:160] for node in fault["nodes"][:3]]) for fault in found]
