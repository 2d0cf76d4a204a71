"""Conversations are pinned, closed, moved, split and merged."""

import pytest

from courses.models import ProgrammePage
from enrolments.models import Completion
from forums.actions import (
    NotAllowed,
    NotPossible,
    ThreadLocked,
    lock_thread,
    merge_threads,
    move_thread,
    pin_thread,
    split_thread,
)
from forums.models import ModerationEvent, Thread, place_of_activity
from tests.factories.courses import make_course
from tests.factories.forums import discussion_activity, make_moderator, make_reply, make_thread, opening_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(elif_):
    return make_moderator(elif_)


@pytest.fixture
def thread(course, amina):
    return make_thread(course, amina)


def acts():
    return [event.what for event in ModerationEvent.objects.order_by("pk")]


def test_pinned_thread_comes_first_until_it_is_not(moderator, course, thread):
    newer = make_thread(course)
    pin_thread(moderator=moderator, thread=thread)
    pin_thread(moderator=moderator, thread=thread)
    assert list(Thread.objects.pinned_first()) == [thread, newer]
    pin_thread(moderator=moderator, thread=thread, pinned=False)
    assert list(Thread.objects.pinned_first()) == [newer, thread]
    assert acts() == ["pinned", "unpinned"]


def test_locked_thread_takes_answers_of_moderators_only(moderator, thread, ben, course):
    lock_thread(moderator=moderator, thread=thread, reason="All is said")
    thread.refresh_from_db()
    with pytest.raises(ThreadLocked):
        make_reply(thread, ben)
    assert make_reply(thread, moderator)
    lock_thread(moderator=moderator, thread=thread, locked=False)
    thread.refresh_from_db()
    assert make_reply(thread, ben)
    assert acts() == ["locked", "unlocked"]


def test_moved_thread_counts_where_it_is_now(moderator, thread, other_activity, amina):
    other_activity.terms |= {"posts": 1, "replies": 0, "words": 0}
    other_activity.save()
    move_thread(moderator=moderator, thread=thread, place=place_of_activity(other_activity))
    assert Thread.objects.get().discussion.activity == other_activity
    assert Completion.objects.filter(enrolment__user=amina, activity=other_activity).exists()
    assert acts() == ["moved"]


def test_thread_is_not_moved_to_another_course(moderator, thread, homes):
    other = make_course(homes, slug="another", modules=1, programme=ProgrammePage.objects.get())
    with pytest.raises(NotPossible):
        move_thread(moderator=moderator, thread=thread, place=place_of_activity(discussion_activity(other)))


def test_split_takes_posts_with_what_nests_below_them(moderator, thread, ben):
    stays = make_reply(thread, ben)
    first, nested = make_reply(thread, ben, text="Another matter"), None
    nested = make_reply(thread, parent=first)
    second = make_reply(thread)
    part = split_thread(moderator=moderator, thread=thread, posts=[second, first], title="Another matter")
    thread.refresh_from_db()
    assert set(thread.posts.all()) == {opening_of(thread), stays}
    assert opening_of(part) == first
    assert set(part.posts.tops()) == {first, nested, second}
    assert (thread.posts_count, part.posts_count, part.author) == (2, 3, ben)
    assert acts() == ["split"]


def test_split_part_is_read_by_who_had_read_it(moderator, thread, ben, amina):
    post = make_reply(thread, ben)
    part = split_thread(moderator=moderator, thread=thread, posts=[post], title="T")
    assert not Thread.objects.with_read_mark_of(ben).get(pk=part.pk).has_news
    assert Thread.objects.with_read_mark_of(amina).get(pk=part.pk).has_news


@pytest.mark.parametrize("which", ["nothing", "opening", "nested", "of another"])
def test_split_of_what_cannot_be_split_changes_nothing(moderator, thread, course, which):
    top = make_reply(thread)
    posts = {
        "nothing": [],
        "opening": [opening_of(thread)],
        "nested": [make_reply(thread, parent=top)],
        "of another": [make_reply(make_thread(course))],
    }[which]
    threads = Thread.objects.count()
    with pytest.raises(NotPossible):
        split_thread(moderator=moderator, thread=thread, posts=posts, title="T")
    assert Thread.objects.count() == threads


@pytest.mark.parametrize("turned", [False, True])
def test_merge_keeps_the_older_and_every_post(moderator, thread, course, ben, turned):
    newer = make_thread(course, ben)
    posts = {opening_of(thread), opening_of(newer), make_reply(newer)}
    both = (newer, thread) if turned else (thread, newer)
    kept = merge_threads(moderator=moderator, thread=both[0], other=both[1])
    assert kept == thread
    assert set(kept.posts.all()) == posts
    assert (kept.posts_count, kept.posts.filter(is_opening=True).count()) == (3, 1)
    newer.refresh_from_db()
    assert newer.merged_into == thread
    assert list(Thread.objects.listed()) == [thread]
    assert acts() == ["merged"]


def test_merge_with_itself_or_of_another_discussion_is_refused(moderator, thread, course, other_activity):
    elsewhere = make_thread(course, activity=other_activity)
    for other in (thread, elsewhere):
        with pytest.raises(NotPossible):
            merge_threads(moderator=moderator, thread=thread, other=other)


def test_learner_orders_nothing(thread, course, amina):
    post, other = make_reply(thread), make_thread(course)
    for verb, fields in (
        (pin_thread, {}),
        (lock_thread, {}),
        (move_thread, {"place": thread.discussion}),
        (split_thread, {"posts": [post], "title": "T"}),
        (merge_threads, {"other": other}),
    ):
        with pytest.raises(NotAllowed):
            verb(moderator=amina, thread=thread, **fields)
    assert acts() == []
