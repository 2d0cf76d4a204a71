"""Content blocks, and the HTML of a page held by its revision."""

import io
import json
import re
import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import RequestFactory
from django.utils import translation
from PIL import Image
from wagtail.documents import get_document_model

from pages.actions import publish
from pages.models import Picture, PlainPage, Recording, Track
from pages.templatetags.content import page_body

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 43" width="72" height="43"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo():
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(file, "JPEG")
    return Picture.objects.create(title="Photo", file=ImageFile(io.BytesIO(file.getvalue()), name="photo.jpg"))


@pytest.fixture
def drawing():
    return Picture.objects.create(title="Drawing", file=ImageFile(io.BytesIO(SVG), name="drawing.svg"), credit="Camino")


@pytest.fixture
def film():
    film = Recording(title="Film", type="video", duration=92, width=640, height=360)
    film.file.save("film.mp4", ContentFile(b"x" * 912_000), save=False)
    film.light_file.save("light.mp4", ContentFile(b"x" * 382_000), save=False)
    film.audio_file.save("sound.m4a", ContentFile(b"x" * 311_000), save=False)
    film.file_size, film.light_size, film.audio_size = 912_000, 382_000, 311_000
    film.save()
    for language in ("es", "ar"):
        Track.objects.create(
            recording=film, language=language, file=ContentFile(b"WEBVTT", name=f"film.{language}.vtt")
        )
    return film


def items(*values):
    return [{"type": "item", "id": str(uuid.uuid4()), "value": value} for value in values]


def plain(homes, *blocks):
    page = PlainPage(title="Page", slug="page", locale=homes["es"].locale)
    page.body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    homes["es"].add_child(instance=page)
    publish(page)
    return PlainPage.objects.get(pk=page.pk)


def html_of(homes, *blocks):
    with translation.override("es"):
        return page_body({}, plain(homes, *blocks), "body")


def test_text_keeps_its_structure(homes):
    assert "<h2>Uno</h2>" in html_of(homes, ("text", "<h2>Uno</h2><p>Dos</p>"))


def test_photo_comes_in_modern_formats_sized_and_lazy(homes, photo):
    html = html_of(homes, ("figure", {"image": photo.pk, "alt": "A ship", "decorative": False, "caption": "At sea"}))
    assert 'type="image/avif"' in html
    assert "format-webp" in html
    assert ".jpg" not in html
    for attribute in ('alt="A ship"', 'loading="lazy"', "width=", "height=", "sizes="):
        assert attribute in html
    assert "At sea" in html


def test_drawing_stays_a_drawing(homes, drawing):
    html = html_of(homes, ("figure", {"image": drawing.pk, "alt": "A house", "decorative": False, "caption": ""}))
    assert ".svg" in html
    assert "<picture" not in html
    assert 'width="72"' in html
    assert "Camino" in html


def test_decoration_has_an_empty_text(homes, drawing):
    html = html_of(homes, ("figure", {"image": drawing.pk, "alt": "A house", "decorative": True, "caption": ""}))
    assert 'alt=""' in html
    assert "A house" not in html


def test_description_of_a_picture_opens_under_it_and_the_picture_names_it(homes, drawing):
    value = {
        "image": drawing.pk,
        "alt": "A house",
        "decorative": False,
        "caption": "",
        "description": "<p>A red roof</p>",
    }
    html = html_of(homes, ("figure", value))
    told = re.search(r'aria-describedby="(told-[\w-]+)"', html)[1]
    assert f'<summary id="{told}">' in html
    assert "<p>A red roof</p>" in html.split("</figure>")[1]


def test_picture_without_a_description_has_nothing_to_open(homes, drawing):
    html = html_of(homes, ("figure", {"image": drawing.pk, "alt": "A house", "decorative": False, "caption": ""}))
    assert "<details" not in html
    assert "aria-describedby" not in html


def test_checklist_is_a_list_with_its_title(homes):
    html = html_of(homes, ("checklist", {"title": "Before", "points": items("<p>One <b>thing</b></p>", "<p>Two</p>")}))
    assert "Before" in html
    assert html.count("<li") == 2
    assert "<input" not in html


def test_deleted_picture_leaves_no_trace(homes, drawing):
    page = plain(homes, ("figure", {"image": drawing.pk, "alt": "A house", "decorative": False, "caption": "Gone"}))
    drawing.delete()
    page = PlainPage.objects.get(pk=page.pk)
    assert "Gone" not in page_body({}, page, "body")


@pytest.mark.parametrize(
    ("kind", "word"),
    [("key", "Key message"), ("case", "Case"), ("note", "Note"), ("warning", "Warning"), ("practice", "In practice")],
)
def test_callout_says_its_kind(homes, kind, word):
    page = plain(homes, ("callout", {"kind": kind, "title": "Title", "text": "<p>Text</p>"}))
    with translation.override("en"):
        html = page_body({}, page, "body")
    assert word in html
    assert "<p>Text</p>" in html


def test_table_has_headings_both_ways_and_can_be_scrolled_by_keyboard(homes):
    table = {
        "caption": "",
        "columns": [{"type": "text", "heading": "Word"}, {"type": "rich", "heading": "Why"}],
        "rows": [{"values": ["Wave", "<p>It informs</p>"]}],
    }
    html = html_of(homes, ("table", {"caption": "Words", "table": table}))
    for part in (
        '<th scope="col">Word</th>',
        '<th scope="row">Wave</th>',
        "<caption><span>Words</span></caption>",
        'tabindex="0"',
    ):
        assert part in html


def test_accordion_opens_without_a_script(homes):
    html = html_of(homes, ("accordion", items({"heading": "One", "text": "<p>Inside</p>"})))
    assert "<summary>One</summary>" in html


def test_terms_are_a_list_of_terms(homes):
    assert "<dt>Asylum</dt>" in html_of(homes, ("terms", items({"term": "Asylum", "meaning": "<p>Protection</p>"})))


def test_sources_are_numbered(homes):
    html = html_of(homes, ("sources", items("<p>WHO, 2017</p>")))
    assert "<ol>" in html
    assert "WHO, 2017" in html


def test_download_says_type_and_size(homes):
    document = get_document_model().objects.create(title="Guide", file=ContentFile(b"x" * 48_000, name="guide.pdf"))
    html = html_of(homes, ("downloads", items({"document": document.pk, "title": "The guide"})))
    assert "The guide" in html
    assert "PDF, 48 kB" in html


def test_recording_says_sizes_plays_nothing_by_itself_and_has_captions(homes, film):
    html = html_of(homes, ("recording", {"recording": film.pk, "caption": "The way"}))
    for part in ("912 kB", "382 kB", "311 kB", "1:32", 'preload="none"', 'srclang="ar"', "The way"):
        assert part in html
    assert 'srclang="es" label="Español" default' in html
    assert "autoplay" not in html


def test_page_body_is_made_once_for_each_publication(homes, django_assert_num_queries):
    page = plain(homes, ("text", "<p>First</p>"))
    page_body({}, page, "body")
    with django_assert_num_queries(0):
        assert "First" in page_body({}, page, "body")
    page.body = json.dumps([{"type": "text", "value": "<p>Second</p>"}])
    assert "First" in page_body({}, page, "body")
    publish(page)
    assert "Second" in page_body({}, PlainPage.objects.get(pk=page.pk), "body")


def test_page_body_in_a_preview_is_made_anew_and_not_held(homes):
    page = plain(homes, ("text", "<p>First</p>"))
    request = RequestFactory().get("/")
    request.is_preview = True
    page.body = json.dumps([{"type": "text", "value": "<p>Draft</p>"}])
    assert "Draft" in page_body({"request": request}, page, "body")
    page.body = json.dumps([{"type": "text", "value": "<p>First</p>"}])
    assert "First" in page_body({}, page, "body")


def test_page_body_of_a_draft_is_not_held(homes):
    page = PlainPage(title="Draft", slug="draft", locale=homes["es"].locale, live=False)
    page.body = json.dumps([{"type": "text", "value": "<p>First</p>"}])
    homes["es"].add_child(instance=page)
    page_body({}, page, "body")
    page.body = json.dumps([{"type": "text", "value": "<p>Second</p>"}])
    assert "Second" in page_body({}, page, "body")
