"""A moderator edits somebody's post with a reason; and nobody overwrites what they have not seen."""

import pytest
from django.utils import timezone

from forums.actions import ChangedMeanwhile, NotAllowed, edit_post, hide_post, remove_post, restore_post, revise_post
from forums.models import ModerationEvent, Post, PostRevision, Thread
from modules.kinds.discussion import DiscussionPage
from tests.factories.forums import discussion_activity, make_moderator, make_reply, make_thread, opening_of
from tests.forums.test_moderation_views import address, editor_of, signed_in

pytestmark = pytest.mark.django_db
REASON = "A price list is advertising"


@pytest.fixture
def post(course, amina):
    return opening_of(make_thread(course, amina, title="Vaccines", text="Buy them at Pharmacia!"))


@pytest.fixture
def moderator(elif_):
    return make_moderator(elif_)


def revise(moderator, post, **fields):
    words = {"text": "Where do you get them?", "language": "en", "reason": REASON}
    return revise_post(moderator=moderator, post=post, **words | fields)


def form_of(post, **fields):
    words = {"title": "Vaccines", "text": "Where do you get them?", "language": "en", "reason": REASON}
    return words | {"version": post.version} | fields


def test_revised_post_says_so_and_keeps_what_it_said(post, moderator):
    revise(moderator, post, title="Getting vaccines", language="es")
    thread, earlier = Thread.objects.get(), PostRevision.objects.get()
    assert (thread.title, thread.language) == ("Getting vaccines", "es")
    assert Post.objects.get().revised_reason == REASON
    assert (earlier.source, earlier.title) == ("Buy them at Pharmacia!", "Vaccines")
    assert (earlier.replaced_by, earlier.reason) == (moderator, REASON)


def test_revision_stands_in_the_log(post, moderator):
    revise(moderator, post)
    event = ModerationEvent.objects.get()
    assert (event.what, event.by, event.why, event.post) == (ModerationEvent.What.EDITED, moderator, REASON, post)


def test_revised_post_is_found_by_its_new_words(post, moderator):
    revise(moderator, post, text="Refrigerators")
    assert Post.objects.saying("refrigerator").exists()
    assert not Post.objects.saying("pharmacia").exists()


def test_learner_may_not_revise(post, ben, course):
    make_reply(post.thread, ben)
    with pytest.raises(NotAllowed):
        revise(ben, post)
    assert signed_in(ben).post(address("revise_post", post), form_of(post)).status_code == 404
    assert PostRevision.objects.count() == 0


def test_moderators_do_not_revise_each_other(post, course, moderator, dana):
    colleague = make_moderator(dana)
    theirs = make_reply(post.thread, moderator, text="Mine")
    with pytest.raises(NotAllowed):
        revise(colleague, theirs)
    answer = signed_in(colleague).get(address("revise_post", theirs), follow=True)
    assert "moderators do not edit each other" in answer.content.decode()


def test_removed_post_is_not_revised(post, amina, moderator):
    make_reply(post.thread)
    remove_post(remover=amina, post=post)
    with pytest.raises(NotAllowed):
        revise(moderator, post)
    assert signed_in(moderator).get(address("revise_post", post)).status_code == 404


def test_hidden_post_is_revised_and_stays_hidden(post, moderator):
    hide_post(moderator=moderator, post=post, reason="Advertising")
    revise(moderator, post)
    assert Post.objects.get().hidden_at
    restore_post(moderator=moderator, post=post)
    assert Post.objects.standing().get().source == "Where do you get them?"


def test_words_that_a_moderator_adds_count_for_completion(course, amina, moderator):
    discussion_activity(course, posts=1, words=4)
    post = opening_of(make_thread(course, amina, text="Too short"))
    revise(moderator, post, text="Long enough for that now")
    assert amina.enrolments.get().completions.count() == 1


def test_everybody_reads_the_reason(post, ben, moderator):
    make_reply(post.thread, ben)
    revise(moderator, post)
    page = signed_in(ben).get(post.thread.get_absolute_url()).content.decode()
    assert "Edited by a moderator. Reason:" in page
    assert REASON in page
    assert "Pharmacia" not in page


def test_history_names_the_moderator_to_moderators_only(post, amina, moderator):
    revise(moderator, post)
    mine = signed_in(amina).get(address("history", post)).content.decode()
    theirs = signed_in(moderator).get(address("history", post)).content.decode()
    assert "Pharmacia" in mine
    assert REASON in mine
    assert moderator.shown_name not in mine
    assert "Then edited by <bdi>" in theirs


def test_view_saves_and_leads_back_to_the_queue(post, moderator):
    client = signed_in(moderator)
    assert "Buy them at Pharmacia!" in client.get(address("revise_post", post)).content.decode()
    answer = client.post(address("revise_post", post), form_of(post, queue="kind=reported"))
    assert answer.url == "/en/discussions/moderation/?kind=reported"
    assert Post.objects.get().source == "Where do you get them?"


@pytest.mark.parametrize("missing", ["reason", "text", "title"])
def test_what_is_missing_is_said_beside_the_field(post, moderator, missing):
    answer = signed_in(moderator).post(address("revise_post", post), form_of(post, **{missing: " "}))
    assert answer.status_code == 422
    assert "Pharmacia" in Post.objects.get().source


def test_form_of_a_moderator_shows_what_changed_meanwhile(post, amina, moderator):
    form = form_of(post)
    edit_post(editor=amina, post=post, text="I took the price out", language="en")
    client = signed_in(moderator)
    answer = client.post(address("revise_post", post), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "I took the price out" in page
    assert "Where do you get them?" in page
    again = form | {"version": opening_of(post.thread).version}
    assert again["version"] in page
    assert client.post(address("revise_post", post), again).status_code == 302
    assert {earlier.source for earlier in PostRevision.objects.all()} == {
        "Buy them at Pharmacia!",
        "I took the price out",
    }


def test_form_of_its_author_shows_what_a_moderator_changed_meanwhile(post, amina, moderator):
    form = form_of(post, text="Buy them at Pharmacia, really")
    revise(moderator, post)
    answer = signed_in(amina).post(address("edit_post", post), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert REASON in page
    assert "Buy them at Pharmacia, really" in page
    assert Post.objects.get().source == "Where do you get them?"


def test_same_form_sent_twice_changes_once(post, moderator, amina):
    version = post.version
    for _ in range(2):
        revise(moderator, post, version=version)
    assert PostRevision.objects.count() == ModerationEvent.objects.count() == 1
    version = opening_of(post.thread).version
    for _ in range(2):
        edit_post(editor=amina, post=post, text="Mine", language="en", version=version)
    assert PostRevision.objects.count() == 2


def test_version_changes_with_text_language_and_title(post, amina):
    versions = {post.version}
    for words in ({"text": "New", "language": "en"}, {"text": "New", "language": "es"}):
        versions.add(edit_post(editor=amina, post=post, **words).version)
    edit_post(editor=amina, post=post, text="New", language="es", title="New title")
    versions.add(Post.objects.get().version)
    assert len(versions) == 4


def test_changed_meanwhile_carries_the_post_as_it_is(post, amina):
    version = post.version
    edit_post(editor=amina, post=post, text="First", language="en", at=timezone.now())
    with pytest.raises(ChangedMeanwhile) as refused:
        edit_post(editor=amina, post=post, text="Second", language="en", version=version)
    assert refused.value.post.source == "First"


def test_editor_of_the_page_revises_too(post, dana):
    editor_of(DiscussionPage.objects.get(translation_key=post.thread.discussion.activity.key), dana)
    assert signed_in(dana).get(address("revise_post", post)).status_code == 200
