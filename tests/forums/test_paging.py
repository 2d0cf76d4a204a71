"""Where somebody goes on reading, and posts that hundreds have answered."""

import pytest
from django.urls import reverse

from forums.actions import mark_read, remove_post
from forums.paging import ANSWERS_PER_PAGE, ANSWERS_SHOWN, TOPS_PER_PAGE
from tests.factories.courses import make_course
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_reply, make_thread
from tests.queries import at_most
from tests.worlds import made_once

pytestmark = pytest.mark.django_db
NESTED = 120


@made_once
def answered(homes):
    """A post of a long thread, with 120 answers of which one is removed."""
    thread = make_thread(make_course(homes, modules=1))
    top = make_reply(thread, thread.author)
    answers = [make_reply(thread, thread.author, parent=top, text=f"Nested {number}.") for number in range(NESTED)]
    remove_post(remover=thread.author, post=answers[2])
    return top


@pytest.fixture
def as_amina(client, answered, amina):
    make_enrolment(answered.thread.discussion.course, amina)
    client.force_login(amina)
    return client


def answers_url(post):
    return reverse("forums:answers", args=[post.key])


def test_many_answers_are_shown_in_part_with_the_way_to_all(as_amina, answered):
    page = as_amina.get(answered.thread.get_absolute_url()).content.decode()
    assert page.count("Nested ") == ANSWERS_SHOWN
    assert f"Show all {NESTED - 1} answers" in page
    assert answers_url(answered) in page


def test_few_answers_need_no_page_of_their_own(client, course, amina):
    thread = make_thread(course, amina)
    top = make_reply(thread, amina)
    for _ in range(ANSWERS_SHOWN):
        make_reply(thread, amina, parent=top)
    client.force_login(amina)
    assert answers_url(top) not in client.get(thread.get_absolute_url()).content.decode()
    make_reply(thread, amina, parent=top)
    assert f"Show all {ANSWERS_SHOWN + 1} answers" in client.get(thread.get_absolute_url()).content.decode()


def test_answers_have_pages_that_hold_each_once(as_amina, answered):
    pages = [as_amina.get(answers_url(answered), {"page": number}).content.decode() for number in (1, 2, 3)]
    assert [page.count("Nested ") for page in pages] == [ANSWERS_PER_PAGE, ANSWERS_PER_PAGE, NESTED - 1 - 100]
    assert all(f'id="{answered.anchor}"' in page for page in pages)


def test_address_of_each_answer_leads_to_it(as_amina, answered):
    for post in answered.answers.filter(removed_at=None).order_by("pk")[::7]:
        assert f'id="{post.anchor}"' in as_amina.get(post.get_absolute_url(), follow=True).content.decode()


def test_answers_are_for_who_reads_the_thread(client, answered, dana):
    client.force_login(dana)
    assert client.get(answers_url(answered)).status_code == 302
    assert client.get(answers_url(answered.thread.posts.first())).status_code == 302


def test_answers_of_the_opening_or_of_an_answer_are_not_found(as_amina, answered):
    for post in (answered.thread.posts.first(), answered.answers.first()):
        assert as_amina.get(answers_url(post)).status_code == 404


def test_thread_and_answers_ask_little(as_amina, answered):
    for url in (answered.thread.get_absolute_url(), answers_url(answered)):
        as_amina.get(url)
        with at_most(8):
            as_amina.get(url)


@pytest.fixture
def visited(client, course, amina, ben):
    """A thread that Amina has read, in which Ben has answered since: at the top, and below an old post."""
    thread = make_thread(course, ben)
    old = make_reply(thread, ben, text="Seen")
    make_enrolment(course, amina)
    mark_read(user=amina, thread=thread, until=old.written_at)
    client.force_login(amina)
    return thread, old, make_reply(thread, ben, text="Unseen")


def test_new_posts_are_marked_after_a_line_that_is_read_out(client, visited):
    thread, old, new = visited
    page = client.get(thread.get_absolute_url()).content.decode()
    line = page.index("New since your last visit")
    assert page.index(f'id="{old.anchor}"') < line < page.index(f'id="{new.anchor}"')
    assert page.count("post-new") == 1


def test_new_posts_of_ones_own_are_none(client, visited, amina, ben):
    thread, _old, new = visited
    mark_read(user=amina, thread=thread, until=new.written_at)
    own = make_reply(thread, amina)
    mark_read(user=ben, thread=thread, until=own.written_at)
    assert "New since" not in client.get(thread.get_absolute_url()).content.decode()


def test_first_visit_marks_nothing_as_new(client, course, amina):
    thread = make_thread(course)
    make_enrolment(course, amina)
    client.force_login(amina)
    assert "New since" not in client.get(thread.get_absolute_url()).content.decode()


def test_unread_leads_to_the_first_new_post_or_the_thread(client, visited, amina):
    thread, _old, new = visited
    url = reverse("forums:unread", args=[thread.key])
    assert client.get(url).url.endswith(f"#{new.anchor}")
    mark_read(user=amina, thread=thread, until=new.written_at)
    assert client.get(url).url == thread.get_absolute_url()


def test_page_before_the_last_marks_only_itself_as_read(client, course, amina, ben):
    thread = make_thread(course, ben)
    tops = [make_reply(thread, ben) for _ in range(TOPS_PER_PAGE)]
    make_enrolment(course, amina)
    client.force_login(amina)
    first = client.get(thread.get_absolute_url()).content.decode()
    last = client.get(thread.get_absolute_url(), {"page": 2}).content.decode()
    assert tops[-2].written_at.isoformat() in first
    assert tops[-1].written_at.isoformat() not in first
    assert tops[-1].written_at.isoformat() in last
