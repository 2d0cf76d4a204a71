"""How much lists of conversations ask of the database, at two sizes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.actions import appoint_instructor
from forums.actions import accept_answer, choose_languages, follow_discussion, follow_thread, pin_thread
from forums.models import ReadMark, Thread
from forums.news import languages_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_page
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_question, make_reply, make_thread
from tests.forums.test_queries import warmed
from tests.forums.test_templatetags import panel
from tests.queries import at_most

pytestmark = pytest.mark.django_db
BOUNDS = pytest.mark.parametrize("size", [15, 1000])  # threads


@pytest.fixture
def long_list(course, amina, ben):
    """The lists of a course with so many threads on questions and in its discussion, for who chose and follows."""
    thread, talk = make_question(course, ben, at=timezone.now() - timedelta(days=9)), make_thread(course, ben)
    make_enrolment(course, amina)

    def of_size(size):
        for first in (thread, talk):
            rows = Thread.objects.bulk_create(_like(first, n) for n in range(size - 1))
            ReadMark.objects.bulk_create(ReadMark(user=amina, thread=row, read_at=first.opened_at) for row in rows[::3])
        follow_thread(user=amina, thread=thread)
        follow_discussion(user=amina, discussion=thread.discussion)
        choose_languages(user=amina, languages=["es", "en"])
        accept_answer(by=ben, post=make_reply(thread, amina))
        pin_thread(moderator=make_moderator(UserFactory()), thread=thread)

    return of_size


def _like(thread, n):
    facts = {"discussion": thread.discussion, "kind": thread.kind, "author": thread.author, "posts_count": 2}
    latest = thread.opened_at + timedelta(minutes=n)
    facts |= {"language": ("es", "fr", "en", "ar")[n % 4], "opened_at": thread.opened_at, "last_post_at": latest}
    return Thread(title=f"Thread {n}", **facts)


LISTS = {
    "subject": lambda course: reverse("forums:subject", args=[course.key, "questions"]),
    "followed": lambda course: reverse("forums:subject", args=[course.key, "questions"]) + "?show=followed",
    "course": lambda course: reverse("forums:course", args=[course.key]),
}


@BOUNDS
@pytest.mark.parametrize("url", LISTS.values(), ids=LISTS.keys())
@pytest.mark.parametrize("who", ["learner", "instructor", "moderator"])
def test_lists_ask_eight_queries_at_most(course, amina, dana, long_list, size, url, who):
    long_list(size)
    if who == "instructor":
        appoint_instructor(user=amina, course_page=course_page(course))
    if who == "moderator":
        make_moderator(amina)
    client = warmed(Client(), type(amina).objects.get(pk=amina.pk), url(course))
    with at_most(9 if (who, url) == ("instructor", LISTS["course"]) else 8):  # they see all its cohorts
        assert client.get(url(course)).status_code == 200


@BOUNDS
def test_list_on_the_page_of_an_activity_adds_three_queries_at_most(course, amina, long_list, size):
    long_list(size)
    activity = discussion_activity(course)
    languages_of(amina)  # held from then on
    with at_most(3):  # permissions, the threads, and how many are left out
        page = panel(activity, amina)["page"]
        assert page.left_out
