"""Who follows what: by themselves for their own, by a button, and muted."""

import pytest

from enrolments.actions import leave
from enrolments.models import Enrolment
from forums.actions import (
    NotAllowed,
    follow_discussion,
    follow_own,
    follow_thread,
    mute_thread,
    unfollow_discussion,
    unfollow_thread,
)
from forums.models import Follow, place_of_activity
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_question, make_reply, make_thread, opening_of
from tests.forums.test_views import HTMX

pytestmark = pytest.mark.django_db


def listeners(thread):
    return set(Follow.objects.listening_to(thread).values_list("user", flat=True))


def test_follow_own_follows_once_and_leaves_a_muted_thread_muted(course, amina):
    thread = make_thread(course, amina)
    follow_own(post=opening_of(thread))
    mute_thread(user=amina, thread=thread)
    follow_own(post=opening_of(thread))
    assert Follow.objects.get().muted


def test_follow_of_a_discussion_listens_to_its_threads_until_one_is_muted(course, other_activity, amina):
    make_enrolment(course, amina)
    follow_discussion(user=amina, discussion=place_of_activity(discussion_activity(course)))
    loud, quiet, elsewhere = make_thread(course), make_thread(course), make_thread(course, activity=other_activity)
    mute_thread(user=amina, thread=quiet)
    assert [amina.pk in listeners(thread) for thread in (loud, quiet, elsewhere)] == [True, False, False]


def test_follow_and_unfollow_may_be_repeated(course, amina):
    thread = make_thread(course, amina)
    for verb in (follow_thread, follow_thread, unfollow_thread, unfollow_thread):
        verb(user=amina, thread=thread)
    discussion = place_of_activity(discussion_activity(course))
    for verb in (follow_discussion, follow_discussion, unfollow_discussion, unfollow_discussion):
        verb(user=amina, discussion=discussion)
    assert not Follow.objects.exists()


def test_follow_by_somebody_who_may_not_read_is_refused(course, dana):
    thread = make_thread(course)
    for verb, place in (
        (follow_thread, {"thread": thread}),
        (mute_thread, {"thread": thread}),
        (follow_discussion, {"discussion": thread.discussion}),
    ):
        with pytest.raises(NotAllowed):
            verb(user=dana, **place)


def test_button_follows_mutes_and_stops(client, course, amina):
    thread = make_thread(course)
    make_enrolment(course, amina)
    client.force_login(amina)
    for what, words in (
        ("follow", "You follow this conversation."),
        ("mute", "You hear nothing of this conversation."),
        ("unfollow", "You hear of answers to you."),
    ):
        assert client.post(f"{thread.get_absolute_url()}follow/", {"what": what}).status_code == 302
        assert words in client.get(thread.get_absolute_url()).content.decode()


def test_button_by_htmx_answers_with_itself_in_its_new_state(client, course, amina):
    thread = make_thread(course, amina)
    client.force_login(amina)
    answer = client.post(f"{thread.get_absolute_url()}follow/", {"what": "mute"}, headers=HTMX)
    assert answer.content.decode().lstrip().startswith("<form")
    assert "You hear nothing of this conversation." in answer.content.decode()


def test_button_of_a_discussion_follows_and_stops(client, course, amina):
    make_thread(course, amina)
    address = f"/en/discussions/activities/{discussion_activity(course).key}/follow/"
    client.force_login(amina)
    assert "You follow all" in client.post(address, {"what": "follow"}, headers=HTMX).content.decode()
    assert Follow.objects.filter(user=amina, discussion__isnull=False).count() == 1
    assert client.post(address, {"what": "unfollow"}).status_code == 302
    assert not Follow.objects.filter(discussion__isnull=False).exists()


def test_button_refuses_who_left_what_makes_no_sense_and_a_get(client, course, amina):
    thread = make_thread(course, amina)
    address = f"{thread.get_absolute_url()}follow/"
    client.force_login(amina)
    assert client.get(address).status_code == 405
    assert client.post(address, {"what": "eat"}).status_code == 400
    leave(enrolment=Enrolment.objects.get(user=amina))
    assert client.post(address, {"what": "follow"}).status_code == 403
    assert not Follow.objects.exists()


def test_thread_page_shows_others_nothing_of_my_following(client, course, amina, ben):
    thread = make_thread(course, amina)
    make_reply(thread, ben)
    follow_thread(user=amina, thread=thread)
    client.force_login(ben)
    assert "You hear of answers to you." in client.get(thread.get_absolute_url()).content.decode()


def test_button_of_a_subject_follows_and_stops(client, course, amina):
    make_question(course, amina)
    address = f"/en/discussions/courses/{course.key}/questions/"
    client.force_login(amina)
    assert client.post(f"{address}follow/", {"what": "follow"}).status_code == 302
    assert "You follow all that is written here." in client.get(address).content.decode()
    assert client.post(f"{address}follow/", {"what": "unfollow"}).status_code == 302
    assert not Follow.objects.filter(discussion__isnull=False).exists()
