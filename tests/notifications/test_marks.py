"""Marks: the author of a post hears that it was accepted or endorsed, and of thanks, counted together."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.actions import confirm_name
from certificates.actions import issue_earned
from forums.actions import (
    accept_answer,
    endorse,
    follow_thread,
    give_thanks,
    hide_post,
    mark_read,
    mute_thread,
    take_thanks_back,
    withdraw_answer,
    withdraw_endorsement,
)
from notifications.actions import mark_notice_read, note_answer, note_mark, send_digests
from notifications.models import Notice
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_moderator, make_question, make_reply, make_thread
from tests.notifications.test_centre import page
from tests.queries import at_most

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 6, 11, 4, tzinfo=UTC)  # seven o'clock in Nairobi


@pytest.fixture
def answer(course, amina, ben):
    """What Amina answered to a question of Ben's."""
    return make_reply(make_question(course, ben, title="Fever at the border"), amina, text="Boil the water.")


def kinds(user):
    return sorted(Notice.objects.of(user).readable_by(user).values_list("kind", flat=True))


def test_marks_of_others_are_told_once_each_without_a_mail(answer, amina, ben, elif_, on_commit):
    moderator = make_moderator(elif_)
    for _ in range(2):
        with on_commit():
            accept_answer(by=ben, post=answer)
            endorse(by=moderator, post=answer)
            give_thanks(reader=ben, post=answer)
    assert kinds(amina) == ["accepted", "endorsed", "thanks"]
    assert mail.outbox == []


def test_marks_in_ones_own_are_not_told(course, amina, on_commit):
    own = make_reply(make_question(course, amina), amina)
    with on_commit():
        accept_answer(by=amina, post=own)
    assert kinds(amina) == []


def test_marks_stand_in_the_centre_in_words_with_the_way_to_the_post(client, answer, amina, ben, elif_, on_commit):
    make_enrolment(answer.thread.discussion.course, elif_)
    with on_commit():
        accept_answer(by=ben, post=answer)
        for reader in (ben, elif_):
            give_thanks(reader=reader, post=answer)
        endorse(by=make_moderator(elif_), post=answer)
    shown = page(client, amina)
    assert "Your answer helped in “<bdi>Fever at the border</bdi>”" in shown
    assert "The course team endorsed your post in “<bdi>Fever at the border</bdi>”" in shown
    assert "<bdi>2</bdi> people thank you for your post in “<bdi>Fever at the border</bdi>”" in shown
    assert shown.count(f"/discussions/posts/{answer.key}/") == 3
    assert "personas le agradecen" in client.get("/es/notifications/").content.decode()


def test_mark_that_was_taken_back_is_gone_and_given_again_is_there(answer, amina, ben, elif_, on_commit):
    moderator = make_moderator(elif_)
    with on_commit():
        accept_answer(by=ben, post=answer)
        endorse(by=moderator, post=answer)
        give_thanks(reader=ben, post=answer)
    withdraw_answer(by=ben, post=answer)
    withdraw_endorsement(by=moderator, post=answer)
    take_thanks_back(reader=ben, post=answer)
    assert kinds(amina) == []
    with on_commit():
        accept_answer(by=ben, post=answer)
    assert kinds(amina) == ["accepted"]


def test_mark_taken_back_before_it_was_noted_is_not_noted(answer, ben):
    for mark in ("accepted", "endorsed", "thanked"):
        assert note_mark(post=answer, mark=mark) is None
    assert not Notice.objects.exists()


def test_mark_in_a_muted_thread_or_on_a_hidden_post_is_not_noted(answer, amina, ben, elif_):
    accept_answer(by=ben, post=answer)
    mute_thread(user=amina, thread=answer.thread)
    assert note_mark(post=answer, mark="accepted") is None
    follow_thread(user=amina, thread=answer.thread)
    give_thanks(reader=ben, post=answer)
    assert note_mark(post=answer, mark="thanked")
    hide_post(moderator=make_moderator(elif_), post=answer, reason="A name.")
    assert note_mark(post=answer, mark="thanked") is None
    assert kinds(amina) == []


def test_thanks_are_news_again_at_most_once_a_day_and_only_after_they_were_read(course, answer, amina, ben, elif_):
    give_thanks(reader=ben, post=answer)
    notice = note_mark(post=answer, mark="thanked", at=NOON)
    mark_notice_read(user=amina, key=notice.key)
    for hours, is_news in ((23, False), (24, True)):
        note_mark(post=answer, mark="thanked", at=NOON + timedelta(hours=hours))
        assert Notice.objects.filter(read_at=None).exists() is is_news
    later = NOON + timedelta(hours=60)
    note_mark(post=answer, mark="thanked", at=later)
    assert Notice.objects.get().noted_at == NOON + timedelta(hours=24)


def test_mark_is_news_until_it_is_marked_read_however_often_the_thread_was(client, answer, amina, ben):
    accept_answer(by=ben, post=answer)
    notice = note_mark(post=answer, mark="accepted")
    mark_read(user=amina, thread=answer.thread, until=timezone.now())
    assert "notice--new" in page(client, amina)
    mark_notice_read(user=amina, key=notice.key)
    assert "notice--new" not in page(client, amina)


def test_digest_names_marks_after_answers_and_is_not_made_for_thanks(course, answer, amina, ben):
    give_thanks(reader=ben, post=answer)
    note_mark(post=answer, mark="thanked", at=NOON)
    assert send_digests(at=NEXT_MORNING) == 0
    accept_answer(by=ben, post=answer)
    note_mark(post=answer, mark="accepted", at=NOON)
    assert send_digests(at=NEXT_MORNING) == 1
    assert "Your answer helped in “Fever at the border”" in mail.outbox[0].body


def test_marks_are_no_answers_that_somebody_waits_for(client, answer, amina, ben):
    accept_answer(by=ben, post=answer)
    note_mark(post=answer, mark="accepted")
    assert "Your answer helped" not in page(client, amina, "?show=needed")


@pytest.mark.parametrize("size", [1, 6])
def test_centre_with_every_kind_is_a_constant_number_of_queries(client, course, amina, ben, size):
    for _ in range(size):
        post = make_reply(make_question(course, ben), amina)
        note_answer(post=make_reply(make_thread(course, amina), ben))
        accept_answer(by=ben, post=post)
        note_mark(post=post, mark="accepted")
    page(client, amina)
    with at_most(10):
        client.get("/en/notifications/")


def test_certificate_that_waits_for_a_name_needs_me(client, course, amina, on_commit):
    enrolment = make_enrolment(course, amina)
    enrolment.completed_at = enrolment.enrolled_at
    enrolment.save()
    issue_earned(enrolment=enrolment)
    assert "1 certificate waits until you confirm your name" in page(client, amina, "?show=needed")
    confirm_name(user=amina, name=amina.name)
    assert "waits until you confirm your name" not in page(client, type(amina).objects.get(pk=amina.pk))
