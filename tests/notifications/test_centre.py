"""News on the site: what concerns me, what I may still read, what needs me."""

from datetime import timedelta

import pytest
from django.utils import timezone

from certificates.actions import ask_correction
from enrolments.actions import leave
from enrolments.models import Enrolment
from forums.actions import hide_post, mark_read, report_post
from notifications.actions import note_answer, note_certificate
from notifications.models import Notice
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_moderator, make_reply, make_thread
from tests.queries import at_most

pytestmark = pytest.mark.django_db
CENTRE = "/en/notifications/"


def answer_to(course, user, writer, **fields):
    post = make_reply(make_thread(course, user), writer, **fields)
    note_answer(post=post)
    return post


def page(client, user, query=""):
    client.force_login(user)
    return client.get(CENTRE + query).content.decode()


def test_centre_for_a_visitor_asks_to_sign_in(client, db):
    assert client.get(CENTRE).status_code == 302


def test_centre_shows_mine_and_nobody_elses(client, course, certificate, amina, ben, dana):
    answer_to(course, amina, ben, text="Ask first.")
    note_certificate(certificate=certificate)
    answer_to(course, dana, ben, text="For Dana alone.")
    shown = page(client, amina)
    assert "<bdi>Ben Okello</bdi> answered in" in shown
    assert "Ask first." in shown
    assert certificate.course_title in shown
    assert "For Dana alone." not in shown


def test_centre_is_in_the_language_of_the_reader_now(client, course, amina, ben):
    answer_to(course, amina, ben)
    client.force_login(amina)
    assert "respondió" in client.get("/es/notifications/").content.decode()
    assert 'dir="rtl"' in client.get("/ar/notifications/").content.decode()


def test_centre_shows_and_counts_nothing_that_may_not_be_read_any_more(client, course, amina, ben, elif_):
    post = answer_to(course, amina, ben, text="Names a patient.")
    hide_post(moderator=make_moderator(elif_), post=post, reason="Privacy.")
    shown = page(client, amina)
    assert "Names a patient." not in shown
    assert "bell-count" not in shown
    answer_to(course, amina, ben, text="After this she left.")
    leave(enrolment=Enrolment.objects.get(user=amina))
    assert "After this she left." not in page(client, amina)


def test_bell_counts_the_unread_and_forgets_them_when_read(client, course, amina, ben):
    first, _second = answer_to(course, amina, ben), answer_to(course, amina, ben)
    assert '<span class="bell-count"><span class="visually-hidden">: </span><bdi dir="ltr">2<' in page(client, amina)
    client.post(f"{CENTRE}read/", {"key": f"post:{first.key}"})
    assert '<span class="bell-count"><span class="visually-hidden">: </span><bdi dir="ltr">1<' in page(client, amina)
    client.post(f"{CENTRE}read/", {"until": timezone.now().isoformat()})
    assert "bell-count" not in page(client, amina)


def test_notice_of_a_thread_that_was_read_is_read(client, course, amina, ben):
    post = answer_to(course, amina, ben)
    mark_read(user=amina, thread=post.thread, until=timezone.now())
    assert "bell-count" not in page(client, amina)
    assert "notice--new" not in page(client, amina)


def test_mark_read_of_all_leaves_what_came_since(client, course, amina, ben):
    answer_to(course, amina, ben)
    Notice.objects.update(noted_at=timezone.now())
    client.force_login(amina)
    client.post(f"{CENTRE}read/", {"until": (timezone.now() - timedelta(hours=1)).isoformat()})
    assert Notice.objects.filter(read_at=None).count() == 1


def test_mark_read_of_somebody_elses_and_of_nonsense_is_refused(client, course, amina, ben, dana):
    post = answer_to(course, amina, ben)
    client.force_login(dana)
    assert client.post(f"{CENTRE}read/", {"key": f"post:{post.key}"}).status_code == 404
    assert client.post(f"{CENTRE}read/", {"until": "yesterday"}).status_code == 422
    assert client.post(f"{CENTRE}read/", {}).status_code == 422
    assert client.get(f"{CENTRE}read/").status_code == 405
    assert Notice.objects.get(user=amina).read_at is None


def test_needs_me_shows_unread_answers_and_nothing_else(client, course, certificate, amina, ben):
    read, waits = answer_to(course, amina, ben, text="Read."), answer_to(course, amina, ben, text="Waits.")
    note_certificate(certificate=certificate)
    mark_read(user=amina, thread=read.thread, until=timezone.now())
    shown = page(client, amina, "?show=needed")
    assert "Waits." in shown
    assert "Read." not in shown
    assert certificate.course_title not in shown
    assert str(waits.key) in shown


def test_needs_me_shows_moderators_and_managers_their_queues(client, course, certificate, amina, ben, chen, elif_):
    moderator = make_moderator(elif_)
    make_enrolment(course, ben)
    report_post(reporter=ben, post=make_thread(course, amina).posts.get(), reason="privacy")
    ask_correction(certificate=certificate, name="Amina W.", why="Short.")
    assert "1 post waits for moderation" in page(client, moderator, "?show=needed")
    assert "1 name to correct" in page(client, chen, "?show=needed")
    assert "waits for moderation" not in page(client, chen)
    assert "name to correct" not in page(client, moderator)


@pytest.mark.parametrize("size", [1, 15])
def test_centre_is_a_constant_number_of_queries(client, course, certificate, amina, ben, size):
    note_certificate(certificate=certificate)
    for _ in range(size):
        answer_to(course, amina, ben)
    page(client, amina)
    with at_most(12):
        client.get(CENTRE)


def test_centre_has_pages_of_twenty(client, course, amina, ben):
    thread = make_thread(course, amina)
    for number in range(21):
        note_answer(post=make_reply(thread, ben, text=f"Answer {number}."))
    assert "Answer 0." not in page(client, amina)
    assert "Answer 0." in page(client, amina, "?page=2")
    assert client.get(CENTRE + "?page=x").status_code == 200
