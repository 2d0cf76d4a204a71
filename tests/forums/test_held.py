"""What was held, when a moderator lets it pass: its author is told, and its readers as of any post."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from forums.actions import follow_discussion, follow_thread, hide_post, mark_read, restore_post, revise_post
from forums.models import ModerationEvent, Post, Thread
from notifications.models import Notice
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import line_of, make_moderator, make_reply, make_thread, opening_of

pytestmark = pytest.mark.django_db
LONG = "We vaccinate children at the border every week, whatever papers they have."
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def thread(course, ben, dana):
    """Ben asked; Dana follows."""
    thread = make_thread(course, ben, title="Vaccines", at=timezone.now() - 3 * AN_HOUR)
    make_enrolment(course, dana)
    follow_thread(user=dana, thread=thread)
    return thread


@pytest.fixture
def held(thread, amina, on_commit):
    """Amina's answer, held because she posted it before."""
    make_reply(thread, amina, text=LONG, at=timezone.now() - 2 * AN_HOUR)
    with on_commit():
        post = make_reply(thread, amina, text=LONG, at=timezone.now() - AN_HOUR)
    assert post.is_held
    assert not Notice.objects.exists()
    return post


@pytest.fixture
def moderator(elif_):
    return make_moderator(elif_)


def told():
    return {(notice.user.name.split()[0], notice.kind) for notice in Notice.objects.select_related("user")}


def test_release_tells_author_answered_and_followers(held, amina, ben, moderator, on_commit):
    with on_commit():
        restore_post(moderator=moderator, post=held)
    assert told() == {("Amina", "decision"), ("Ben", "answer"), ("Dana", "followed")}
    subjects = {message.to[0]: message.subject for message in mail.outbox}
    assert "now everybody can read it" in subjects[amina.email]
    assert "answered in" in subjects[ben.email]
    assert held.moderation_events.first().what == ModerationEvent.What.RELEASED


def test_release_tells_who_is_mentioned(thread, course, amina, dana, moderator, on_commit):
    make_reply(thread, dana)
    text = f"@{dana.name} {LONG}"
    make_reply(thread, amina, text=text)
    with on_commit():
        held = make_reply(thread, amina, text=text)
    assert told() == set()
    with on_commit():
        restore_post(moderator=moderator, post=held)
    assert ("Dana", "mention") in told()


def test_release_after_it_was_hidden_and_edited_tells_as_well(held, ben, moderator, on_commit):
    hide_post(moderator=moderator, post=held, reason="Repeated")
    words = {"text": "We vaccinate at the border, too.", "language": "en", "reason": "Shortened"}
    revise_post(moderator=moderator, post=held, **words)
    with on_commit():
        restore_post(moderator=moderator, post=held)
    assert ("Ben", "answer") in told()
    assert any("We vaccinate at the border, too." in message.body for message in mail.outbox)


def test_second_hiding_and_restoring_announces_nothing(held, moderator, on_commit):
    restore_post(moderator=moderator, post=held)
    hide_post(moderator=moderator, post=held, reason="After all")
    with on_commit():
        restore_post(moderator=moderator, post=held)
    assert told() == {("Amina", "decision")}
    assert held.moderation_events.first().what == ModerationEvent.What.RESTORED


def test_released_post_is_new_to_who_has_read_the_thread_meanwhile(held, thread, amina, dana, moderator, on_commit):
    mark_read(user=dana, thread=thread, until=timezone.now())
    with on_commit():
        restore_post(moderator=moderator, post=held, at=timezone.now() + AN_HOUR)
    assert unread(thread, dana) == (1, True)
    assert unread(thread, amina) == (0, False)
    assert Notice.objects.of(dana).unread().exists()


def unread(thread, user):
    found = line_of(thread, user)
    return found.unread, found.has_news


def test_released_post_is_no_news_to_its_author(held, thread, amina, moderator):
    restore_post(moderator=moderator, post=held, at=timezone.now() + AN_HOUR)
    assert not Thread.objects.unread_by(amina).exists()


def test_author_who_had_not_read_the_rest_finds_it_unread(thread, amina, ben, moderator):
    make_reply(thread, amina, text=LONG, at=timezone.now() - 2 * AN_HOUR)
    held = make_reply(thread, amina, text=LONG, at=timezone.now() - AN_HOUR)
    make_reply(thread, ben)
    restore_post(moderator=moderator, post=held, at=timezone.now() + AN_HOUR)
    assert unread(thread, amina) == (1, True)


def test_released_opening_tells_who_follows_the_discussion_and_stands_first(course, amina, dana, moderator, on_commit):
    first = make_thread(course, amina, text=LONG)
    held = opening_of(make_thread(course, amina, title="Again", text=LONG))
    make_enrolment(course, dana)
    follow_discussion(user=dana, discussion=first.discussion)
    with on_commit():
        restore_post(moderator=moderator, post=held, at=timezone.now() + AN_HOUR)
    assert told() == {("Amina", "decision"), ("Dana", "followed")}
    assert list(Thread.objects.listed()) == [held.thread, first]


def test_post_that_stays_hidden_tells_its_author_alone(held, moderator, on_commit):
    with on_commit():
        hide_post(moderator=moderator, post=held, reason="Advertising")
    assert told() == {("Amina", "decision")}


def test_held_post_that_was_removed_is_not_announced(held, amina, moderator, on_commit):
    Post.objects.filter(pk=held.pk).update(
        removed_at=timezone.now(), source="", html="", words="", word_count=0
    )  # an erasure does
    with on_commit():
        restore_post(moderator=moderator, post=held)
    assert not Notice.objects.filter(kind__in=["answer", "followed"]).exists()
