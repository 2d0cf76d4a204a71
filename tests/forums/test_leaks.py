"""Nothing of a post that somebody may not see leaks, by any address, mail, count, ZIP or template tag.

Each case begins where Amina may read and is told: she follows, is answered and mentioned, has begun an answer and given
thanks. Then something closes it to her.
"""

import re
import uuid

import pytest

from cohorts.actions import unseat
from cohorts.models import Seat
from enrolments.actions import leave
from enrolments.models import Enrolment
from forums.actions import (
    edit_post,
    follow_discussion,
    follow_thread,
    give_thanks,
    hide_post,
    open_thread,
    remove_post,
    reply,
    save_draft,
)
from forums.models import Post, Thread
from forums.people import mention_key
from modules.actions import record_outline
from modules.kinds.discussion import DiscussionPage
from modules.models import Activity
from tests.factories.cohorts import make_cohort, manager_of_all
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_reply, make_thread, opening_of
from tests.forums.leaking import leaks, told
from tests.forums.test_moderation_views import editor_of

pytestmark = pytest.mark.django_db
TITLE, WORDS, BEFORE = "Zanahoria", "Berenjena", "Calabaza"
SAID = re.compile(f"{TITLE}|{WORDS}|{BEFORE}")
COUNTED = re.compile(f"{SAID.pattern}|[1-9] post|[1-9] conversation|with something new")


def set_terms(course, **terms):
    """The terms of the discussion, as publishing its page writes them."""
    activity = discussion_activity(course)
    Activity.objects.filter(pk=activity.pk).update(terms=activity.terms | terms)
    DiscussionPage.objects.filter(translation_key=activity.key).update(**terms)
    record_outline(course)
    course.refresh_from_db()


def together(course, *people):
    """A cohort of these, named after the first."""
    enrolments = [Enrolment.objects.get(user=person, course=course) for person in people]
    return make_cohort(course, *enrolments, name=f"With {people[0].name}")


def tell(on_commit, course, ben, amina, **place):
    """A thread of Ben, in which Amina takes part and of which she is told in every way."""
    with on_commit():
        thread = make_thread(course, ben, title=TITLE, text=BEFORE, **place)
        follow_thread(user=amina, thread=thread)
        follow_discussion(user=amina, discussion=thread.discussion)
        own = make_reply(thread, amina, text="Mine")
        named = f"{WORDS} @[{amina.name}]({mention_key(amina)})"
        edit_post(editor=ben, post=opening_of(thread), text=named, title=TITLE, language="en")
        answer = make_reply(thread, ben, text=f"{named} too", parent=own)
        give_thanks(reader=amina, post=answer)
    save_draft(user=amina, discussion=thread.discussion, thread=thread, key=uuid.uuid4(), text="So far", language="en")
    return Thread.objects.get(pk=thread.pk)


def by_country(on_commit, course, ben, amina):
    set_terms(course, split="country")
    amina.country = ben.country
    amina.save()
    thread = tell(on_commit, course, ben, amina)
    amina.country = "KE"
    amina.save()
    return thread


def by_country_of_none(on_commit, course, ben, amina):
    thread = by_country(on_commit, course, ben, amina)
    amina.country = ""
    amina.save()
    return thread


def by_language(on_commit, course, ben, amina):
    set_terms(course, split="language")
    thread = tell(on_commit, course, ben, amina)
    amina.language = "fr"
    amina.save()
    return thread


def by_cohort(on_commit, course, ben, amina):
    set_terms(course, split="cohort")
    together(course, ben, amina)
    thread = tell(on_commit, course, ben, amina)
    together(course, amina)
    return thread


def by_cohort_without_a_seat(on_commit, course, ben, amina):
    set_terms(course, split="cohort")
    together(course, ben, amina)
    thread = tell(on_commit, course, ben, amina)
    unseat(by=manager_of_all(), seat=Seat.objects.get(enrolment__user=amina))
    return thread


def by_cohort_of_those_without_a_seat(on_commit, course, ben, amina):
    set_terms(course, split="cohort")
    thread = tell(on_commit, course, ben, amina)
    together(course, amina)
    return thread


def in_group_when_the_split_has_ended(on_commit, course, ben, amina):
    thread = by_country(on_commit, course, ben, amina)
    set_terms(course, split="")
    return thread


def of_a_cohort(on_commit, course, ben, amina):
    cohort = together(course, ben, amina)
    thread = tell(on_commit, course, ben, amina, cohort=cohort)
    unseat(by=manager_of_all(), seat=Seat.objects.get(enrolment__user=amina))
    return thread


def post_first(on_commit, course, ben, amina):
    set_terms(course, post_first=True)
    make_thread(course, amina)
    thread = tell(on_commit, course, ben, amina)
    for own in Post.objects.filter(author=amina):
        remove_post(remover=amina, post=own)
    return thread


def left(on_commit, course, ben, amina):
    thread = tell(on_commit, course, ben, amina)
    leave(enrolment=Enrolment.objects.get(user=amina))
    return thread


CLOSED = [
    *(by_country, by_country_of_none, by_language, by_cohort, by_cohort_without_a_seat),
    *(by_cohort_of_those_without_a_seat, in_group_when_the_split_has_ended, of_a_cohort, post_first, left),
]


def hidden(on_commit, course, ben, amina, elif_):
    thread = tell(on_commit, course, ben, amina)
    for post in thread.posts.filter(author=ben):
        hide_post(moderator=make_moderator(elif_), post=post, reason="Because")
    return Thread.objects.get(pk=thread.pk)


def removed(on_commit, course, ben, amina, _elif):
    thread = tell(on_commit, course, ben, amina)
    for post in thread.posts.filter(author=ben):
        remove_post(remover=ben, post=post)
    return Thread.objects.get(pk=thread.pk)


def held(on_commit, course, ben, amina, _elif):
    words = {"language": "en", "text": f"{WORDS} {'and so on ' * 5}"}
    first = make_thread(course, ben, title=TITLE, **words)
    remove_post(remover=ben, post=opening_of(first))
    make_enrolment(course, amina)
    again = make_thread(course, ben, **words | {"text": f"Anew. {'and so on ' * 5}"})
    follow_discussion(user=amina, discussion=again.discussion)
    with on_commit():
        reply(author=ben, thread=again, **words)
        post = reply(author=ben, thread=again, **words)
        thread = open_thread(author=ben, activity=discussion_activity(course), title=TITLE, **words)
    assert post.is_held
    remove_post(remover=ben, post=again.posts.get(held_for="", is_opening=False))
    return thread


@pytest.fixture
def learners(course, amina, ben):
    for person in (amina, ben):
        make_enrolment(course, person)


@pytest.mark.parametrize("close", CLOSED)
def test_what_is_closed_is_in_no_answer(on_commit, course, learners, amina, ben, close):
    thread = close(on_commit, course, ben, amina)
    amina = type(amina).objects.get(pk=amina.pk)
    assert leaks(amina, thread, COUNTED) == []
    assert told(amina, thread, COUNTED, on_commit) == []


@pytest.mark.parametrize("take", [hidden, removed, held])
def test_words_that_do_not_stand_are_in_no_answer(on_commit, course, learners, amina, ben, elif_, take):
    thread = take(on_commit, course, ben, amina, elif_)
    assert leaks(amina, thread, SAID) == []
    assert told(amina, thread, SAID, on_commit) == []


def test_every_route_says_it_while_it_may_be_read(on_commit, course, learners, amina, ben):
    """So that what is in no answer above would have been in these."""
    set_terms(course, split="country")
    amina.country = ben.country
    amina.save()
    thread = tell(on_commit, course, ben, amina)
    found = " ".join(leaks(amina, thread, COUNTED))
    places = [f"threads/{thread.key}/:", f"posts/{thread.key}/:", f"courses/{course.key}/:"]
    assert [place for place in [*places, "/notifications/:", "/learn/:", TITLE, WORDS] if place not in found] == []
    assert {"mail", "tags", "posts", "news", "notices", "count"} <= set(told(amina, thread, COUNTED, on_commit))


def test_managers_and_staff_of_other_pages_read_nothing(on_commit, course, learners, amina, ben, dana):
    """Who opened the cohort manages it, and is none of those who talk in it."""
    cohort = together(course, ben, amina)
    thread = tell(on_commit, course, ben, amina, cohort=cohort)
    assert leaks(manager_of_all(), thread, SAID, of_staff=True) == []
    editor_of(DiscussionPage.objects.get(), dana)  # of an activity, not of the course: its own discussion only
    assert leaks(dana, thread, SAID) == []
