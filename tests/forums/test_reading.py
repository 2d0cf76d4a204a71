"""Threads of more posts than are fetched whole: page by page from the database."""

import pytest

from forums import paging
from forums.actions import remove_post
from forums.finding import find_thread
from forums.models import Post, Thread
from forums.paging import FETCHED_WHOLE, TOPS_PER_PAGE, page_of_posts
from forums.reading import reader_of
from tests.factories.courses import make_course
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_reply, make_thread
from tests.queries import at_most
from tests.worlds import made_once

pytestmark = pytest.mark.django_db
PAGES = 4


@made_once
def long_thread(homes):
    """An opening, 94 answers and ten answers to those; one answer is removed, one removed after it was answered."""
    thread = make_thread(make_course(homes, modules=1))
    author = thread.author
    tops = [make_reply(thread, author) for _ in range(94)]
    for number in (0, 10, 28, 29, 30, 58, 59, 60, 92, 93):
        make_reply(thread, author, parent=tops[number])
    for top in (tops[5], tops[10]):
        remove_post(remover=author, post=top)
    return Thread.objects.get()


@pytest.fixture
def as_amina(client, long_thread, amina):
    make_enrolment(long_thread.discussion.course, amina)
    client.force_login(amina)
    make_enrolment(long_thread.discussion.course, amina)
    client.force_login(amina)
    return client


@pytest.fixture
def reader(long_thread, amina):
    return reader_of(amina, find_thread(amina, key=long_thread.key))


def shown(thread, reader, number):
    """What a page of the thread says: its number, those beside it, and its posts' keys, nested."""
    page = page_of_posts(thread, reader, number)
    posts = [(entry.post.pk, [answer.post.pk for answer in entry.answers]) for entry in page]
    return page.number, page.paginator.num_pages, posts


def test_long_thread_is_fetched_by_page(long_thread):
    assert FETCHED_WHOLE < long_thread.posts_count < Post.objects.count()


@pytest.mark.parametrize("number", [None, "1", "2", "3", "4", "x"])
def test_page_fetched_alone_is_that_of_the_whole(long_thread, reader, number, monkeypatch):
    alone = shown(long_thread, reader, number)
    monkeypatch.setattr(paging, "FETCHED_WHOLE", 1000)
    assert alone == shown(long_thread, reader, number)


def test_pages_hold_every_post_once(long_thread, reader):
    pages = [shown(long_thread, reader, str(number)) for number in range(1, PAGES + 1)]
    assert [(number, last, len(posts)) for number, last, posts in pages] == [
        *((number, PAGES, TOPS_PER_PAGE) for number in range(1, PAGES)),
        (PAGES, PAGES, 95 - 1 - 3 * TOPS_PER_PAGE),
    ]
    tops = [top for _number, _last, posts in pages for top, _answers in posts]
    assert tops == sorted(set(tops))


def test_page_is_one_query(long_thread, reader):
    for number in ("1", str(PAGES)):
        with at_most(1):
            assert shown(long_thread, reader, number)[2]


def test_page_asks_as_much_as_that_of_a_short_thread(as_amina, long_thread):
    as_amina.get(long_thread.get_absolute_url())
    with at_most(6):
        as_amina.get(long_thread.get_absolute_url(), {"page": PAGES})


def test_address_of_a_post_leads_to_its_page(as_amina, long_thread):
    for post in [*long_thread.posts.filter(removed_at=None).order_by("pk")[::9], long_thread.posts.last()]:
        answer = as_amina.get(post.get_absolute_url(), follow=True)
        assert f'id="{post.anchor}"' in answer.content.decode()


def test_address_of_a_post_stays_when_others_are_written(as_amina, long_thread, ben):
    post = long_thread.posts.tops().order_by("pk")[70]
    before = as_amina.get(post.get_absolute_url()).url
    make_reply(long_thread, ben)
    make_reply(long_thread, ben, parent=long_thread.posts.tops().order_by("pk")[1])
    assert before == as_amina.get(post.get_absolute_url()).url
    assert before.endswith(f"{long_thread.key}/?page=3#{post.anchor}")


@pytest.mark.parametrize("page", ["0", "-1", "5", "999", "x", "9" * 40])
def test_page_that_is_not_there_is_no_error(as_amina, long_thread, page):
    assert as_amina.get(long_thread.get_absolute_url(), {"page": page}).status_code == 200
