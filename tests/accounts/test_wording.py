"""Lists of words in the reader's language, wherever they are shown."""

import re

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import gettext_lazy

from accounts.actions import grant_remit
from accounts.wording import comma, listed
from courses.models import Topic, TopicName
from modules.kinds.discussion import Discussion
from pages.actions import publish
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_page


@pytest.mark.parametrize(
    ("language", "said"), [("es", "a, b"), ("en-gb", "a, b"), ("ar", "a، b"), ("ar-dz", "a، b"), (None, "a, b")]
)
def test_list_is_joined_as_its_reader_writes(language, said):
    with translation.override(language):
        assert listed(["a", "b"]) == said


def test_list_takes_words_translated_late_and_one_or_none():
    assert (listed([gettext_lazy("Name")]), listed([])) == ("Name", "")


def test_comma_of_a_language_that_is_named():
    with translation.override("ar"):
        assert (comma(), comma("es")) == ("، ", ", ")


def test_list_in_a_template_is_escaped():
    template = Template("{% load elements %}{{ things|listed }}{% comma %}")
    with translation.override("ar"):
        assert template.render(Context({"things": ["<b>", "c"]})) == "&lt;b&gt;، c، "


def test_condition_of_a_discussion_is_joined_in_the_active_language():
    terms = {"posts": 2, "replies": 1, "words": 30}
    with translation.override("ar"):
        assert Discussion().condition(terms).count("، ") == 2
    with translation.override("en"):
        assert Discussion().condition(terms).count(", ") == 2


@pytest.mark.django_db
def test_countries_of_a_manager_are_joined_in_the_active_language():
    remit = grant_remit(user=UserFactory(), countries=["KE", "UG"])
    with translation.override("ar"):
        assert "كينيا، أوغندا" in str(remit)


@pytest.mark.django_db
def test_topics_and_languages_in_the_catalogue_are_joined_in_the_active_language(client, course):
    for key, name in {"rights": "حقوق", "women": "نساء"}.items():
        topic = Topic.objects.create(key=key)
        TopicName.objects.create(topic=topic, language="ar", name=name)
        page = course_page(course)
        page.topics.add(topic)
        publish(page)
    cards = client.get("/ar/catalogue/").content.decode()
    assert "حقوق، نساء" in cards
    assert "</span>، <span" in cards


def test_templates_join_no_list_by_a_comma_of_their_own():
    own = re.compile(r"""join:["'],|[}>], (?:\{\{|\{%|<)""")
    paths = (settings.BASE_DIR / "templates").rglob("*.html")
    assert [str(path) for path in paths if own.search(path.read_text())] == []
