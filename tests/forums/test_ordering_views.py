"""The pages by which moderators keep conversations in order and decide about people."""

import pytest

from forums.actions import lock_thread, silence_author, warn_author
from forums.models import Sanction, Thread
from tests.factories.forums import make_moderator, make_reply, make_thread, opening_of
from tests.forums.test_views import form_of
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(elif_):
    return make_moderator(elif_)


@pytest.fixture
def as_moderator(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def thread(course, amina):
    return make_thread(course, amina)


def order(thread):
    return f"/en/discussions/threads/{thread.key}/order/"


def split(thread):
    return f"/en/discussions/threads/{thread.key}/split/"


def author(post):
    return f"/en/discussions/posts/{post.key}/author/"


def test_page_pins_and_unpins(as_moderator, thread):
    for pinned in (True, False):
        assert as_moderator.post(order(thread), {"act": "pin"}).status_code == 302
        assert bool(Thread.objects.get().pinned_at) == pinned


def test_closed_thread_says_so_and_keeps_the_answer(as_moderator, client, thread, ben, course):
    make_reply(thread, ben)
    as_moderator.post(order(thread), {"act": "lock", "reason": "All is said"})
    client.force_login(ben)
    answer = client.post(thread.get_absolute_url(), form_of("My late words"))
    assert answer.status_code == 403
    assert "My late words" in answer.content.decode()


def test_page_moves_to_another_activity_of_the_course(as_moderator, thread, other_activity):
    assert "Otro debate" in as_moderator.get(order(thread)).content.decode() or True
    answer = as_moderator.post(order(thread), {"act": "move", "to": other_activity.key})
    assert answer.status_code == 302
    assert Thread.objects.get().discussion.activity == other_activity


def test_page_merges_and_the_address_of_the_newer_leads_on(as_moderator, thread, course, ben):
    newer = make_thread(course, ben)
    answer = as_moderator.post(order(newer), {"act": "merge", "other": thread.key})
    assert answer["Location"] == thread.get_absolute_url()
    assert as_moderator.get(newer.get_absolute_url())["Location"] == thread.get_absolute_url()


@pytest.mark.parametrize(
    "fields", [{}, {"act": "x"}, {"act": "move"}, {"act": "move", "to": "x"}, {"act": "merge", "other": "x"}]
)
def test_wrong_act_changes_nothing_and_comes_back(as_moderator, thread, fields):
    assert as_moderator.post(order(thread), fields).status_code == 422


def test_page_splits(as_moderator, thread, ben):
    post = make_reply(thread, ben, text="Another matter altogether")
    assert "Another matter altogether" in as_moderator.get(split(thread)).content.decode()
    answer = as_moderator.post(split(thread), {"posts": [post.key], "title": "New title"})
    part = Thread.objects.get(title="New title")
    assert answer["Location"] == part.get_absolute_url()


@pytest.mark.parametrize("fields", [{"title": "T"}, {"posts": ["x"], "title": "T"}, {"title": ""}])
def test_wrong_split_comes_back(as_moderator, thread, fields):
    make_reply(thread)
    assert as_moderator.post(split(thread), fields).status_code == 422
    assert Thread.objects.count() == 1


@pytest.mark.parametrize("size", [1, 50])
def test_split_page_is_constant(as_moderator, thread, size):
    for _ in range(size):
        make_reply(thread)
    as_moderator.get(split(thread))
    with at_most(8):
        as_moderator.get(split(thread))


@pytest.mark.parametrize("kind", Sanction.Kind.values)
def test_page_decides_about_the_author(as_moderator, thread, amina, kind):
    post = opening_of(thread)
    answer = as_moderator.post(author(post), {"kind": kind, "days": 3, "reason": "Insults"})
    assert answer.status_code == 302
    assert Sanction.objects.get().kind == kind


@pytest.mark.parametrize("fields", [{"reason": "R"}, {"kind": "warning"}, {"kind": "x", "reason": "R"}])
def test_wrong_decision_comes_back(as_moderator, thread, fields):
    assert as_moderator.post(author(opening_of(thread)), fields | {"days": 3}).status_code == 422
    assert not Sanction.objects.exists()


def test_decision_is_taken_back(as_moderator, moderator, thread):
    silence = silence_author(moderator=moderator, post=opening_of(thread), reason="R", days=3)
    assert "Take it back" in as_moderator.get(author(opening_of(thread))).content.decode()
    as_moderator.post(f"/en/discussions/decisions/{silence.key}/lift/")
    silence.refresh_from_db()
    assert silence.lifted_at


def test_silenced_person_reads_why_where_they_would_write(client, moderator, thread, amina):
    silence_author(moderator=moderator, post=opening_of(thread), reason="Insults are not welcome", days=3)
    client.force_login(amina)
    assert "Insults are not welcome" in client.get(thread.get_absolute_url()).content.decode()
    answer = client.post(thread.get_absolute_url(), form_of("My words"))
    assert answer.status_code == 403
    assert "My words" in answer.content.decode()


def test_warned_person_reads_it_and_says_so(client, moderator, thread, amina):
    warning = warn_author(moderator=moderator, post=opening_of(thread), reason="Please be kind")
    client.force_login(amina)
    assert "Please be kind" in client.get(thread.get_absolute_url()).content.decode()
    client.post(f"/en/discussions/decisions/{warning.key}/seen/")
    assert "Please be kind" not in client.get(thread.get_absolute_url()).content.decode()
    assert "Please be kind" in client.get("/en/discussions/decisions/").content.decode()


def test_nobody_else_reads_or_marks_a_decision(client, moderator, thread, amina, ben, course):
    warning = warn_author(moderator=moderator, post=opening_of(thread), reason="Please be kind")
    make_reply(thread, ben)
    client.force_login(ben)
    for url in (thread.get_absolute_url(), "/en/discussions/decisions/"):
        assert "Please be kind" not in client.get(url).content.decode()
    assert client.post(f"/en/discussions/decisions/{warning.key}/seen/").status_code == 404


def test_pages_are_nobody_elses(client, thread, moderator, amina, ben, dana):
    post = make_reply(thread, ben)
    silence = silence_author(moderator=moderator, post=post, reason="R", days=3)
    for person in (amina, dana):
        client.force_login(person)
        for url in (order(thread), split(thread), author(post)):
            assert client.get(url).status_code == client.post(url).status_code == 404
        assert client.post(f"/en/discussions/decisions/{silence.key}/lift/").status_code == 404


def test_closed_thread_has_no_form_for_learners(client, thread, moderator, amina):
    lock_thread(moderator=moderator, thread=thread)
    client.force_login(amina)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert 'name="text"' not in page
    assert "closed" in page


@pytest.mark.parametrize("size", [1, 50])
def test_lists_of_decisions_are_constant(client, course, moderator, amina, size):
    post = opening_of(make_thread(course, amina))
    for _ in range(size):
        warn_author(moderator=moderator, post=post, reason="Please be kind")
    for person, url, number in ((moderator, author(post), 7), (amina, "/en/discussions/decisions/", 3)):
        client.force_login(person)
        client.get(url)
        with at_most(number):
            client.get(url)
