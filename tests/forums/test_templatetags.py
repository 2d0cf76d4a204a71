"""Discussions on other pages: the panel of an activity, the news in My learning."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation

from enrolments.actions import leave
from enrolments.models import Enrolment
from forums.actions import mark_read, remove_post
from forums.templatetags.forums import ago, discussion_panel, discussions_with_news
from modules.kinds.discussion import DiscussionPage
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_reply, make_thread, opening_of

pytestmark = pytest.mark.django_db


def panel(activity, user, **query):
    request = RequestFactory().get("/", query)
    request.user = user
    return discussion_panel({"request": request}, activity)


def test_panel_without_threads_shows_none_and_makes_none(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    page = DiscussionPage.objects.get(translation_key=discussion_activity(course).key)
    with translation.override("es"):
        answer = client.get(page.url)
    assert f"/discussions/activities/{page.translation_key}/new/" in answer.content.decode()
    assert panel(discussion_activity(course), amina)["page"].object_list == []


def test_panel_lists_newest_activity_first(course, amina):
    first, second = make_thread(course, amina), make_thread(course, amina)
    make_reply(first, amina)
    assert panel(discussion_activity(course), amina)["page"].object_list == [first, second]


def test_panel_shows_threads_of_its_own_activity_only(course, other_activity, amina):
    make_thread(course, amina, activity=other_activity)
    assert panel(discussion_activity(course), amina)["page"].object_list == []


def test_panel_has_pages_of_twenty(course, amina):
    for number in range(21):
        make_thread(course, amina, title=str(number))
    activity = discussion_activity(course)
    assert len(panel(activity, amina)["page"].object_list) == 20
    assert [thread.title for thread in panel(activity, amina, page="2")["page"].object_list] == ["0"]


@pytest.mark.parametrize("page", ["0", "-1", "7", "x", "", "9" * 30])
def test_panel_page_that_is_not_there_is_the_first(course, amina, page):
    thread = make_thread(course, amina)
    assert panel(discussion_activity(course), amina, page=page)["page"].object_list == [thread]


def test_panel_in_a_preview_shows_nothing(course):
    assert discussion_panel({}, discussion_activity(course)) == {"page": None}


def test_removed_thread_is_not_listed(course, amina):
    remove_post(remover=amina, post=opening_of(make_thread(course, amina)))
    assert panel(discussion_activity(course), amina)["page"].object_list == []


def test_news_are_posts_after_my_mark_where_i_take_part(course, other_activity, amina, ben):
    mine = make_thread(course, amina)
    assert discussions_with_news(amina) == []
    answer = make_reply(mine, ben)
    opened = make_thread(course, ben)
    make_thread(course, ben, activity=other_activity)
    assert discussions_with_news(amina) == [opened, mine]
    mark_read(user=amina, thread=mine, until=answer.written_at)
    assert discussions_with_news(amina) == [opened]


def test_news_end_with_leaving(course, amina, ben):
    make_reply(make_thread(course, amina), ben)
    leave(enrolment=Enrolment.objects.get(user=amina))
    assert discussions_with_news(amina) == []


@pytest.mark.parametrize(
    ("passed", "text"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=5), "5\xa0minutes ago"),
        (timedelta(hours=3, minutes=20), "3\xa0hours ago"),
    ],
)
def test_ago_reads_as_people_say_it(passed, text):
    assert ago(timezone.now() - passed) == text
