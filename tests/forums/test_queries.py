"""How much is asked of the database, at two sizes."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions import accept_conduct
from courses.actions import appoint_instructor
from forums.actions import (
    accept_answer,
    add_picture,
    choose_languages,
    follow_thread,
    give_thanks,
    mark_read,
    report_post,
    save_draft,
    warn_author,
)
from forums.models import Draft, Post, PostPicture, Thanks, Translation
from forums.news import languages_of
from forums.progress import progress_of
from forums.templatetags.forums import discussions_with_news, my_drafts
from modules.kinds.discussion import DiscussionPage
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_page
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_question, make_reply, make_thread
from tests.forums.test_moderation_views import editor_of
from tests.forums.test_pictures import photo
from tests.forums.test_templatetags import panel
from tests.forums.test_views import HTMX, form_of
from tests.queries import at_most

pytestmark = pytest.mark.django_db
SIZES = pytest.mark.parametrize("size", [1, 50])
BOUNDS = pytest.mark.parametrize("size", [15, 1000])  # posts


def make_posts(thread, size):
    """`size` answers, every fifth of them answered."""
    for number in range(size):
        top = make_reply(thread)
        if number % 5 == 0:
            make_reply(thread, parent=top)


def warmed(client, user, url):
    client.force_login(user)
    assert client.get(url).status_code == 200
    return client


def fill(thread, size):
    """Bring `thread` to `size` posts of several people, languages and sorts: nested, thanked, translated, edited."""
    authors = [UserFactory() for _ in range(3)]
    tops = _write(thread, authors, size - 1 - size // 5)
    nested = _write(thread, authors, size // 5, parents=tops)
    posts = [*tops, *nested]
    made = {"source": "Traducido", "html": "<p>Traducido</p>", "made_at": thread.opened_at, "made_by": authors[0]}
    Translation.objects.bulk_create(Translation(post=post, language="en", **made) for post in posts[::4])
    Thanks.objects.bulk_create(Thanks(post=post, user=authors[0], given_at=thread.opened_at) for post in posts[::7])
    thread.posts_count, thread.has_translations = thread.posts.count(), True
    thread.last_post_at = posts[-1].written_at
    thread.save(update_fields=["posts_count", "has_translations", "last_post_at"])
    return posts


def _write(thread, authors, number, parents=(None,)):
    words = {"source": "What I know", "html": "<p>What I know</p>", "words": "what i know", "word_count": 3}
    rows = [
        Post(
            thread=thread,
            author=authors[n % len(authors)],
            parent=parents[n % len(parents)],
            language=("es", "fr", "en", "ar")[n % 4],
            written_at=thread.opened_at + timedelta(minutes=n),
            **words,
        )
        for n in range(number)
    ]
    return Post.objects.bulk_create(rows)


@pytest.fixture
def long_way(course, amina, elif_, settings, private_files):
    """A thread that Amina opened and follows, with all that a page about it may have to ask for her.

    She has chosen languages, begun an answer with a picture, thanked, reported, and been warned by a moderator.
    """
    settings.FORUMS_REPORTS_TO_HIDE = 100
    thread = make_question(course, amina, at=timezone.now() - timedelta(days=9))
    make_enrolment(course)

    def of_size(size):
        posts = fill(thread, size)
        follow_thread(user=amina, thread=thread)
        choose_languages(user=amina, languages=["es", "en"])
        _begin_answer(thread, amina)
        accept_answer(by=amina, post=posts[1])
        give_thanks(reader=amina, post=posts[2])
        report_post(reporter=amina, post=posts[3], reason="other")
        own = make_reply(thread, amina, pictures=[_picture(amina)])
        warn_author(moderator=make_moderator(elif_), post=own, reason="Please stay on the subject")
        mark_read(user=amina, thread=thread, until=posts[4].written_at)
        return thread

    return of_size


def _begin_answer(thread, user):
    key = form_of()["key"]
    add_picture(owner=user, form_key=UUID(key), file=photo(), alt="A vial")
    place = {"discussion": thread.discussion, "thread": thread}
    save_draft(user=user, key=key, text="Begun", language="en", **place)


def _picture(user):
    return add_picture(owner=user, form_key=uuid4(), file=photo(), alt="A vial")


@BOUNDS
@pytest.mark.parametrize("page", ["", "?page=2"])
def test_thread_page_asks_eight_queries_at_most(course, amina, long_way, size, page):
    url = long_way(size).get_absolute_url() + page
    client = warmed(Client(), amina, url)
    with at_most(8):
        assert client.get(url).status_code == 200


@BOUNDS
def test_thread_page_of_a_moderator_asks_eight_queries_at_most(course, elif_, long_way, size):
    url = long_way(size).get_absolute_url()
    client = warmed(Client(), elif_, url)
    with at_most(8):
        assert "Edit with a reason" in client.get(url).content.decode()


@BOUNDS
def test_thread_page_of_an_instructor_asks_eight_queries_at_most(course, dana, long_way, size):
    thread = long_way(size)
    appoint_instructor(user=dana, course_page=course_page(course))
    client = warmed(Client(), type(dana).objects.get(pk=dana.pk), thread.get_absolute_url())
    with at_most(8):
        assert "Edit with a reason" in client.get(thread.get_absolute_url()).content.decode()


@BOUNDS
@pytest.mark.parametrize("text", ["I ask a colleague.", "@Ben Okello, what do you do?"])
def test_posting_asks_twelve_queries_at_most(amina, ben, long_way, size, text):
    thread = long_way(size)
    make_reply(thread, ben)
    client = warmed(Client(), amina, thread.get_absolute_url())
    with at_most(12):
        assert client.post(thread.get_absolute_url(), form_of(text)).status_code == 302
    assert "bdi" in thread.posts.last().html or "@" not in text


@BOUNDS
def test_posting_with_a_picture_below_a_post_asks_twelve_queries_at_most(amina, ben, long_way, size):
    thread = long_way(size)
    top = make_reply(thread, ben)
    client = warmed(Client(), amina, thread.get_absolute_url())
    draft = Draft.objects.get()
    picture = PostPicture.objects.get(form_key=draft.key)
    brought = {"pictures": str(picture.key), f"alt_{picture.key}": "A vial", "key": str(draft.key)}
    with at_most(12):
        form = form_of("See @Ben Okello", reply_to=str(top.key)) | brought
        assert client.post(thread.get_absolute_url(), form).status_code == 302
    assert thread.posts.last().pictures.count() == 1


def test_posting_that_completes_with_a_picture_and_a_mention(course, amina, ben, private_files):
    thread = make_thread(course, ben)
    make_enrolment(course, amina)
    accept_conduct(user=amina)
    client = warmed(Client(), amina, thread.get_absolute_url())
    form = form_of("See @Ben Okello")
    picture = add_picture(owner=amina, form_key=UUID(form["key"]), file=photo(), alt="A vial")
    with at_most(14):  # once for each activity, with all that a post may have
        answer = client.post(thread.get_absolute_url(), form | {"pictures": str(picture.key)})
    assert answer.status_code == 302
    assert amina.enrolments.get().completions.count() == 1


@SIZES
def test_thread_page_of_a_plain_reader_asks_six_queries(client, course, amina, size):
    thread = make_thread(course, amina)
    make_posts(thread, size)
    client = warmed(client, amina, thread.get_absolute_url())
    with at_most(6):
        client.get(thread.get_absolute_url())


@SIZES
def test_thread_page_of_an_editor_is_constant(client, course, amina, dana, size):
    thread = make_thread(course, amina)
    make_posts(thread, size)
    editor_of(DiscussionPage.objects.get(translation_key=thread.discussion.activity.key), dana)
    client = warmed(client, dana, thread.get_absolute_url())
    with at_most(8):
        client.get(thread.get_absolute_url())


@SIZES
def test_panel_is_constant(course, amina, size):
    activity = discussion_activity(course)
    make_enrolment(course, amina)
    for _ in range(size):
        make_thread(course)
    with at_most(3):  # permissions, and the languages, which are held from then on
        threads = panel(activity, amina)["page"].object_list
        assert all(thread.author.name and thread.author.country.name for thread in threads)


@SIZES
def test_news_are_one_query(course, amina, size):
    make_thread(course, amina)
    for _ in range(size):
        make_thread(course)
    languages_of(amina)  # held from then on
    with at_most(1):
        assert discussions_with_news(amina)[0].get_absolute_url()


@SIZES
def test_reply_is_constant(client, course, amina, ben, size):
    discussion_activity(course, posts=100)
    thread = make_thread(course, ben)
    make_posts(thread, size)
    make_enrolment(course, amina)
    accept_conduct(user=amina)
    client = warmed(client, amina, thread.get_absolute_url())
    with at_most(9):
        assert client.post(thread.get_absolute_url(), form_of()).status_code == 302
    with at_most(9):
        assert client.post(thread.get_absolute_url(), form_of()).status_code == 302


def test_reply_that_completes_the_activity(client, course, amina, ben):
    thread = make_thread(course, ben)
    make_enrolment(course, amina)
    accept_conduct(user=amina)
    client = warmed(client, amina, thread.get_absolute_url())
    with at_most(11):
        assert client.post(thread.get_absolute_url(), form_of()).status_code == 302


def test_nested_reply_in_place(client, course, amina, ben):
    discussion_activity(course, posts=100)
    thread = make_thread(course, ben)
    top = make_reply(thread, amina)
    client = warmed(client, amina, thread.get_absolute_url())
    with at_most(12):
        client.post(thread.get_absolute_url(), form_of(reply_to=str(top.key)), headers=HTMX)


def test_new_thread(client, course, amina):
    make_thread(course, amina)
    url = f"/en/discussions/activities/{discussion_activity(course, posts=100).key}/new/"
    client = warmed(client, amina, url)
    with at_most(12):
        assert client.post(url, form_of(title="Another")).status_code == 302


@SIZES
def test_my_drafts_are_one_query(course, amina, size):
    threads = [make_thread(course, amina) for _ in range(min(size, 9))]
    for thread in threads:
        place = {"discussion": thread.discussion, "thread": thread}
        save_draft(user=amina, key=form_of()["key"], text="Begun", language="en", **place)
    with at_most(1):
        assert len([draft.get_absolute_url() for draft in my_drafts(amina)]) == len(threads)


@SIZES
def test_progress_is_one_query(course, amina, size):
    for _ in range(size):
        make_thread(course, amina)
    activity = discussion_activity(course)
    with at_most(1):
        assert progress_of(amina.pk, activity).posts == size
