"""Every kind of mail, read back from a real SMTP server: two parts, language and direction, and how to stop it."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from certificates.actions import ask_correction, refuse_correction, reissue, revoke
from certificates.models import Certificate
from courses.actions import appoint_instructor
from courses.models import CoursePage
from forums.actions import follow_thread, publish_announcement, warn_author
from forums.prose import render
from notifications.actions import (
    note_announcement,
    note_answer,
    note_certificate,
    note_correction,
    note_decision,
    note_expiring,
    note_replacement,
    note_revocation,
    send,
    send_announcements,
    send_digests,
)
from notifications.models import Delivery, Notice
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_moderator, make_reply, make_thread, opening_of
from tests.notifications.conftest import certificate_of
from tests.notifications.test_digest import NEXT_MORNING, NOON, write
from tests.notifications.test_mails import take_apart

pytestmark = pytest.mark.django_db


def send_one_of_each(course, reader, ben, chen, elif_):
    """One mail of each kind to `reader`."""
    certificate = certificate_of(course, reader)
    send(delivery=note_certificate(certificate=certificate))
    correction = ask_correction(certificate=certificate, name="A. Wanjiru", why="Short.")
    send(delivery=note_correction(correction=refuse_correction(correction=correction, by=chen, reason="As it was.")))
    Certificate.objects.update(expires_on=timezone.localdate() + timedelta(days=9))
    send(delivery=note_expiring()[0])
    successor = reissue(certificate=certificate, reason="A typo.", by=chen)
    send(delivery=note_replacement(certificate=successor))
    send(delivery=note_revocation(certificate=revoke(certificate=successor, reason="A mistake.")))
    own = make_thread(course, reader, title="Mine")
    sanction = warn_author(moderator=make_moderator(elif_), post=opening_of(own), reason="Please be kind.")
    send(delivery=note_decision(sanction=sanction))
    send(delivery=note_answer(post=make_reply(own, ben))[0])
    appoint_instructor(user=ben, course_page=CoursePage.objects.get(translation_key=course.key))
    teacher = User.objects.get(pk=ben.pk)
    note_announcement(announcement=publish_announcement(author=teacher, course=course, texts={"es": ("Hola", "Sí.")}))
    send_announcements()
    followed = make_thread(course, ben, title="Followed")
    follow_thread(user=reader, thread=followed)
    write(followed, ben)
    send_digests(at=NEXT_MORNING)


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt", "ar"])
def test_every_kind_in_each_language_has_two_parts_its_direction_and_one_click_to_stop(
    course, amina, ben, chen, elif_, smtp, language
):
    User.objects.filter(pk=amina.pk).update(language=language)
    send_one_of_each(course, User.objects.get(pk=amina.pk), ben, chen, elif_)
    assert set(Delivery.objects.values_list("kind", "state")) == {(kind.value, "sent") for kind in Delivery.Kind}
    assert len(smtp.envelopes) == len(Delivery.Kind)
    direction = "rtl" if language == "ar" else "ltr"
    for envelope in smtp.envelopes:
        headers, text, html = take_apart(envelope.content)
        assert headers["Content-Language"] == language
        assert f'<html lang="{language}" dir="{direction}">' in html
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        stop = headers["List-Unsubscribe"].strip(" <>")
        assert f"/{language}/notifications/stop/" in stop
        assert stop in text
        assert stop in html
        assert len(envelope.content) < 20_000
        browser = Client(enforce_csrf_checks=True)
        assert browser.get(urlsplit(stop).path).status_code == 200
        assert not browser.cookies.get("sessionid")


def test_what_colleagues_wrote_keeps_its_language_and_direction_in_a_mail_of_another(course, farid, ben, smtp):
    send(delivery=note_answer(post=make_reply(make_thread(course, farid, title="Fever?"), ben, text="Ask first."))[0])
    (envelope,) = smtp.envelopes
    _headers, text, html = take_apart(envelope.content)
    assert '<blockquote dir="auto" lang="en">Ask first.</blockquote>' in html
    assert "<bdi>Fever?</bdi>" in html
    assert "\u2068Ben Okello\u2069" in text


def test_link_in_a_mail_opens_the_thread_at_the_post(client, course, amina, ben, smtp):
    thread = make_thread(course, amina)
    posts = [make_reply(thread, ben, text=f"Answer {number}.") for number in range(33)]
    send(delivery=note_answer(post=posts[31])[0])
    client.force_login(amina)
    _headers, text, _html = take_apart(smtp.envelopes[0].content)
    address = re.search(r"http://testserver(/en/discussions/posts/\S+)", text)[1]
    place = client.get(address)["Location"]
    assert place.endswith(f"?page=2#post-{posts[31].key}")
    shown = client.get(place).content.decode()
    assert f'id="post-{posts[31].key}"' in shown
    assert "Answer 31." in shown


def test_digest_of_two_hundred_news_of_two_courses_is_one_mail_under_20_kb(course, farid, ben, smtp):
    make_enrolment(course, farid)
    first = write(make_thread(course, farid, title="سؤالي"), ben)
    Delivery.objects.all().delete()
    Notice.objects.update(due_at=NOON)
    words = "كلمة طويلة " * 80
    for number in range(20):
        thread = make_thread(course, ben, title=f"{number} " + "س" * 140)
        follow_thread(user=farid, thread=thread)
        clones = [_clone(opening_of(thread), words) for _ in range(10)]
        made = type(first).objects.bulk_create(clones)
        facts = {"user": farid, "kind": "followed", "noted_at": NOON, "due_at": NOON}
        Notice.objects.bulk_create(Notice(post=post, key=f"post:{post.key}", **facts) for post in made)
    assert send_digests(at=NEXT_MORNING) == 1
    (envelope,) = smtp.envelopes
    _headers, text, html = take_apart(envelope.content)
    assert len(envelope.content) < 20_000
    assert text.index("سؤالي") < text.index("س" * 20)
    assert html.count("<li>") == 10


def _clone(post, words):
    kept = {"thread": post.thread, "author": post.author, "language": "ar", "written_at": NOON}
    return type(post)(source=words, html=render(words), **kept)
