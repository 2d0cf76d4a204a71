"""The catalogue: what is on offer, for everybody."""

import re

import pytest
from django.utils.html import escape

from courses.models import Course, Topic, TopicName
from pages.actions import publish
from tests.factories.courses import course_page, make_course, make_programme, translate
from tests.queries import at_most

pytestmark = pytest.mark.django_db


def add_topic(course, key, **names):
    topic = Topic.objects.create(key=key)
    for language, name in names.items():
        TopicName.objects.create(topic=topic, language=language, name=name)
    page = course_page(course)
    page.topics.add(topic)
    publish(page)
    return topic


@pytest.fixture
def programme(homes):
    return make_programme(homes)


@pytest.fixture
def offered(programme, on_commit):
    """Two courses: one on rights, in Spanish and Arabic; one on the mind, in Spanish."""
    with on_commit():
        rights = make_course({}, programme=programme, slug="derechos", title="Migración y derechos", modules=0)
        add_topic(rights, "rights", es="Derechos", ar="حقوق")
        translate(programme, "ar")
        arabic = course_page(rights, "ar")
        arabic.title, arabic.summary = "الهجرة والصحة", "مقدمة"
        publish(arabic)
        mind = make_course({}, programme=programme, slug="mente", title="Salud mental", modules=0)
        add_topic(mind, "mind", es="Mente")
    return rights, mind


def shown(client, interface="es", **filters):
    response = client.get(f"/{interface}/catalogue/", filters)
    assert response.status_code == 200
    return [card.course.slug for card in response.context["cards"]]


def test_all_courses_without_filters(client, offered):
    assert shown(client) == ["derechos", "mente"]


def test_filter_by_language_leaves_those_that_exist_in_it(client, offered):
    assert shown(client, language="ar") == ["derechos"]


def test_filter_by_topic(client, offered):
    assert shown(client, topic="mind") == ["mente"]


def test_filters_together_must_all_hold(client, offered):
    assert shown(client, topic="mind", q="derechos") == []


@pytest.mark.parametrize(
    "words", ["migracion", "MIGRACIÓN", "migracio\u0301n", "derech", "derechos migración", "  migra "]
)
def test_search_folds_accents_and_capitals_and_finds_beginnings(client, offered, words):
    assert shown(client, q=words) == ["derechos"]


@pytest.mark.parametrize("words", ["الهجرة", "هجره", "والهجرة", "صحة", "الصّحة"])
def test_search_folds_the_forms_of_arabic(client, offered, words):
    assert shown(client, q=words) == ["derechos"]


def test_search_finds_a_course_by_its_words_in_another_language(client, offered):
    assert shown(client, "ar", q="derechos") == ["derechos"]


def test_search_finds_a_course_by_the_name_of_its_topic_in_any_language(client, offered):
    assert shown(client, q="mente") == ["mente"]
    assert shown(client, q="حقوق") == ["derechos"]


@pytest.mark.parametrize("words", ["zzz", "gracion", "derechos mental"])
def test_search_that_matches_nothing_says_what_to_do(client, offered, words):
    assert shown(client, q=words) == []
    assert "/es/catalogue/" in client.get("/es/catalogue/", {"q": words}).content.decode()


@pytest.mark.parametrize(
    "filters",
    [{"language": "tlh"}, {"topic": "none"}, {"q": "a\x00b"}, {"q": "x" * 101}, {"page": "0"}, {"page": "many"}],
)
def test_filter_with_a_mistake_leaves_all(client, offered, filters):
    assert shown(client, **filters) == ["derechos", "mente"]


@pytest.mark.parametrize("words", ["%", "_", "'; drop table", "\\", "<script>"])
def test_search_of_signs_is_no_trouble(client, offered, words):
    shown(client, q=words)


def test_search_is_said_back_escaped(client, offered):
    html = client.get("/es/catalogue/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert(1)" not in html
    assert escape('"><script>alert(1)</script>') in html


def test_draft_and_withdrawn_courses_are_not_shown(client, offered, programme, on_commit):
    with on_commit():
        course_page(offered[1]).unpublish()
    assert shown(client) == ["derechos"]
    assert Course.objects.count() == 2


def test_card_says_what_the_course_is_and_asks(client, offered):
    html = client.get("/es/catalogue/").content.decode()
    assert "12" in html
    assert re.search(r"80\s?%", html)
    assert re.search(r"70\s?%", html)
    assert "Derechos" in html


def test_card_in_another_language_than_the_page_says_so(client, offered):
    html = client.get("/ar/catalogue/").content.decode()
    assert html.count('<article class="card course-card">') == 2
    assert html.count('<h2 class="card-title" lang="es" dir="ltr">') == 1
    assert '<h2 class="card-title">' in html
    assert '<ul class="card-facts" role="list">' in html


def test_htmx_gets_the_fragment_alone(client, offered):
    response = client.get("/es/catalogue/", {"q": "mental"}, headers={"HX-Request": "true"})
    html = response.content.decode()
    assert html.lstrip().startswith('<div id="catalogue"')
    assert "HX-Request" in response["Vary"]


def test_catalogue_by_post_is_refused(client, offered):
    assert client.post("/es/catalogue/").status_code == 405


@pytest.mark.parametrize("size", [1, 50])
def test_catalogue_of_any_size_takes_nine_queries_at_most(client, amina, programme, size):
    for number in range(size):
        make_course({}, programme=programme, slug=f"c{number}", title=f"Curso {number}", modules=0)
    client.force_login(amina)
    client.get("/es/catalogue/")
    with at_most(9):
        shown(client)


def test_pages_of_the_catalogue_keep_the_filters(client, programme):
    for number in range(21):
        make_course({}, programme=programme, slug=f"c{number}", title=f"Curso {number}", modules=0)
    html = client.get("/es/catalogue/", {"q": "curso"}).content.decode()
    assert 'href="?q=curso&amp;page=2"' in html
    assert len(shown(client, q="curso", page=2)) == 1


@pytest.mark.parametrize(("slug", "kept"), [("migración", "migracion"), ("مفاهيم", "course")])
def test_course_whose_page_has_a_slug_in_any_script_can_be_enrolled_in(client, amina, programme, slug, kept):
    course = make_course({}, programme=programme, slug=slug, modules=0)
    client.force_login(amina)
    assert course.slug == kept
    assert f"/es/learn/{kept}/enrol/" in client.get(course_page(course).url).content.decode()
