"""One mail with all that is gathered for somebody: once, of every course, of what they may still read."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from enrolments.actions import leave
from enrolments.models import Enrolment
from forums.actions import follow_thread, hide_post, mark_read, remove_post
from notifications.actions import choose_cadences, make_digest, note_answer, note_mentions, send, send_digests
from notifications.models import Cadence, Delivery, Notice
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_moderator, make_reply, make_thread
from tests.notifications.test_mails import take_apart
from tests.queries import at_most
from tests.simultaneous import at_once

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 6, 11, 4, tzinfo=UTC)  # seven o'clock in Nairobi


def write(thread, writer, text="I ask a colleague.", at=NOON):
    """An answer of which everybody concerned is noted."""
    post = make_reply(thread, writer, text=text, language="en")
    note_answer(post=post, at=at)
    return post


@pytest.fixture
def followed(course, amina, ben):
    """A thread of Ben's that Amina follows."""
    thread = make_thread(course, ben, title="Fever at the border")
    make_enrolment(course, amina)
    follow_thread(user=amina, thread=thread)
    return thread


def test_digest_comes_in_the_readers_morning_and_not_before(followed, ben):
    write(followed, ben)
    assert send_digests(at=NEXT_MORNING - timedelta(minutes=1)) == 0
    assert send_digests(at=NEXT_MORNING) == 1
    assert send_digests(at=NEXT_MORNING) == 0
    assert len(mail.outbox) == 1


def test_digest_says_what_was_written_and_leads_to_the_first_new_post(followed, ben):
    first = write(followed, ben, "Boil the water.")
    write(followed, ben, "Then cool it.")
    send_digests(at=NEXT_MORNING)
    _headers, text, html = take_apart(mail.outbox[0].message().as_bytes())
    for part in (text, html):
        assert "Boil the water." in part
        assert f"http://testserver/en/discussions/posts/{first.key}/" in part
        assert "(and 1 more)" in part
    assert "June 11, 2026" in mail.outbox[0].subject


def test_digest_after_days_without_the_scheduler_is_one_with_all_of_it(followed, ben):
    for day in range(5):
        write(followed, ben, at=NOON + timedelta(days=day))
    assert send_digests(at=NOON + timedelta(days=30)) == 1
    assert "(and 4 more)" in mail.outbox[0].body


def test_digest_of_a_day_that_had_one_waits_for_the_next_morning(followed, ben, amina):
    write(followed, ben)
    assert send_digests(at=NEXT_MORNING) == 1
    write(followed, ben)
    Notice.objects.filter(digest=None).update(due_at=NEXT_MORNING + timedelta(hours=1))
    assert send_digests(at=NEXT_MORNING + timedelta(hours=2)) == 0
    assert send_digests(at=NEXT_MORNING + timedelta(days=1)) == 1


def test_digest_puts_daily_and_weekly_of_a_monday_into_one_mail(followed, course, amina, ben):
    choose_cadences(user=amina, answers=Cadence.WEEKLY)
    write(make_thread(course, amina, title="Mine"), ben, at=NOON)
    write(followed, ben, at=datetime(2026, 6, 14, 12, tzinfo=UTC))
    assert send_digests(at=datetime(2026, 6, 15, 4, tzinfo=UTC)) == 1
    body = mail.outbox[0].body
    assert body.index("Mine") < body.index("Fever at the border")


def test_digest_names_no_word_of_what_was_hidden_removed_or_left(followed, course, amina, ben, elif_):
    hidden, removed = write(followed, ben, "Hidden words."), write(followed, ben, "Removed words.")
    write(followed, ben, "Standing words.")
    hide_post(moderator=make_moderator(elif_), post=hidden, reason="A name.")
    remove_post(remover=ben, post=removed)
    send_digests(at=NEXT_MORNING)
    assert "Standing words." in mail.outbox[0].body
    assert "Hidden words." not in mail.outbox[0].body
    assert "Removed words." not in mail.outbox[0].body


def test_digest_of_nothing_that_may_be_read_is_not_sent(followed, amina, ben):
    write(followed, ben)
    leave(enrolment=Enrolment.objects.get(user=amina))
    assert send_digests(at=NEXT_MORNING) == 0
    assert Delivery.objects.get(kind=Delivery.Kind.DIGEST).state == Delivery.State.DROPPED


def test_digest_of_what_was_read_on_the_site_meanwhile_is_not_sent(followed, amina, ben):
    write(followed, ben)
    mark_read(user=amina, thread=followed, until=timezone.now())
    assert send_digests(at=NEXT_MORNING) == 0


def test_digest_interrupted_by_the_server_is_sent_whole_later(followed, amina, ben, settings):
    write(followed, ben, "Boil the water.")
    real, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.notifications.broken.EmailBackend"
    with pytest.raises(OSError, match="line is down"):
        send_digests(at=NEXT_MORNING)
    settings.EMAIL_BACKEND = real
    digest = Delivery.objects.get(kind=Delivery.Kind.DIGEST)
    assert send(delivery=digest, at=NEXT_MORNING + timedelta(hours=1)) is True
    assert "Boil the water." in mail.outbox[0].body


@pytest.mark.parametrize("size", [1, 15])
def test_digest_is_a_constant_number_of_queries(course, amina, ben, size):
    make_enrolment(course, amina)
    for number in range(size):
        thread = make_thread(course, ben, title=f"Thread {number}")
        follow_thread(user=amina, thread=thread)
        write(thread, ben)
    with at_most(18):
        assert send_digests(at=NEXT_MORNING) == 1


@pytest.mark.parametrize("others", [3, 60])
def test_digest_looks_at_nobody_without_news(course, followed, ben, others):
    for _ in range(others):
        make_enrolment(course)
    with at_most(1):
        assert send_digests(at=NEXT_MORNING) == 0
    write(followed, ben)
    with at_most(18):
        assert send_digests(at=NEXT_MORNING) == 1


@pytest.mark.parametrize("letters", ["كلمة طويلة جدًا ", "😀", "word and <b>&amp; "])
def test_digest_of_a_very_busy_week_stays_under_20_kb(course, farid, ben, letters):
    make_enrolment(course, farid)
    choose_cadences(user=farid, answers=Cadence.WEEKLY, followed=Cadence.WEEKLY)
    long = letters * 100
    mine = make_thread(course, farid, title=long[:150])
    for number in range(14):
        write(mine, ben, long[:2000])
        thread = make_thread(course, ben, title=f"{number} {long[:140]}")
        follow_thread(user=farid, thread=thread)
        write(thread, ben, long[:2000])
    assert send_digests(at=NOON + timedelta(days=8)) == 1
    assert len(mail.outbox[0].message().as_bytes()) < 20_000


@pytest.mark.parametrize(
    ("language", "heading", "day", "direction"),
    [
        ("es", "Lo nuevo para usted", "11 de junio de 2026", "ltr"),
        ("en", "What is new for you", "June 11, 2026", "ltr"),
        ("fr", "Du nouveau pour vous", "11 juin 2026", "ltr"),
        ("pt", "Novidades para você", "11 de Junho de 2026", "ltr"),
        ("ar", "جديدكم", "11 يونيو، 2026", "rtl"),
    ],
)
@pytest.mark.django_db
def test_digest_over_a_real_smtp_server_in_each_language(
    followed, course, amina, ben, smtp, language, heading, day, direction
):
    User.objects.filter(pk=amina.pk).update(language=language)
    amina.refresh_from_db()
    note_mentions(post=make_reply(make_thread(course, ben), ben, text="Ask Amina."), users=[])
    write(followed, ben, "Boil the water.")
    send_digests(at=NEXT_MORNING)
    (envelope,) = smtp.envelopes
    headers, text, html = take_apart(envelope.content)
    assert envelope.rcpt_tos == [amina.email]
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert heading in html
    assert "<bdi>Ben Okello</bdi>" in html
    for part in (headers["Subject"], text, html):
        assert day.lower() in part.lower()
    for part in (text, html):
        assert "Boil the water." in part
        assert f"http://testserver/{language}/discussions/posts/" in part
    assert len(envelope.content) < 20_000


def test_unsubscribe_by_one_click_from_a_mail_program_stops_digests(followed, ben, smtp):
    write(followed, ben)
    send_digests(at=NEXT_MORNING)
    headers, _text, _html = take_apart(smtp.envelopes[0].content)
    address = headers["List-Unsubscribe"].strip(" <>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = Client(enforce_csrf_checks=True).post(urlsplit(address).path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    write(followed, ben, at=NEXT_MORNING)
    assert send_digests(at=NEXT_MORNING + timedelta(days=1)) == 0


@pytest.mark.django_db(transaction=True)
def test_digest_made_by_two_processes_at_once_is_one(course, amina, ben):
    thread = make_thread(course, ben)
    make_enrolment(course, amina)
    follow_thread(user=amina, thread=thread)
    write(thread, ben)
    later = timezone.now() + timedelta(days=2)
    made = at_once(*[lambda: make_digest(user=amina, at=later)] * 2)
    assert len([digest for digest in made if digest]) == 1
    assert Delivery.objects.filter(kind=Delivery.Kind.DIGEST).count() == 1


@pytest.mark.django_db(transaction=True)
def test_digests_sent_by_two_runners_at_once_go_out_once(course, amina, ben, dana):
    thread = make_thread(course, ben)
    for user in (amina, dana):
        make_enrolment(course, user)
        follow_thread(user=user, thread=thread)
    write(thread, ben)
    later = timezone.now() + timedelta(days=3)
    mail.outbox.clear()
    sent = at_once(*[lambda: send_digests(at=later)] * 2)
    assert sum(sent) == 2
    assert sorted(message.to[0] for message in mail.outbox) == [amina.email, dana.email]
    assert send_digests(at=later) == 0
