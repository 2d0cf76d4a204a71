"""Whom a post or an announcement concerns, and in which way they are told."""

import pytest
from django.core import mail

from courses.actions import appoint_instructor
from courses.models import CoursePage
from enrolments.actions import leave
from enrolments.models import Enrolment
from forums.actions import follow_discussion, follow_thread, hide_post, mute_thread, publish_announcement
from forums.models import Announcement, place_of_activity
from notifications.actions import (
    choose_cadences,
    note_announcement,
    note_answer,
    note_mentions,
    note_untold,
    send_announcements,
)
from notifications.models import Cadence, Delivery, Notice
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_reply, make_thread, opening_of
from tests.queries import at_most

pytestmark = pytest.mark.django_db


def told():
    return {(notice.user.name.split()[0], notice.kind) for notice in Notice.objects.select_related("user")}


def test_note_answer_tells_the_answered_as_such_and_followers_as_such(course, amina, ben, dana):
    thread = make_thread(course, amina)
    for user in (amina, ben, dana):
        make_enrolment(course, user)
        follow_thread(user=user, thread=thread)
    mails = note_answer(post=make_reply(thread, ben))
    assert told() == {("Amina", "answer"), ("Dana", "followed")}
    assert [delivery.user for delivery in mails] == [amina]


def test_note_answer_leaves_who_has_muted_the_thread_in_peace_even_when_answered(course, amina, ben):
    thread = make_thread(course, amina)
    mute_thread(user=amina, thread=thread)
    assert note_answer(post=make_reply(thread, ben)) == []
    assert told() == set()


def test_note_of_a_new_thread_tells_who_follows_the_discussion(course, amina, ben, dana):
    discussion = place_of_activity(discussion_activity(course))
    for user in (amina, dana):
        make_enrolment(course, user)
        follow_discussion(user=user, discussion=discussion)
    leave(enrolment=Enrolment.objects.get(user=dana))
    note_answer(post=opening_of(make_thread(course, ben)))
    assert told() == {("Amina", "followed")}


def test_note_of_a_hidden_post_tells_nobody(course, amina, ben, elif_):
    post = make_reply(make_thread(course, amina), ben)
    post = hide_post(moderator=make_moderator(elif_), post=post, reason="A name.")
    assert note_answer(post=post) == []
    assert told() == set()


def test_mention_counts_more_than_following_whichever_is_noted_first(course, amina, ben, dana):
    thread = make_thread(course, ben)
    for user in (amina, dana):
        make_enrolment(course, user)
        follow_thread(user=user, thread=thread)
    post = make_reply(thread, ben)
    note_mentions(post=post, users=[amina, ben])
    note_answer(post=post)
    note_mentions(post=post, users=[dana])
    assert told() == {("Amina", "mention"), ("Dana", "mention")}
    assert Delivery.objects.count() == 2
    assert not Notice.objects.exclude(due_at=None).exists()


@pytest.mark.parametrize(
    ("everywhere", "here", "mails", "gathered"),
    [
        ("", "", 1, False),
        (Cadence.DAILY, "", 0, True),
        (Cadence.DAILY, Cadence.AT_ONCE, 1, False),
        (Cadence.AT_ONCE, Cadence.WEEKLY, 0, True),
        (Cadence.NEVER, "", 0, False),
    ],
)
def test_note_keeps_to_the_choice_for_the_course_then_for_all(course, amina, ben, everywhere, here, mails, gathered):
    choose_cadences(user=amina, answers=everywhere)
    choose_cadences(user=amina, course=course, answers=here)
    assert len(note_answer(post=make_reply(make_thread(course, amina), ben))) == mails
    assert (Notice.objects.get().due_at is not None) is gathered


@pytest.mark.parametrize("size", [1, 12])
def test_note_is_a_constant_number_of_queries(course, amina, ben, size):
    thread = make_thread(course, amina)
    for _ in range(size):
        follow_thread(user=make_enrolment(course).user, thread=thread)
    post = make_reply(thread, ben)
    with at_most(9):
        note_answer(post=post)
    assert Notice.objects.count() == size + 1


@pytest.fixture
def announcement(course, ben):
    appoint_instructor(user=ben, course_page=CoursePage.objects.get(translation_key=course.key))
    teacher = type(ben).objects.get(pk=ben.pk)
    return publish_announcement(author=teacher, course=course, texts={"es": ("Hola", "Nos vemos el **lunes**.")})


def test_announcement_reaches_everybody_in_the_course_once(course, announcement, amina, ben, dana, farid):
    for user in (amina, ben, dana, farid):
        make_enrolment(course, user)
    leave(enrolment=Enrolment.objects.get(user=dana))
    assert note_announcement(announcement=announcement) == 2
    assert [send_announcements(limit=1) for _ in range(3)] == [1, 1, 0]
    note_announcement(announcement=announcement)
    assert send_announcements() == 0
    assert sorted(message.to[0] for message in mail.outbox) == [amina.email, farid.email]
    assert "Nos vemos el" in mail.outbox[0].body


def test_announcement_of_a_process_that_died_halfway_is_noted_for_the_others_later(course, announcement, amina, dana):
    make_enrolment(course, amina)
    note_announcement(announcement=announcement)
    Announcement.objects.update(told_at=None)
    make_enrolment(course, dana)
    note_untold()
    assert told() == {("Amina", "announcement"), ("Dana", "announcement")}
    assert Announcement.objects.untold().count() == 0


def test_announcement_in_the_background_sends_nothing_in_the_request(course, ben, amina, on_commit):
    make_enrolment(course, amina)
    appoint_instructor(user=ben, course_page=CoursePage.objects.get(translation_key=course.key))
    with on_commit():
        publish_announcement(author=type(ben).objects.get(pk=ben.pk), course=course, texts={"es": ("Hola", "Texto.")})
    assert told() == {("Amina", "announcement")}
    assert mail.outbox == []
