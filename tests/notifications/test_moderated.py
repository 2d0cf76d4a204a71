"""What moderation did with somebody's post reaches them: on the site and by mail, with the reason."""

import pytest
from django.core import mail
from django.utils import translation

from forums.actions import hide_post, redact_post, remove_post, report_post, restore_post, revise_post
from notifications.actions import note_moderation, send
from notifications.entries import entries_of
from notifications.models import Delivery, Notice
from tests.factories.accounts import UserFactory
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_moderator, make_reply, make_thread, opening_of
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(course, amina):
    return opening_of(make_thread(course, amina, title="Measles", text="Rosa Quispe came."))


@pytest.fixture
def moderator(elif_):
    return make_moderator(elif_)


def hide(moderator, post):
    return hide_post(moderator=moderator, post=post, reason="Because of Rosa")


def redact(moderator, post):
    return redact_post(moderator=moderator, post=post, passage="Quispe", reason="Because of Rosa")


def revise(moderator, post):
    return revise_post(moderator=moderator, post=post, text="She came", language="en", reason="Because of Rosa")


@pytest.mark.parametrize(
    ("decide", "words"),
    [(hide, "hid your post"), (redact, "blacked out a passage"), (revise, "edited your post")],
)
def test_author_is_told_with_the_reason(client, post, amina, moderator, on_commit, decide, words):
    with on_commit():
        decide(moderator, post)
    message = mail.outbox[0]
    assert message.to == [amina.email]
    for text in (message.body, message.alternatives[0][0]):
        assert words in text
        assert "Because of Rosa" in text
        assert f"/en/discussions/posts/{post.key}/" in text
    client.force_login(amina)
    page = client.get("/en/notifications/").content.decode()
    assert words in page
    assert "Because of Rosa" in page


def test_mail_is_in_the_language_of_the_author(post, amina, moderator, on_commit):
    amina.language = "ar"
    amina.save(update_fields=["language"])
    with on_commit():
        hide(moderator, post)
    with translation.override("ar"):
        assert mail.outbox[0].subject == translation.gettext("A moderator hid your post in “%(title)s”") % {
            "title": translation.gettext("Hidden conversation")
        }
    assert 'dir="rtl"' in mail.outbox[0].alternatives[0][0]


def test_author_is_told_when_the_post_is_shown_again(post, moderator, on_commit):
    hide(moderator, post)
    with on_commit():
        restore_post(moderator=moderator, post=post)
    assert "Your post is shown again" in mail.outbox[0].subject


def test_author_is_told_when_reports_hide_the_post(course, post, amina, settings, on_commit):
    settings.FORUMS_REPORTS_TO_HIDE = 1
    reporter = UserFactory(name="Zyzzyva Reporter")
    make_enrolment(course, reporter)
    with on_commit():
        report_post(reporter=reporter, post=post, reason="advertising", words="Quetzal")
    assert mail.outbox[0].to == [amina.email]
    assert "Advertising" in mail.outbox[0].body
    assert "Quetzal" not in mail.outbox[0].body
    assert "Zyzzyva" not in mail.outbox[0].body


def test_moderator_is_not_told_of_what_they_did_with_their_own(course, post, moderator, on_commit):
    own = make_reply(post.thread, moderator)
    with on_commit():
        hide(moderator, own)
    assert mail.outbox == []
    assert not Notice.objects.exists()


def test_former_participant_is_not_told(post, amina, moderator, on_commit):
    amina.is_active = False
    amina.save(update_fields=["is_active"])
    with on_commit():
        hide(moderator, post)
    assert not Delivery.objects.exists()


def test_noting_twice_tells_once(post, moderator, on_commit):
    with on_commit():
        hide(moderator, post)
    event = post.moderation_events.get()
    assert not send(delivery=note_moderation(event=event))
    assert (Notice.objects.count(), len(mail.outbox)) == (1, 1)


def test_mail_about_a_post_that_is_gone_is_dropped(post, amina, moderator):
    make_reply(post.thread)
    redact(moderator, post)
    delivery = note_moderation(event=post.moderation_events.get())
    remove_post(remover=amina, post=post)
    assert not send(delivery=delivery)
    assert mail.outbox == []


@pytest.mark.parametrize("size", [1, 4])
def test_notices_are_read_in_one_query_more(post, amina, moderator, size):
    for _ in range(size):
        hide(moderator, post)
        restore_post(moderator=moderator, post=post)
    for event in post.moderation_events.all():
        note_moderation(event=event)
    notices = list(Notice.objects.of(amina))
    with at_most(1):
        assert len([entry.says for entry in entries_of(notices)]) == 2 * size
