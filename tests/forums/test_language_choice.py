"""Who has chosen languages finds the others left out and counted: in lists, searches and counts of what is new."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from courses.models import Course
from forums.actions import (
    choose_languages,
    follow_discussion,
    follow_thread,
    mark_read,
    merge_threads,
    mute_thread,
    translate_post,
)
from forums.finding import find_thread
from forums.found import page_of_found
from forums.lists import newest_in_course, news_by_course, page_of_threads, rooms_of
from forums.models import Discussion
from forums.news import languages_of
from forums.paging import first_unread
from modules.kinds.discussion import DiscussionPage
from modules.outline import outline_of
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import line_of, make_moderator, make_question, make_reply, make_thread, opening_of
from tests.forums.test_moderation_views import signed_in
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(course, amina, on_commit):
    """Reads Spanish and English."""
    make_enrolment(course, amina)
    with on_commit():
        choose_languages(user=amina, languages=["es", "en"])
    return amina


@pytest.fixture
def french(course, ben):
    return make_question(course, ben, title="Une question", text="Rougeole ici ?", language="fr")


@pytest.fixture
def spanish(course, ben):
    return make_question(course, ben, title="Una pregunta", text="¿Rougeole aquí?", language="es")


def listed(user, place=None, **query):
    page = page_of_threads(place or Discussion(course=Course.objects.get(), subject="questions"), user, query)
    return {thread.title for thread in page.object_list}, page.left_out


def test_list_leaves_out_and_counts(reader, french, spanish, ben):
    assert listed(reader) == ({"Una pregunta"}, 1)
    assert listed(reader, languages="all") == ({"Una pregunta", "Une question"}, 0)
    assert listed(reader, language="fr") == ({"Une question"}, 0)
    assert listed(ben) == ({"Una pregunta", "Une question"}, 0)


def test_own_followed_and_translated_conversations_are_listed(reader, course, french, ben):
    make_question(course, reader, title="La mienne", language="fr")
    followed = make_question(course, ben, title="Suivie", language="fr")
    follow_thread(user=reader, thread=followed)
    translated = make_question(course, ben, title="Traduite", language="fr")
    translate_post(translator=ben, post=opening_of(translated), text="Translated", language="en")
    assert listed(reader) == ({"La mienne", "Suivie", "Traduite"}, 1)


def test_list_of_which_all_is_left_out_says_so(reader, course, french):
    url = reverse("forums:subject", args=[course.key, "questions"])
    page = signed_in(reader).get(url).content.decode()
    assert "1 conversation in other languages: show" in page
    assert "Nobody has written yet" not in page
    assert "Une question" not in page
    page = signed_in(reader).get(f"{url}?languages=all").content.decode()
    assert "Une question" in page
    assert "Only mine" in page


def test_panel_of_an_activity_says_what_it_leaves_out(reader, course, ben):
    thread = make_thread(course, ben, title="Une discussion", language="fr")
    url = DiscussionPage.objects.get(translation_key=thread.discussion.activity.key).url
    page = signed_in(reader).get(url).content.decode()
    assert "1 conversación en otros idiomas: mostrar" in page
    assert "Une discussion" not in page


def test_course_overview_counts_what_the_lists_show(reader, course, french, spanish):
    url = reverse("forums:course", args=[course.key])
    page = signed_in(reader).get(url).content.decode()
    assert "Une question" not in page
    assert "1 conversation in other languages: show" in page
    languages = languages_of(reader)
    questions = rooms_of(course, reader, outline_of(course, "es"), languages)[0]
    assert (questions.threads, questions.news) == (1, 1)
    assert newest_in_course(course, reader, languages) == [spanish]
    page = signed_in(reader).get(f"{url}?languages=all").content.decode()
    assert "Une question" in page


def test_search_finds_in_the_chosen_languages(reader, french, spanish):
    url = reverse("forums:search")
    page = signed_in(reader).get(url, {"q": "rougeole"}).content.decode()
    assert "Una pregunta" in page
    assert "Une question" not in page
    assert "Only in your languages (Spanish, English)." in page
    for query in ({"languages": "all"}, {"language": "fr"}):
        assert "Une question" in signed_in(reader).get(url, {"q": "rougeole"} | query).content.decode()


def test_news_are_counted_in_the_chosen_languages(reader, course, french, spanish):
    cache.clear()
    assert news_by_course(reader) == {course.pk: 1}
    mark_read(user=reader, thread=spanish, until=spanish.last_post_at)
    make_reply(spanish, language="fr")
    cache.clear()
    assert news_by_course(reader) == {}
    line = line_of(spanish, reader)
    assert (line.unread, line.has_news) == (0, False)
    make_reply(spanish, language="es")
    cache.clear()
    assert news_by_course(reader) == {course.pk: 1}
    line = line_of(spanish, reader)
    assert (line.unread, line.has_news) == (1, True)


def test_first_unread_is_one_in_a_chosen_language(reader, spanish):
    mark_read(user=reader, thread=spanish, until=spanish.last_post_at)
    make_reply(spanish, language="fr")
    wanted = make_reply(spanish, language="es")
    assert first_unread(find_thread(reader, key=spanish.key), reader) == wanted


def test_choice_is_asked_once_and_forgotten_when_it_changes(reader, on_commit):
    languages_of(reader)
    with at_most(0):
        assert languages_of(reader) == {"es", "en"}
    with on_commit():
        choose_languages(user=reader, languages=[])
    assert languages_of(reader) is None


def test_list_filters_what_is_followed(reader, course, french, spanish, ben):
    muted = make_question(course, ben, title="Stummgeschaltet", language="es")
    other = make_thread(course, ben, title="Elsewhere", language="es")
    assert listed(reader, show="followed")[0] == set()
    follow_thread(user=reader, thread=spanish)
    assert listed(reader, show="followed")[0] == {"Una pregunta"}
    follow_discussion(user=reader, discussion=spanish.discussion)
    mute_thread(user=reader, thread=muted)
    assert listed(reader, show="followed", languages="all")[0] == {"Una pregunta", "Une question"}
    follow_discussion(user=reader, discussion=other.discussion)
    assert listed(reader, other.discussion, show="followed")[0] == {"Elsewhere"}


def test_search_filters_what_is_followed(reader, french, spanish):
    follow_thread(user=reader, thread=french)
    found = page_of_found(reader, "rougeole", show="followed")
    assert [entry.post.thread for entry in found.object_list] == [french]


def test_merged_conversation_is_no_news(reader, course, spanish, ben, elif_):
    newer = make_question(course, ben, title="Otra", language="es")
    merge_threads(moderator=make_moderator(elif_), thread=spanish, other=newer)
    assert newest_in_course(course, reader) == [spanish]
    cache.clear()
    assert news_by_course(reader) == {course.pk: 1}


@pytest.mark.parametrize("size", [1, 25])
def test_lists_of_who_has_chosen_are_constant(reader, course, size):
    for number in range(size):
        make_question(course, language=("fr", "es")[number % 2])
    client = signed_in(reader)
    for name, args, most in (("subject", [course.key, "questions"], 8), ("course", [course.key], 8)):
        url = reverse(f"forums:{name}", args=args)
        client.get(url)
        with at_most(most):
            client.get(url)
