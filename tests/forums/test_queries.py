"""How much is asked of the database, at two sizes."""

import pytest

from accounts.actions import accept_conduct
from forums.actions import save_draft
from forums.news import languages_of
from forums.progress import progress_of
from forums.templatetags.forums import discussions_with_news, my_drafts
from modules.kinds.discussion import DiscussionPage
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_reply, make_thread
from tests.forums.test_moderation_views import editor_of
from tests.forums.test_templatetags import panel
from tests.forums.test_views import HTMX, form_of
from tests.queries import at_most

pytestmark = pytest.mark.django_db
SIZES = pytest.mark.parametrize("size", [1, 50])


def make_posts(thread, size):
    """`size` answers, every fifth of them answered."""
    for number in range(size):
        top = make_reply(thread)
        if number % 5 == 0:
            make_reply(thread, parent=top)


def warmed(client, user, url):
    client.force_login(user)
    assert client.get(url).status_code == 200
    return client


@SIZES
def test_thread_page_is_constant(client, course, amina, size):
    thread = make_thread(course, amina)
    make_posts(thread, size)
    client = warmed(client, amina, thread.get_absolute_url())
    with at_most(6):
        client.get(thread.get_absolute_url())


@SIZES
def test_thread_page_of_an_instructor_is_constant(client, course, amina, dana, size):
    thread = make_thread(course, amina)
    make_posts(thread, size)
    editor_of(DiscussionPage.objects.get(translation_key=thread.discussion.activity.key), dana)
    client = warmed(client, dana, thread.get_absolute_url())
    with at_most(8):
        client.get(thread.get_absolute_url())


@SIZES
def test_panel_is_constant(course, amina, size):
    activity = discussion_activity(course)
    make_enrolment(course, amina)
    for _ in range(size):
        make_thread(course)
    with at_most(3):  # permissions, and the languages, which are held from then on
        threads = panel(activity, amina)["page"].object_list
        assert all(thread.author.name and thread.author.country.name for thread in threads)


@SIZES
def test_news_are_one_query(course, amina, size):
    make_thread(course, amina)
    for _ in range(size):
        make_thread(course)
    languages_of(amina)  # held from then on
    with at_most(1):
        assert discussions_with_news(amina)[0].get_absolute_url()


@SIZES
def test_reply_is_constant(client, course, amina, ben, size):
    discussion_activity(course, posts=100)
    thread = make_thread(course, ben)
    make_posts(thread, size)
    make_enrolment(course, amina)
    accept_conduct(user=amina)
    client = warmed(client, amina, thread.get_absolute_url())
    with at_most(10):
        assert client.post(thread.get_absolute_url(), form_of()).status_code == 302
    with at_most(10):
        assert client.post(thread.get_absolute_url(), form_of()).status_code == 302


def test_reply_that_completes_the_activity(client, course, amina, ben):
    thread = make_thread(course, ben)
    make_enrolment(course, amina)
    accept_conduct(user=amina)
    client = warmed(client, amina, thread.get_absolute_url())
    with at_most(12):
        assert client.post(thread.get_absolute_url(), form_of()).status_code == 302


def test_nested_reply_in_place(client, course, amina, ben):
    discussion_activity(course, posts=100)
    thread = make_thread(course, ben)
    top = make_reply(thread, amina)
    client = warmed(client, amina, thread.get_absolute_url())
    with at_most(12):
        client.post(thread.get_absolute_url(), form_of(reply_to=str(top.key)), headers=HTMX)


def test_new_thread(client, course, amina):
    make_thread(course, amina)
    url = f"/en/discussions/activities/{discussion_activity(course, posts=100).key}/new/"
    client = warmed(client, amina, url)
    with at_most(12):
        assert client.post(url, form_of(title="Another")).status_code == 302


@SIZES
def test_my_drafts_are_one_query(course, amina, size):
    threads = [make_thread(course, amina) for _ in range(min(size, 9))]
    for thread in threads:
        place = {"discussion": thread.discussion, "thread": thread}
        save_draft(user=amina, key=form_of()["key"], text="Begun", language="en", **place)
    with at_most(1):
        assert len([draft.get_absolute_url() for draft in my_drafts(amina)]) == len(threads)


@SIZES
def test_progress_is_one_query(course, amina, size):
    for _ in range(size):
        make_thread(course, amina)
    activity = discussion_activity(course)
    with at_most(1):
        assert progress_of(amina.pk, activity).posts == size
