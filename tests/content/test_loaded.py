"""The repository's own programme as it stands in the database, and a crawl through all of its pages."""

import gzip
import re
from io import StringIO

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.utils import translation
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from courses.models import Course
from enrolments.actions import enrol
from modules.models import QuizVersion
from modules.outline import outline_of
from pages.models import Picture, Recording
from tests.factories.accounts import UserFactory
from tests.queries import at_most

pytestmark = pytest.mark.django_db
LANGUAGES = ["es", "en", "fr", "pt", "ar"]
QUERIES, COMPRESSED, REQUESTS = 10, 60_000, 10
STATIC = re.compile(r'(?:href|src)="/static/([^"#?]+)')
FOREIGN = re.compile(r'(?:src|srcset|poster|data|<link[^>]+href)="(?:https?:)?//([^"]+)')


def state():
    """What must not move when nothing has changed."""
    return (
        Revision.objects.count(),
        list(Course.objects.values_list("key", "version")),
        list(Page.objects.order_by("pk").values_list("pk", "path", "title", "live", "latest_revision")),
        list(Picture.objects.values_list("pk", "file", "file_hash")),
        list(Recording.objects.values_list("pk", "file", "source_hash")),
        list(QuizVersion.objects.values_list("pk", "number")),
    )


def test_second_load_changes_nothing(whole_programme):
    before, told = state(), StringIO()
    call_command("load_programme", "content/migration-health", stdout=told)
    assert re.fullmatch(r"\d+ unchanged", told.getvalue().strip())
    assert state() == before


def test_editors_can_save_every_page(whole_programme):
    for page in Page.objects.filter(depth__gt=1).specific():
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                value = getattr(page, field.name)
                raw = list(value.raw_data)
                field.stream_block.clean(value)
                assert field.stream_block.get_prep_value(field.to_python(raw)) == raw


def test_every_course_is_whole_in_its_languages(whole_programme):
    assert Course.objects.count() == 5
    for course in Course.objects.all():
        for language in course.listings.values_list("language", flat=True):
            outline = outline_of(course, language)
            assert [module.is_test for module in outline.modules] == [False] * 4 + [True]
            assert outline.taught == outline.modules[:4]
            assert {activity.language for activity in outline.activities} == {language}


@pytest.fixture
def learner(whole_programme):
    """Somebody who studies every course."""
    user = UserFactory()
    for course in Course.objects.all():
        enrol(user=user, course=course)
    return user


def live_pages(language):
    pages = Page.objects.live().filter(depth__gt=1, locale__language_code=language)
    return [page.url for page in pages]


def check_page(client, address):
    """The page asks little of the database and of the line, and nothing of another host; returns its words."""
    client.get(address)
    with at_most(QUERIES):
        response = client.get(address)
    html = response.content.decode()
    files = {name for name in STATIC.findall(html)}
    weight = len(gzip.compress(response.content)) + sum(map(static_weight, files))
    assert (response.status_code, weight <= COMPRESSED, len(files) < REQUESTS) == (200, True, True), address
    assert FOREIGN.findall(html.replace("http://testserver/", "/")) == [], address
    return html


def static_weight(name):
    with open(finders.find(name), "rb") as file:
        return len(gzip.compress(file.read()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_crawl_as_a_learner(client, learner, language):
    client.force_login(learner)
    with translation.override(language):
        for address in live_pages(language):
            assert f'lang="{language}"' in check_page(client, address)


def inside(language):
    """The addresses of modules and activities, which only learners see."""
    for course in Course.objects.all():
        for module in outline_of(course, language).modules:
            yield module.url
            yield from (activity.url for activity in module.activities)


@pytest.mark.parametrize("language", LANGUAGES)
def test_crawl_as_a_visitor(client, whole_programme, language):
    closed = set(inside(language))
    with translation.override(language):
        for address in live_pages(language):
            if address in closed:
                assert client.get(address).status_code == 302
            else:
                check_page(client, address)
