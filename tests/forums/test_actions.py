"""What people do in discussions."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import accept_conduct
from enrolments.actions import leave
from enrolments.models import Completion, Enrolment
from forums.actions import (
    ConductNotAccepted,
    KeyUsed,
    NotAllowed,
    TooLate,
    edit_post,
    hide_post,
    mark_read,
    open_thread,
    remove_post,
    reply,
    restore_post,
)
from forums.models import Post, ReadMark, Thread
from forums.signals import post_written
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_reply, make_thread, opening_of

pytestmark = pytest.mark.django_db


def is_complete(user, activity):
    return Completion.objects.filter(enrolment__user=user, activity=activity).exists()


def test_open_thread_writes_its_first_post(course, amina):
    thread = make_thread(course, amina, text="**Hello** all")
    post = opening_of(thread)
    assert (post.html, post.word_count) == ('<p dir="auto"><strong>Hello</strong> all</p>\n', 2)
    thread.refresh_from_db()
    assert (thread.posts_count, thread.last_post_at) == (1, post.written_at)


def test_write_before_the_rules_are_accepted_is_refused(course, amina, ben):
    thread = make_thread(course, ben)
    make_enrolment(course, amina)
    with pytest.raises(ConductNotAccepted):
        reply(author=amina, thread=thread, text="Hello", language="en")
    with pytest.raises(ConductNotAccepted):
        open_thread(author=amina, activity=discussion_activity(course), title="T", text="Hello", language="en")
    assert Post.objects.count() == 1


def test_open_thread_twice_with_one_key_opens_one(course, amina):
    key = uuid.uuid4()
    assert make_thread(course, amina, key=key) == make_thread(course, amina, key=key)
    assert (Thread.objects.count(), Post.objects.count()) == (1, 1)


def test_reply_twice_with_one_key_counts_once(course, amina, ben):
    thread, key = make_thread(course, amina), uuid.uuid4()
    assert make_reply(thread, ben, key=key) == make_reply(thread, ben, key=key)
    assert Thread.objects.get().posts_count == 2


def test_reply_with_used_key_and_other_words_is_refused(course, amina, ben):
    thread, key = make_thread(course, amina), uuid.uuid4()
    make_reply(thread, ben, key=key)
    with pytest.raises(KeyUsed):
        make_reply(thread, ben, key=key, text="Something else.")


def test_reply_with_key_of_somebody_else_is_refused(course, amina, ben):
    thread, key = make_thread(course, amina), uuid.uuid4()
    make_reply(thread, amina, key=key)
    with pytest.raises(KeyUsed):
        make_reply(thread, ben, key=key)


def test_open_thread_with_key_of_an_answer_is_refused_and_leaves_nothing(course, amina):
    thread, key = make_thread(course, amina), uuid.uuid4()
    make_reply(thread, amina, key=key)
    with pytest.raises(KeyUsed):
        make_thread(course, amina, key=key)
    assert Thread.objects.count() == 1


def test_reply_to_a_nested_post_nests_beside_it(course, amina, ben):
    thread = make_thread(course, amina)
    top = make_reply(thread, ben)
    nested = make_reply(thread, amina, parent=top)
    assert make_reply(thread, ben, parent=nested).parent == top


def test_reply_to_the_opening_is_a_top_post(course, amina):
    thread = make_thread(course, amina)
    assert make_reply(thread, amina, parent=opening_of(thread)).parent is None


def test_reply_to_a_post_of_another_thread_is_refused(course, amina):
    thread, other = make_thread(course, amina), make_thread(course, amina)
    foreign = make_reply(other, amina)
    with pytest.raises(NotAllowed):
        make_reply(thread, amina, parent=foreign)


def test_write_without_enrolment_is_refused(course, amina, dana):
    thread = make_thread(course, amina)
    with pytest.raises(NotAllowed):
        reply(author=dana, thread=thread, text="Hello", language="en")
    with pytest.raises(NotAllowed):
        open_thread(author=dana, activity=discussion_activity(course), title="T", text="Hello", language="en")


def test_write_after_leaving_is_refused(course, amina):
    thread = make_thread(course, amina)
    leave(enrolment=Enrolment.objects.get(user=amina))
    with pytest.raises(NotAllowed):
        reply(author=amina, thread=thread, text="Hello", language="en")


def test_moderator_writes_without_enrolment(course, amina, elif_):
    thread = make_thread(course, amina)
    accept_conduct(user=elif_)
    post = reply(author=make_moderator(elif_), thread=thread, text="Welcome", language="en")
    assert post.author == elif_
    assert not Enrolment.objects.filter(user=elif_).exists()


def test_write_in_retired_activity_is_refused(course, amina):
    thread = make_thread(course, amina)
    thread.discussion.activity.retired_at = timezone.now()
    with pytest.raises(NotAllowed):
        make_reply(thread, amina)


def test_enough_posts_complete_the_activity(course, amina):
    activity = discussion_activity(course, posts=2)
    thread = make_thread(course, amina)
    assert not is_complete(amina, activity)
    make_reply(thread, amina)
    assert is_complete(amina, activity)


def test_posts_of_earlier_days_count(course, amina):
    activity = discussion_activity(course, posts=2)
    thread = make_thread(course, amina, at=timezone.now() - timedelta(days=9))
    make_reply(thread, amina)
    assert is_complete(amina, activity)


def test_short_posts_do_not_count(course, amina):
    activity = discussion_activity(course, words=5)
    thread = make_thread(course, amina, text="Only four words here")
    assert not is_complete(amina, activity)
    make_reply(thread, amina, text="Now these are five words")
    assert is_complete(amina, activity)


def test_replies_to_oneself_are_no_replies(course, amina, ben):
    activity = discussion_activity(course, posts=1, replies=1)
    make_reply(make_thread(course, amina), amina)
    assert not is_complete(amina, activity)
    make_reply(make_thread(course, ben), amina)
    assert is_complete(amina, activity)


def test_posts_in_another_discussion_do_not_count(course, other_activity, amina):
    activity = discussion_activity(course, posts=2)
    make_thread(course, amina, activity=other_activity)
    make_thread(course, amina)
    assert not is_complete(amina, activity)


def test_removed_and_hidden_posts_do_not_count(course, amina, elif_):
    activity, moderator = discussion_activity(course, posts=2), make_moderator(elif_)
    remove_post(remover=amina, post=opening_of(make_thread(course, amina)))
    hide_post(moderator=moderator, post=opening_of(make_thread(course, amina)), reason="Spam")
    make_thread(course, amina)
    assert not is_complete(amina, activity)


def test_restored_post_counts_again_without_moving_the_place_otherwise(course, amina, elif_):
    activity, moderator = discussion_activity(course, posts=2), make_moderator(elif_)
    hidden = opening_of(make_thread(course, amina))
    hide_post(moderator=moderator, post=hidden, reason="By mistake")
    make_thread(course, amina)
    restore_post(moderator=moderator, post=hidden)
    assert is_complete(amina, activity)


def test_edit_that_lengthens_completes(course, amina):
    activity = discussion_activity(course, words=5)
    post = opening_of(make_thread(course, amina, text="Too short"))
    edit_post(editor=amina, post=post, text="Now it has five words", language="en")
    assert is_complete(amina, activity)


def test_edit_opening_changes_the_title_too(course, amina):
    thread = make_thread(course, amina)
    post = edit_post(editor=amina, post=opening_of(thread), title="Better", text="*New*", language="es")
    thread.refresh_from_db()
    assert (thread.title, thread.language) == ("Better", "es")
    assert "<em>New</em>" in post.html
    assert post.edited_at


def test_edit_after_the_time_is_refused(course, amina):
    long_ago = timezone.now() - timedelta(minutes=31)
    post = opening_of(make_thread(course, amina, at=long_ago))
    with pytest.raises(TooLate):
        edit_post(editor=amina, post=post, text="Late", language="en")


def test_edit_by_somebody_else_is_refused(course, amina, ben):
    make_enrolment(course, ben)
    with pytest.raises(NotAllowed):
        edit_post(editor=ben, post=opening_of(make_thread(course, amina)), text="Mine now", language="en")


def test_remove_erases_the_words_and_keeps_the_answers(course, amina, ben):
    thread = make_thread(course, amina)
    top = make_reply(thread, ben, text="Private")
    make_reply(thread, amina, parent=top)
    remove_post(remover=ben, post=top)
    top.refresh_from_db()
    assert (top.source, top.html, top.word_count) == ("", "", 0)
    assert list(thread.posts.shown().filter(pk=top.pk)) == [top]
    assert Thread.objects.get().posts_count == 2


def test_remove_of_an_unanswered_post_leaves_no_place(course, amina, ben):
    thread = make_thread(course, amina)
    post = make_reply(thread, ben)
    remove_post(remover=ben, post=post)
    remove_post(remover=ben, post=post)
    assert not thread.posts.shown().filter(pk=post.pk).exists()


def test_remove_of_an_unanswered_opening_unlists_the_thread(course, amina):
    thread = make_thread(course, amina, title="Secret")
    remove_post(remover=amina, post=opening_of(thread))
    thread.refresh_from_db()
    assert thread.title == ""
    assert not Thread.objects.listed().exists()


def test_remove_by_somebody_else_is_refused(course, amina, elif_):
    with pytest.raises(NotAllowed):
        remove_post(remover=make_moderator(elif_), post=opening_of(make_thread(course, amina)))


def test_hide_without_the_right_is_refused(course, amina, ben):
    post = opening_of(make_thread(course, amina))
    make_enrolment(course, ben)
    with pytest.raises(NotAllowed):
        hide_post(moderator=ben, post=post, reason="I disagree")
    with pytest.raises(NotAllowed):
        restore_post(moderator=ben, post=post)


def test_hide_opening_hides_the_title_and_restore_brings_it_back(course, amina, elif_):
    moderator, thread = make_moderator(elif_), make_thread(course, amina, title="Rude words")
    hide_post(moderator=moderator, post=opening_of(thread), reason="Rude")
    thread.refresh_from_db()
    assert (thread.posts_count, str(thread)) == (0, "Hidden conversation")
    restore_post(moderator=moderator, post=opening_of(thread))
    thread.refresh_from_db()
    assert (thread.posts_count, str(thread)) == (1, "Rude words")


def test_hide_last_post_takes_the_news_back(course, amina, ben, elif_):
    thread = make_thread(course, amina)
    before = Thread.objects.get().last_post_at
    post = make_reply(thread, ben)
    hide_post(moderator=make_moderator(elif_), post=post, reason="Spam")
    assert Thread.objects.get().last_post_at == before


def test_author_cannot_take_back_what_is_hidden(course, amina, elif_):
    post = opening_of(make_thread(course, amina))
    hide_post(moderator=make_moderator(elif_), post=post, reason="Identifies a patient")
    with pytest.raises(NotAllowed):
        remove_post(remover=amina, post=post)
    with pytest.raises(NotAllowed):
        edit_post(editor=amina, post=post, text="Clean", language="en")


def test_mark_read_goes_only_forward(course, amina, ben):
    thread, now = make_thread(course, amina), timezone.now()
    mark_read(user=ben, thread=thread, until=now)
    mark_read(user=ben, thread=thread, until=now - timedelta(hours=1))
    assert ReadMark.objects.get(user=ben).read_at == now


def test_own_post_is_no_news(course, amina):
    make_thread(course, amina)
    assert not Thread.objects.with_news_for(amina).exists()


def test_post_is_announced_once_on_commit(course, amina, on_commit):
    heard, key = [], uuid.uuid4()

    def listen(post, **_kwargs):
        heard.append(post)

    post_written.connect(listen)
    with on_commit():
        make_thread(course, amina, key=key)
        make_thread(course, amina, key=key)
        assert heard == []
    post_written.disconnect(listen)
    assert heard == [Post.objects.get()]
