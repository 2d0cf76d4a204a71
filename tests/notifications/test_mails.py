"""What the mails say, read from the mail."""

import re
from email import message_from_bytes, policy

import pytest
from django.core import mail

from accounts.models import User
from notifications.actions import note_answer, note_certificate, send
from notifications.entries import excerpt
from notifications.mails import one_line
from tests.factories.forums import make_reply, make_thread
from tests.notifications.conftest import certificate_of


def take_apart(content):
    """(headers, text part, HTML part) of a mail as it goes over the line."""
    parsed = message_from_bytes(content, policy=policy.default)
    text, html = parsed.iter_parts()
    return parsed, text.get_content(), html.get_content()


def sent():
    assert len(mail.outbox) == 1
    return take_apart(mail.outbox[0].message().as_bytes())


@pytest.mark.parametrize("language", ["es", "en", "ar"])
def test_certificate_mail_in_each_language_has_its_language_direction_and_links(course, amina, language):
    User.objects.filter(pk=amina.pk).update(language=language)
    certificate = certificate_of(course, User.objects.get(pk=amina.pk))
    send(delivery=note_certificate(certificate=certificate))
    headers, text, html = sent()
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in html
    for part in (text, html):
        assert certificate.course_title in part
        assert f"http://testserver/{language}/certificates/{certificate.code}/download/" in part
        assert f"http://testserver/v/{certificate.code}/" in part
    assert headers["Content-Language"] == language
    assert certificate.course_title in headers["Subject"]


def test_certificate_mail_to_somebody_without_a_language_is_in_the_sites(course, amina):
    User.objects.filter(pk=amina.pk).update(language="")
    send(delivery=note_certificate(certificate=certificate_of(course, User.objects.get(pk=amina.pk))))
    assert sent()[0]["Content-Language"] == "es"


def test_answer_mail_says_who_answered_what_and_leads_to_the_post(course, farid, ben):
    thread = make_thread(course, farid, title="كيف تسألون؟", language="ar")
    post = make_reply(thread, ben, text="Ask first.\n\nThen *listen* & wait.")
    send(delivery=note_answer(post=post)[0])
    headers, text, html = sent()
    assert headers["To"] == "farid@example.org"
    assert "Ben Okello" in headers["Subject"]
    assert "كيف تسألون؟" in headers["Subject"]
    assert "Ask first. Then listen & wait." in text
    assert "Ask first. Then listen &amp; wait." in html
    for part in (text, html):
        assert f"http://testserver/ar/discussions/posts/{post.key}/" in part
    assert 'dir="rtl"' in html


def test_answer_mail_escapes_what_people_wrote_in_html_and_not_in_text(course, amina, ben):
    type(ben).objects.filter(pk=ben.pk).update(name="Ben <b>& Co</b>")
    ben.refresh_from_db()
    thread = make_thread(course, amina, title="Is 3 < 5 & 5 > 3?")
    send(delivery=note_answer(post=make_reply(thread, ben))[0])
    _headers, text, html = sent()
    assert "Ben <b>& Co</b> answered in “Is 3 < 5 & 5 > 3?”" in text
    assert "Ben &lt;b&gt;&amp; Co&lt;/b&gt;" in html
    assert "<b>& Co" not in html


def test_answer_mail_of_a_very_long_post_stays_under_20_kb(course, farid, ben):
    thread = make_thread(course, farid, title="س" * 150)
    send(delivery=note_answer(post=make_reply(thread, ben, text="كلمة " * 1900))[0])
    assert len(mail.outbox[0].message().as_bytes()) < 20_000


def test_subject_with_line_breaks_is_one_line():
    assert one_line("A\r\nBcc: everybody@example.org\n") == "A Bcc: everybody@example.org"
    assert len(one_line("x" * 500)) == 150


def test_excerpt_puts_spaces_between_paragraphs_and_no_tags(course, amina):
    thread = make_thread(course, amina, text="One.\n\n> Two.\n\n- Three `four`")
    assert excerpt(thread.posts.get().html) == "One. Two. Three four"


def test_mail_names_a_link_to_stop_and_asks_no_other_host(certificate):
    send(delivery=note_certificate(certificate=certificate))
    headers, text, html = sent()
    stop = headers["List-Unsubscribe"].strip(" <>")
    assert stop in text
    assert stop in html
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Message-ID"].endswith("@testserver>")
    assert set(re.findall(r"https?://([^/\"\s<]+)", html)) == {"testserver"}
