"""How much one person may write, and what waits for a moderator."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.actions import accept_conduct
from accounts.models import User
from forums.actions import TooFast, hide_post, open_thread, restore_post
from forums.models import ModerationEvent, Post, Thread
from modules.models import Activity
from tests.factories.forums import discussion_activity, make_moderator, make_reply, make_thread, opening_of
from tests.simultaneous import at_once

LONG = "We vaccinate children at the border every week, whatever papers they have."
LINKS = "Read [one](https://a.example), [two](https://b.example), [three](https://c.example)."


@pytest.fixture
def newcomer(amina):
    User.objects.filter(pk=amina.pk).update(date_joined=timezone.now() - timedelta(hours=1))
    amina.refresh_from_db()
    return amina


@pytest.mark.django_db
@pytest.mark.parametrize("setting", ["FORUMS_POSTS_PER_MINUTE", "FORUMS_POSTS_PER_HOUR"])
def test_flood_is_refused(course, amina, ben, settings, setting):
    thread = make_thread(course, ben)
    setattr(settings, setting, 2)
    make_reply(thread, amina)
    make_reply(thread, amina)
    with pytest.raises(TooFast):
        make_reply(thread, amina)
    assert make_reply(thread, ben)


@pytest.mark.django_db
def test_flood_of_before_is_forgotten(course, amina, ben, settings):
    thread = make_thread(course, ben)
    settings.FORUMS_POSTS_PER_MINUTE = 1
    make_reply(thread, amina, at=timezone.now() - timedelta(minutes=2))
    assert make_reply(thread, amina)


@pytest.mark.django_db
def test_new_account_has_half_the_pace(course, newcomer, ben, settings):
    thread = make_thread(course, ben)
    settings.FORUMS_POSTS_PER_MINUTE = 2
    make_reply(thread, newcomer)
    with pytest.raises(TooFast):
        make_reply(thread, newcomer)


@pytest.mark.django_db
def test_same_text_again_is_held(course, amina, ben):
    thread = make_thread(course, ben)
    make_reply(thread, amina, text=LONG)
    held = make_reply(thread, amina, text=LONG)
    assert (held.held_for, held.is_standing) == (Post.HeldFor.REPEATED, False)
    assert Thread.objects.get().posts_count == 2
    assert ModerationEvent.objects.get().what == ModerationEvent.What.HELD


@pytest.mark.django_db
def test_short_text_may_be_said_twice(course, amina, ben):
    thread = make_thread(course, ben)
    assert [make_reply(thread, amina, text="Thank you!").held_for for _ in range(2)] == ["", ""]


@pytest.mark.django_db
def test_many_links_of_a_new_account_are_held(course, newcomer, ben):
    thread = make_thread(course, ben)
    assert make_reply(thread, newcomer, text=LINKS).held_for == Post.HeldFor.LINKS
    assert make_reply(thread, ben, text=LINKS).held_for == ""


@pytest.mark.django_db
def test_held_opening_is_not_listed_until_it_is_released(course, newcomer, elif_):
    thread = make_thread(course, newcomer, text=LINKS)
    assert not Thread.objects.listed().exists()
    restore_post(moderator=make_moderator(elif_), post=opening_of(thread))
    shown = Thread.objects.listed().get()
    assert (shown.posts_count, shown.state) == (1, Thread.State.STANDING)


@pytest.mark.django_db
def test_held_post_is_told_of_when_it_is_released(course, newcomer, ben, elif_, on_commit):
    thread = make_thread(course, ben)
    with on_commit():
        held = make_reply(thread, newcomer, text=LINKS)
    assert mail.outbox == []
    with on_commit():
        restore_post(moderator=make_moderator(elif_), post=held)
    assert sorted(message.to for message in mail.outbox) == [[newcomer.email], [ben.email]]


@pytest.mark.django_db
def test_held_post_that_is_hidden_waits_no_more(course, newcomer, ben, elif_):
    held = make_reply(make_thread(course, ben), newcomer, text=LINKS)
    hidden = hide_post(moderator=make_moderator(elif_), post=held, reason="Advertising")
    assert (hidden.held_for, hidden.hidden_reason) == ("", "Advertising")


@pytest.mark.django_db
def test_held_post_counts_for_completion_when_released(course, newcomer, elif_):
    activity = discussion_activity(course, posts=1)
    thread = make_thread(course, newcomer, text=LINKS)
    done = Activity.objects.filter(completions__enrolment__user=newcomer)
    assert not done.exists()
    restore_post(moderator=make_moderator(elif_), post=opening_of(thread))
    assert done.get() == activity


@pytest.mark.django_db(transaction=True)
def test_posts_at_once_keep_to_the_limit(course, amina, ben, settings):
    thread, other = make_thread(course, ben), make_thread(course, ben)
    make_reply(thread, amina)
    settings.FORUMS_POSTS_PER_MINUTE = 2

    def write(place):
        try:
            return make_reply(place, amina)
        except TooFast:
            return None

    written = at_once(*(lambda place=place: write(place) for place in (thread, other, thread, other)))
    assert sum(post is not None for post in written) == 1


@pytest.mark.django_db
def test_moderators_are_not_limited(course, amina, elif_, settings):
    thread, moderator = make_thread(course, amina), make_moderator(elif_)
    settings.FORUMS_POSTS_PER_MINUTE = 0
    words = {"title": "Welcome", "text": "Good to have you here", "language": "en"}
    accept_conduct(user=moderator)
    assert open_thread(author=moderator, activity=thread.discussion.activity, **words)


@pytest.mark.django_db
def test_held_post_waits_in_the_queue_and_is_nowhere_for_others(client, course, newcomer, ben, elif_):
    thread = make_thread(course, ben)
    held = make_reply(thread, newcomer, text=LINKS)
    client.force_login(make_moderator(elif_))
    assert "a.example" in client.get("/en/discussions/moderation/?kind=held").content.decode()
    client.force_login(ben)
    assert "a.example" not in client.get(thread.get_absolute_url()).content.decode()
    assert client.get(f"/en/discussions/posts/{held.key}/").status_code == 404
    client.force_login(newcomer)
    assert "a.example" in client.get(thread.get_absolute_url()).content.decode()
