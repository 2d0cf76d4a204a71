"""Post-first: nothing of others before a post of one's own. `test_leaks` asks what happens when that goes."""

import re
import uuid

import pytest
from django.core import mail

from forums.actions import NotAllowed, edit_post, remove_post, reply
from forums.models import Post, Thread
from modules.actions import record_outline
from modules.kinds.discussion import DiscussionPage
from modules.models import Activity
from modules.outline import outline_of
from notifications.rules import may_hear_of
from pages.actions import publish
from tests.factories.accounts import UserFactory
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_reply, make_thread, opening_of
from tests.forums.leaking import leaks
from tests.forums.test_moderation_views import signed_in

pytestmark = pytest.mark.django_db
TITLE, WORDS, BEFORE = "Zanahoria", "Berenjena", "Calabaza"
SECRETS = re.compile(f"{TITLE}|{WORDS}|{BEFORE}|1 post|2 posts")


@pytest.fixture
def thread(course, ben):
    """Of Ben, with words of its own in the title, in the text and in what the text said before; once answered."""
    thread = make_thread(course, ben, title=TITLE, text=BEFORE)
    edit_post(editor=ben, post=opening_of(thread), text=WORDS, title=TITLE, language="en")
    make_reply(thread, text=f"{WORDS} too")
    return Thread.objects.get()


@pytest.fixture
def closed(thread):
    """The same, where the discussion is post-first."""
    Activity.objects.filter(discussion=thread.discussion).update(
        terms=discussion_activity(thread.discussion.course).terms | {"post_first": True}
    )
    course = thread.discussion.course
    record_terms(course)
    return Thread.objects.get()


def record_terms(course):
    page = DiscussionPage.objects.filter(translation_key=discussion_activity(course).key).first()
    DiscussionPage.objects.filter(translation_key=page.translation_key).update(post_first=True)
    record_outline(course)
    course.refresh_from_db()


def test_post_first_shows_nothing_before_the_own_post(closed, course, amina):
    make_enrolment(course, amina)
    assert leaks(amina, closed, SECRETS) == []
    assert list(Post.objects.readable_by(amina)) == list(Thread.objects.readable_by(amina)) == []
    assert not any(may_hear_of(amina, post) for post in Post.objects.all())
    assert not any(WORDS in message.body for message in mail.outbox)


def test_post_first_looks_the_same_when_nobody_has_written(course, amina):
    activity = discussion_activity(course)
    Activity.objects.filter(pk=activity.pk).update(terms=activity.terms | {"post_first": True})
    record_terms(course)
    make_enrolment(course, amina)
    url = outline_of(course, "es").activity(activity.key).url
    strip = re.compile(r'value="[^"]*"|[0-9a-f-]{36}|hx-headers=\S+ \S+')
    before = strip.sub("", signed_in(amina).get(url).content.decode())
    make_thread(course)
    assert strip.sub("", signed_in(amina).get(url).content.decode()) == before


def test_post_first_opens_with_the_own_post_and_closes_when_it_goes(closed, course, amina):
    own = make_thread(course, amina, title="Mine")
    page = signed_in(amina).get(closed.get_absolute_url()).content.decode()
    assert WORDS in page
    assert Post.objects.readable_by(amina).count() == 3
    remove_post(remover=amina, post=opening_of(own))
    assert not Post.objects.readable_by(amina).exists()


def test_post_first_is_open_to_staff(closed, elif_):
    moderator = make_moderator(elif_)
    assert WORDS in signed_in(moderator).get(closed.get_absolute_url()).content.decode()
    assert Thread.objects.readable_by(moderator).count() == 1


def test_post_first_answer_by_the_verb_is_refused(closed, amina):
    make_enrolment(closed.discussion.course, amina)
    amina.conduct_accepted_at = amina.date_joined
    amina.save()
    with pytest.raises(NotAllowed):
        reply(author=amina, thread=closed, text="Blind", language="en", key=uuid.uuid4())


def test_post_first_is_written_by_publishing(course):
    page = DiscussionPage.objects.get(translation_key=discussion_activity(course).key, locale__language_code="es")
    page.post_first = True
    publish(page)
    assert discussion_activity(course).terms["post_first"] is True


def test_stranger_sees_nothing(thread):
    assert leaks(UserFactory(), thread, SECRETS) == []
