"""What holds for every page: weight, contrast, strictness, and error pages that need nothing."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from django.views.csrf import csrf_failure
from django.views.defaults import bad_request, server_error

CSS = Path(finders.find("camino/camino.css")).read_text()
TEXT = ["ink", "muted", "accent", "accent-strong", "warm", "good", "warn", "bad"]
GROUNDS = ["paper", "sheet", "sunk", "accent-soft", "warm-soft"]
OWN_GROUND = [("good", "good-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"), ("accent-ink", "accent")]
NOT_PAGES = {"pdf", "mails", "mail", "email", "paper", "wagtailadmin", "parcels"}
TEMPLATES = [
    path for path in sorted((settings.BASE_DIR / "templates").rglob("*.html")) if not NOT_PAGES & set(path.parts)
]


def tokens(css):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", css))


LIGHT = tokens(CSS.split("prefers-color-scheme")[0])
DARK = LIGHT | tokens(CSS.split("prefers-color-scheme")[1].split("lang(ar)")[0])


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_legible_on_every_ground(colours):
    pairs = [*product(TEXT, GROUNDS), *OWN_GROUND]
    poor = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_ink_is_at_least_seven_to_one_and_edges_three_to_one(colours):
    assert min(contrast(colours["ink"], colours[ground]) for ground in [*GROUNDS, "warn-soft", "bad-soft"]) >= 7
    assert min(contrast(colours["line-strong"], colours[ground]) for ground in ("paper", "sheet", "sunk")) >= 3


@pytest.mark.django_db
def test_base_weighs_under_40_kb_in_five_files(homes, client):
    html = client.get("/es/catalogue/").content.decode()
    names = {re.sub(r"#.*", "", name) for name in re.findall(r'"/static/([^"]+)"', html)} - {"camino/catalogue.css"}
    weights = {name: len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in names}
    assert len(weights) <= 5
    assert sum(weights.values()) + len(gzip.compress(html.encode())) < 40_000, weights


@pytest.mark.django_db
def test_page_has_a_strict_policy_and_sends_the_csrf_token_with_htmx(homes, client):
    response = client.get("/es/catalogue/")
    assert "script-src 'self'" in response["Content-Security-Policy"].split("; ")
    assert 'hx-headers=\'{"x-csrftoken": "' in response.content.decode()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_template_has_nothing_inline(template):
    text = template.read_text()
    assert not re.search(r"\sstyle=|<style|\shx-on|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\b(src=|type=\"application/json\"))", text)


@pytest.mark.parametrize("language", ["es", "ar"])
@pytest.mark.parametrize("view", [server_error, bad_request, csrf_failure])
def test_error_page_needs_no_database(rf, view, language, django_db_blocker):
    arguments = (ValueError("x"),) if view is bad_request else ()
    with translation.override(language):
        response = view(rf.get(f"/{language}/"), *arguments)
    html = response.content.decode()
    assert response.status_code in (400, 403, 500)
    assert f'lang="{language}"' in html
    assert "camino/camino.css" in html


@pytest.mark.django_db
def test_unknown_address_is_a_404_in_our_look(homes, client):
    response = client.get("/ar/nothing/here/")
    assert response.status_code == 404
    assert 'dir="rtl"' in response.content.decode()
    assert "camino/camino.css" in response.content.decode()


@pytest.mark.django_db
def test_form_without_a_token_is_refused_in_our_look(homes):
    response = Client(enforce_csrf_checks=True).post("/es/accounts/login/", {})
    assert response.status_code == 403
    assert "camino/camino.css" in response.content.decode()


@pytest.mark.parametrize("name", ["403.html", "404.html"])
@pytest.mark.django_db
def test_error_page_has_one_first_heading(rf, name):
    assert render_to_string(name, {}, rf.get("/es/")).count("<h1") == 1


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(re.findall(r'id="([\w-]+)"', Path(finders.find("camino/icons.svg")).read_text()))
    named = {name for path in TEMPLATES for name in re.findall(r"""{% icon ["']([\w-]+)["']""", path.read_text())}
    named |= {name for path in TEMPLATES for name in re.findall(r'\bicon(?:_after)?="([\w-]+)"', path.read_text())}
    assert named - drawn == set()
