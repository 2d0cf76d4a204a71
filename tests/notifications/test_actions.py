"""Mails are sent once, to those who want them, and a mail server in trouble harms nobody."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.utils import timezone

from certificates.actions import revoke
from enrolments.actions import leave
from enrolments.models import Enrolment
from forums.actions import hide_post, remove_post
from notifications.actions import choose_mails, note_answer, note_certificate, send
from notifications.models import MOST_ATTEMPTS, Delivery
from tests.factories.forums import make_moderator, make_reply, make_thread


@pytest.fixture
def broken_server(settings):
    settings.EMAIL_BACKEND = "tests.notifications.broken.EmailBackend"


def test_send_twice_sends_once(certificate):
    delivery = note_certificate(certificate=certificate)
    assert send(delivery=delivery) is True
    assert send(delivery=note_certificate(certificate=certificate)) is False
    assert len(mail.outbox) == 1


def test_send_while_another_process_is_sending_leaves_it_to_that_one(certificate):
    delivery = note_certificate(certificate=certificate)
    Delivery.objects.update(tried_at=timezone.now(), attempts=1)
    assert send(delivery=delivery) is False
    assert mail.outbox == []


def test_send_with_a_broken_server_raises_and_is_due_again_after_half_an_hour(certificate, broken_server):
    delivery, now = note_certificate(certificate=certificate), timezone.now()
    with pytest.raises(SMTPServerDisconnected):
        send(delivery=delivery, at=now)
    assert not Delivery.objects.due(at=now + timedelta(minutes=29)).exists()
    assert Delivery.objects.due(at=now + timedelta(minutes=30)).get().attempts == 1


def test_send_is_given_up_after_a_day(certificate):
    delivery = note_certificate(certificate=certificate)
    Delivery.objects.update(attempts=MOST_ATTEMPTS)
    assert send(delivery=delivery) is False


def test_send_to_somebody_who_does_not_want_mails_is_dropped(certificate, amina):
    choose_mails(user=amina, wanted=False)
    assert send(delivery=note_certificate(certificate=certificate)) is False
    assert Delivery.objects.get().state == Delivery.State.DROPPED
    assert mail.outbox == []


def test_send_to_an_account_that_is_closed_is_dropped(certificate, amina):
    delivery = note_certificate(certificate=certificate)
    type(amina).objects.update(is_active=False)
    assert send(delivery=Delivery.objects.get(pk=delivery.pk)) is False


def test_choose_mails_back_and_forth_keeps_the_last(certificate, amina):
    choose_mails(user=amina, wanted=False)
    choose_mails(user=amina, wanted=True)
    assert send(delivery=note_certificate(certificate=certificate)) is True


def test_send_of_a_revoked_certificate_is_dropped(certificate):
    delivery = note_certificate(certificate=certificate)
    revoke(certificate=certificate, reason="A mistake.")
    assert send(delivery=delivery) is False


def test_note_answer_to_a_thread_tells_who_opened_it(course, amina, ben):
    deliveries = note_answer(post=make_reply(make_thread(course, amina), ben))
    assert [delivery.user for delivery in deliveries] == [amina]


def test_note_answer_to_an_answer_tells_both_once(course, amina, ben, dana):
    thread = make_thread(course, amina)
    post = make_reply(thread, dana, parent=make_reply(thread, ben))
    assert {delivery.user for delivery in note_answer(post=post)} == {amina, ben}
    assert {delivery.user for delivery in note_answer(post=post)} == {amina, ben}
    assert Delivery.objects.count() == 2


def test_note_answer_to_oneself_tells_nobody(course, amina):
    assert note_answer(post=make_reply(make_thread(course, amina), amina)) == []


def test_note_answer_below_ones_own_answer_in_ones_own_thread_tells_once(course, amina, ben):
    thread = make_thread(course, amina)
    post = make_reply(thread, ben, parent=make_reply(thread, amina))
    assert [delivery.user for delivery in note_answer(post=post)] == [amina]


def answer(course, amina, ben):
    post = make_reply(make_thread(course, amina), ben, text="Nothing that others should read.")
    return post, note_answer(post=post)[0]


def test_send_of_an_answer_that_was_removed_is_dropped(course, amina, ben):
    post, delivery = answer(course, amina, ben)
    remove_post(remover=ben, post=post)
    assert send(delivery=delivery) is False


def test_send_of_an_answer_that_a_moderator_hid_is_dropped(course, amina, ben, elif_):
    post, delivery = answer(course, amina, ben)
    hide_post(moderator=make_moderator(elif_), post=post, reason="Names a patient.")
    assert send(delivery=delivery) is False


def test_send_of_an_answer_to_somebody_who_left_the_course_is_dropped(course, amina, ben):
    _post, delivery = answer(course, amina, ben)
    leave(enrolment=Enrolment.objects.get(user=amina))
    assert send(delivery=delivery) is False
    assert mail.outbox == []
