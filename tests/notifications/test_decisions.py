"""What moderators decided about somebody reaches them: on the site and by mail."""

import pytest
from django.core import mail

from forums.actions import silence_author, warn_author
from tests.factories.forums import make_moderator, make_thread, opening_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(course, amina):
    return opening_of(make_thread(course, amina))


def test_decision_is_told_by_mail_with_its_reason(post, amina, elif_, on_commit):
    with on_commit():
        warn_author(moderator=make_moderator(elif_), post=post, reason="Please be kind to colleagues")
    assert [message.to for message in mail.outbox] == [[amina.email]]
    html = mail.outbox[0].alternatives[0][0]
    assert "Please be kind to colleagues" in mail.outbox[0].body
    assert "Please be kind to colleagues" in html


def test_decision_stands_among_the_notices(client, post, amina, elif_, on_commit):
    with on_commit():
        silence_author(moderator=make_moderator(elif_), post=post, reason="Insults", days=3)
    client.force_login(amina)
    page = client.get("/en/notifications/").content.decode()
    assert "you may not write in" in page
    assert "Insults" in page
