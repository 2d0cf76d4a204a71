"""Posts at the same instant, on real connections."""

import uuid
from contextlib import suppress

import pytest

from accounts.actions import accept_conduct
from enrolments.models import Completion
from forums.actions import (
    ChangedMeanwhile,
    NotAllowed,
    edit_post,
    hide_post,
    open_thread,
    redact_post,
    report_post,
    revise_post,
    save_draft,
)
from forums.models import Discussion, Draft, ModerationEvent, Post, PostRevision, Report, Thread
from tests.factories.accounts import UserFactory
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_reply, make_thread, opening_of
from tests.simultaneous import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_posts_by_one_learner_both_count(course, amina, ben):
    activity = discussion_activity(course, posts=2)
    first, second = make_thread(course, ben), make_thread(course, ben)
    make_enrolment(course, amina)
    at_once(lambda: make_reply(first, amina), lambda: make_reply(second, amina))
    assert Completion.objects.filter(enrolment__user=amina, activity=activity).count() == 1


def test_posts_by_many_are_all_counted(course, amina):
    thread = make_thread(course, amina)
    people = [UserFactory() for _ in range(6)]
    for person in people:
        make_enrolment(course, person)
    at_once(*(lambda person=person: make_reply(thread, person) for person in people))
    assert Thread.objects.get().posts_count == thread.posts.count() == 7


def test_one_form_sent_twice_at_once_makes_one_post(course, amina):
    thread, key = make_thread(course, amina), uuid.uuid4()
    first, second = at_once(*[lambda: make_reply(thread, amina, key=key)] * 2)
    assert first == second
    assert Thread.objects.get().posts_count == 2


def test_first_threads_at_once_share_one_discussion(course, amina, ben):
    activity = discussion_activity(course)
    for person in (amina, ben):
        make_enrolment(course, person)
        accept_conduct(user=person)
    words = {"activity": activity, "title": "T", "text": "Hello", "language": "en"}
    at_once(lambda: open_thread(author=amina, **words), lambda: open_thread(author=ben, **words))
    assert (Discussion.objects.count(), Thread.objects.count()) == (1, 2)


def test_hiding_while_others_post_leaves_the_count_right(course, amina, ben, elif_):
    moderator, thread = make_moderator(elif_), make_thread(course, amina)
    spam = make_reply(thread, ben)
    at_once(
        lambda: hide_post(moderator=moderator, post=spam, reason="Spam"),
        lambda: make_reply(thread, amina),
        lambda: make_reply(thread, ben),
    )
    assert Thread.objects.get().posts_count == Post.objects.standing().count() == 3


def test_reports_by_many_at_once_hide_exactly_once(course, amina):
    post = opening_of(make_thread(course, amina))
    people = [UserFactory() for _ in range(6)]
    for person in people:
        make_enrolment(course, person)

    def report(person):
        with suppress(NotAllowed):  # hidden before their turn came
            report_post(reporter=person, post=post, reason="privacy")

    at_once(*(lambda person=person: report(person) for person in people))
    assert Post.objects.get().is_hidden_by_reports
    assert Report.objects.count() == 3
    assert ModerationEvent.objects.filter(what="hidden_by_reports").count() == 1
    assert Thread.objects.get().posts_count == 0


def test_one_report_sent_twice_at_once_counts_once(course, amina, ben):
    post = opening_of(make_thread(course, amina))
    make_enrolment(course, ben)
    first, second = at_once(*[lambda: report_post(reporter=ben, post=post, reason="other")] * 2)
    assert first == second
    assert Report.objects.count() == 1


def test_drafts_of_two_devices_at_once_are_one(course, amina):
    thread = make_thread(course, amina)
    place = {"discussion": thread.discussion, "thread": thread}

    def keep(text):
        return lambda: save_draft(user=amina, key=uuid.uuid4(), text=text, language="en", **place)

    at_once(keep("On the phone"), keep("At the desk"))
    assert Draft.objects.get().text in ("On the phone", "At the desk")


def test_edit_and_blackening_at_once_leave_no_word(course, amina, elif_):
    post = opening_of(make_thread(course, amina, text="Rosa Quispe came."))
    moderator = make_moderator(elif_)
    at_once(
        lambda: edit_post(editor=amina, post=post, text="Rosa Quispe came today.", language="en"),
        lambda: redact_post(moderator=moderator, post=post, passage="Quispe"),
    )
    assert "removed by a moderator" in repr([*Post.objects.values(), *PostRevision.objects.values()])
    assert ModerationEvent.objects.count() == 1


def test_edits_by_author_and_moderator_at_once_lose_nothing(course, amina, elif_):
    post = opening_of(make_thread(course, amina, text="At first"))
    moderator, version = make_moderator(elif_), post.version

    def author():
        return edit_post(editor=amina, post=post, text="By its author", language="en", version=version)

    def other():
        words = {"text": "By a moderator", "language": "en", "reason": "Advertising"}
        return revise_post(moderator=moderator, post=post, version=version, **words)

    refusals = at_once(lambda: refusal_of(author), lambda: refusal_of(other))
    refused = [refusal.post for refusal in refusals if refusal]
    said = Post.objects.get().source
    assert [newer.source for newer in refused] == [said]
    assert said in ("By its author", "By a moderator")
    assert [earlier.source for earlier in PostRevision.objects.all()] == ["At first"]


def refusal_of(act):
    try:
        act()
    except ChangedMeanwhile as refusal:
        return refusal


def test_edits_at_once_that_ask_for_no_version_are_both_kept(course, amina, elif_):
    post = opening_of(make_thread(course, amina, text="At first"))
    moderator, language = make_moderator(elif_), {"language": "en"}
    at_once(
        lambda: edit_post(editor=amina, post=post, text="By its author", **language),
        lambda: revise_post(moderator=moderator, post=post, text="By a moderator", reason="R", **language),
    )
    said = {Post.objects.get().source, *PostRevision.objects.values_list("source", flat=True)}
    assert said == {"At first", "By its author", "By a moderator"}


def test_edit_while_a_post_is_hidden_leaves_it_hidden(course, amina, elif_):
    post = opening_of(make_thread(course, amina))
    moderator = make_moderator(elif_)

    def edit():
        with suppress(NotAllowed):  # hidden before
            edit_post(editor=amina, post=post, text="Now with other words", language="en")

    at_once(edit, lambda: hide_post(moderator=moderator, post=post, reason="Spam"))
    assert Post.objects.get().hidden_by == moderator


def test_quotation_and_blackening_at_once_leave_no_word_in_what_stood_before(course, amina, ben, elif_):
    post = opening_of(make_thread(course, amina, text="Rosa Quispe came."))
    answer, moderator = make_reply(post.thread, ben, text="> Rosa Quispe came.\n\nOh"), make_moderator(elif_)
    version = Post.objects.get(pk=answer.pk).version

    def edit():
        with suppress(ChangedMeanwhile):  # blacked out before
            edit_post(editor=ben, post=answer, text="> Rosa Quispe came.\n\nAh", language="en", version=version)

    at_once(edit, lambda: redact_post(moderator=moderator, post=post, passage="Quispe"))
    assert "Quispe" not in repr([*Post.objects.values(), *PostRevision.objects.values()])
