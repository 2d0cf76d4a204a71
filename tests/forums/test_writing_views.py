"""Writing: what is pointed out, previews, drafts, quotations, people to mention, and how far one is."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import accept_conduct
from enrolments.actions import leave
from enrolments.models import Enrolment
from forums.actions import edit_post, forget_sent_drafts, hide_post, remove_post, save_draft
from forums.models import Draft, ModerationEvent, Post, PostRevision
from forums.people import mention_key
from forums.progress import progress_of
from forums.queue import waiting_for
from forums.signals import people_mentioned
from forums.templatetags.forums import my_drafts
from modules.outline import outline_of
from tests.factories.accounts import UserFactory
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_reply, make_thread, opening_of
from tests.forums.test_moderation_views import signed_in
from tests.forums.test_views import HTMX, address, form_of

pytestmark = pytest.mark.django_db
TELLING = "Ayer vi a Rosa Quispe, 34 años. Su DNI 12345678Z."
PASSAGES = ["Rosa Quispe, 34 años", "DNI 12345678Z"]


@pytest.fixture
def thread(course, amina):
    return make_thread(course, amina, title="What helps?")


@pytest.fixture
def as_amina(client, thread, amina):
    client.force_login(amina)
    return client


# --- Identifiers ----------------------------------------------------------------------------------------------


def test_identifiers_come_back_marked_and_named_and_nothing_is_sent(as_amina, thread):
    answer = as_amina.post(thread.get_absolute_url(), form_of(TELLING))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(f"<mark>{passage}</mark>" in page for passage in PASSAGES)
    assert "The number of a document or a medical record" in page
    assert Post.objects.count() == 1


def test_author_decides_to_send_it_and_only_a_flag_is_kept(as_amina, thread, elif_):
    form = form_of(TELLING, seen=PASSAGES, do="anyway")
    assert as_amina.post(thread.get_absolute_url(), form).status_code == 302
    post = Post.objects.get(is_opening=False)
    assert post.sent_anyway
    assert (post.pk, "sent_anyway") in waiting_for(make_moderator(elif_), at=timezone.now()).values_list("pk", "kind")


def test_what_was_not_pointed_out_yet_is_before_it_is_sent(as_amina, thread):
    form = form_of(TELLING + " Tel. 612345678", seen=PASSAGES, do="anyway")
    assert as_amina.post(thread.get_absolute_url(), form).status_code == 422
    assert Post.objects.count() == 1


def test_title_is_searched_too(as_amina, course):
    url = address("new_thread", discussion_activity(course))
    assert as_amina.post(url, form_of(title="Caso de Rosa Quispe, 34 años")).status_code == 422


def test_edit_is_searched_too(as_amina, thread):
    answer = as_amina.post(address("edit_post", opening_of(thread)), form_of(TELLING, title="T"))
    assert answer.status_code == 422
    assert opening_of(thread).source == "What do you do?"


def test_moderator_finds_that_it_identifies_nobody(as_amina, thread, elif_):
    as_amina.post(thread.get_absolute_url(), form_of(TELLING, seen=PASSAGES, do="anyway"))
    post = Post.objects.get(is_opening=False)
    signed_in(make_moderator(elif_)).post(address("dismiss_reports", post))
    assert not Post.objects.get(pk=post.pk).sent_anyway
    assert ModerationEvent.objects.get().what == "flag_dismissed"


def test_patterns_are_sent_as_data(client):
    data = client.get(reverse("forums:identifiers")).json()
    assert {kind for kind, _source, _flags in data["patterns"]} == data["kinds"].keys()


# --- Preview and quotation ------------------------------------------------------------------------------------


def test_preview_shows_the_text_and_changes_nothing(as_amina, thread):
    answer = as_amina.post(thread.get_absolute_url(), form_of("So **bold** it is", do="preview"))
    assert answer.status_code == 200
    assert "<strong>bold</strong>" in answer.content.decode()
    assert "So **bold** it is</textarea>" in answer.content.decode()
    assert (Post.objects.count(), Draft.objects.count()) == (1, 0)


def test_preview_of_nothing_says_so(as_amina, thread):
    answer = as_amina.post(thread.get_absolute_url(), form_of("", do="preview"), headers=HTMX)
    assert (answer.status_code, "Write something first." in answer.content.decode()) == (422, True)


def test_quotation_says_whose_words_they_are(as_amina, thread, ben):
    post = make_reply(thread, ben, text="First line\n\nSecond line")
    page = as_amina.get(thread.get_absolute_url(), {"reply_to": post.key, "quote": post.key}).content.decode()
    assert "&gt; **Ben Okello:**\n&gt;\n&gt; First line\n&gt;\n&gt; Second line\n\n</textarea>" in page


def test_quotation_of_a_hidden_or_foreign_post_is_not_found(as_amina, thread, course, ben, elif_):
    hidden, foreign = make_reply(thread, ben), make_reply(make_thread(course, ben), ben)
    hide_post(moderator=make_moderator(elif_), post=hidden, reason="Because")
    for post in (hidden, foreign):
        assert as_amina.get(thread.get_absolute_url(), {"quote": post.key}).status_code == 404


# --- Drafts ---------------------------------------------------------------------------------------------------


def keep(client, thread, text="Half a thought", **fields):
    place = {"activity": thread.discussion.activity.key, "thread": thread.key}
    return client.post(reverse("forums:save_draft"), place | form_of(text) | fields)


def test_draft_is_kept_and_comes_back_elsewhere(as_amina, thread, amina):
    assert keep(as_amina, thread, language="fr").status_code == 204
    page = signed_in(amina).get(thread.get_absolute_url()).content.decode()
    assert "Half a thought</textarea>" in page
    assert str(Draft.objects.get().key) in page
    assert '<option value="fr" selected>' in page


def test_draft_saved_again_is_one(as_amina, thread):
    form = form_of()
    for text in ("One", "One two", "One two"):
        assert keep(as_amina, thread, **form | {"text": text}).status_code == 204
    assert keep(as_amina, thread, "From another device").status_code == 204
    assert [draft.text for draft in Draft.objects.all()] == ["From another device"]


def test_draft_is_gone_when_it_is_sent_and_never_comes_after(as_amina, thread, amina):
    form = form_of("Whole thought")
    keep(as_amina, thread, **form)
    as_amina.post(thread.get_absolute_url(), form)
    assert my_drafts(amina) == []
    keep(as_amina, thread, **form)
    assert "Whole thought</textarea>" not in as_amina.get(thread.get_absolute_url()).content.decode()
    forget_sent_drafts()
    assert Draft.objects.count() == 0


def test_draft_without_a_script_is_saved_by_a_button(as_amina, course, amina):
    url = address("new_thread", discussion_activity(course))
    page = as_amina.post(url, form_of("", title="Only a title", do="draft"), follow=True).content.decode()
    assert "Only a title" in page
    assert "Your draft is saved" in page
    assert [draft.title for draft in my_drafts(amina)] == ["Only a title"]
    assert "Only a title" in as_amina.get(reverse("enrolments:my_learning")).content.decode()


def test_draft_too_long_for_a_post_is_kept_all_the_same(as_amina, thread):
    assert keep(as_amina, thread, "x" * 20_000).status_code == 204
    assert keep(as_amina, thread, "x" * 50_001).status_code == 422


def test_draft_is_discarded_by_a_button(as_amina, thread):
    keep(as_amina, thread)
    key = Draft.objects.get().key
    answer = as_amina.post(reverse("forums:discard_draft", args=[key]), {"next": thread.get_absolute_url()})
    assert answer.url == thread.get_absolute_url()
    assert Draft.objects.count() == 0
    answer = as_amina.post(reverse("forums:discard_draft", args=[key]), {"next": "https://evil.example/"})
    assert answer.url == reverse("enrolments:my_learning")


def test_draft_of_somebody_else_stays(as_amina, thread, course, ben):
    make_enrolment(course, ben)
    draft = save_draft(
        user=ben, discussion=thread.discussion, thread=thread, key=form_of()["key"], text="Ben's", language="en"
    )
    as_amina.post(reverse("forums:discard_draft", args=[draft.key]))
    assert Draft.objects.get() == draft
    assert "Ben&#x27;s" not in as_amina.get(thread.get_absolute_url()).content.decode()


def test_draft_of_who_may_not_write_is_refused(client, thread, dana):
    client.force_login(dana)
    assert keep(client, thread).status_code == 403
    assert keep(client, thread, activity="nonsense").status_code == 404


def test_draft_of_an_answer_to_a_post_comes_back_there(as_amina, thread, ben):
    post = make_reply(thread, ben)
    keep(as_amina, thread, "To Ben", parent=post.key)
    assert "To Ben</textarea>" not in as_amina.get(thread.get_absolute_url()).content.decode()
    assert "To Ben</textarea>" in as_amina.get(thread.get_absolute_url(), {"reply_to": post.key}).content.decode()


def test_browser_asks_whether_a_draft_was_posted(as_amina, thread, ben):
    own, foreign = opening_of(thread), make_reply(thread, ben)
    assert [as_amina.get(address("draft", post)).json()["posted"] for post in (own, foreign)] == [True, False]


# --- History --------------------------------------------------------------------------------------------------


def test_history_is_for_the_author_and_moderators(as_amina, thread, amina, ben, course, elif_):
    make_enrolment(course, ben)
    post = opening_of(thread)
    edit_post(editor=amina, post=post, title="New", text="New words", language="en")
    url = address("history", post)
    for reader in (amina, make_moderator(elif_)):
        page = signed_in(reader).get(url).content.decode()
        assert "What do you do?" in page
        assert "What helps?" in page
    assert signed_in(ben).get(url).status_code == 404
    assert url in as_amina.get(thread.get_absolute_url()).content.decode()
    assert url not in signed_in(ben).get(thread.get_absolute_url()).content.decode()


def test_history_goes_with_the_words(thread, amina):
    post = opening_of(thread)
    edit_post(editor=amina, post=post, text="New words", language="en")
    remove_post(remover=amina, post=post)
    assert PostRevision.objects.count() == 0


# --- Mentions -------------------------------------------------------------------------------------------------


@pytest.fixture
def heard():
    calls = []

    def hear(post, users, **_kwargs):
        calls.append((post.key, [user.name for user in users]))

    people_mentioned.connect(hear)
    yield calls
    people_mentioned.disconnect(hear)


def test_mention_is_stored_shown_and_announced(thread, amina, ben, heard, on_commit):
    make_reply(thread, ben)
    with on_commit():
        post = make_reply(thread, amina, text="@Ben Okello what do you think? ana@Ben Okello")
    assert post.source.startswith(f"@[Ben Okello]({mention_key(ben)}) what")
    assert '<bdi class="mention">@Ben Okello</bdi> what do you think? ana@Ben Okello' in post.html
    assert heard == [(post.key, ["Ben Okello"])]


def test_mention_of_nobody_here_is_only_a_name(thread, amina, dana, heard, on_commit):
    with on_commit():
        post = make_reply(thread, amina, text=f"@[Somebody]({mention_key(dana)}) and @Dana Novák")
    assert post.source == "@Somebody and @Dana Novák"
    assert heard == []


def test_mention_is_announced_once_through_edits(thread, amina, ben, heard, on_commit):
    make_reply(thread, ben)
    with on_commit():
        post = make_reply(thread, amina, text="@Ben Okello look")
        edit_post(editor=amina, post=post, text="@Ben Okello look here", language="en")
    assert len(heard) == 1


def test_name_of_two_people_is_no_mention(thread, amina, course):
    for _ in range(2):
        make_reply(thread, UserFactory(name="Ana López"))
    assert "mention" not in make_reply(thread, amina, text="@Ana López").html


def test_people_are_those_of_the_discussion(as_amina, thread, ben, dana, elif_):
    make_reply(thread, ben)
    make_moderator(elif_)
    url = address("people", thread.discussion.activity)
    found = {q: [p["name"] for p in as_amina.get(url, {"q": q}).json()["people"]] for q in ("be", "ok", "da", "el", "")}
    assert found == {"be": ["Ben Okello"], "ok": ["Ben Okello"], "da": [], "el": ["Elif Şahin"], "": []}


def test_people_are_told_to_readers_only(client, thread, dana):
    client.force_login(dana)
    assert client.get(address("people", thread.discussion.activity), {"q": "a"}).status_code == 404


# --- Progress -------------------------------------------------------------------------------------------------


def test_progress_stands_on_the_page_until_it_is_enough(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    url = outline_of(course, "es").activity(discussion_activity(course).key).url
    assert "Hasta ahora: 0 de 1" in client.get(url).content.decode()
    make_thread(course, amina)
    assert "Hasta ahora" not in client.get(url).content.decode()


def test_progress_says_how_far_one_is(course, amina):
    activity = discussion_activity(course, posts=2, replies=1, words=50)
    make_enrolment(course, amina)
    accept_conduct(user=amina)
    make_thread(course, amina, text="word " * 50)
    make_thread(course, amina, text="word " * 32)
    words = progress_of(amina.pk, activity).words
    assert words.startswith("So far: 1 of 2 posts, 0 of 1 reply to a colleague. A post counts from 50 words on.")
    assert "has 32" in words


def test_who_left_keeps_no_draft(as_amina, thread, amina):
    leave(enrolment=Enrolment.objects.get(user=amina))
    assert keep(as_amina, thread).status_code == 403


def test_edit_of_long_ago_is_refused_with_its_words(as_amina, thread):
    Post.objects.update(written_at=timezone.now() - timedelta(minutes=31))
    answer = as_amina.post(address("edit_post", thread), form_of("Better", title="T"))
    assert (answer.status_code, "Better" in answer.content.decode()) == (422, True)


def test_draft_of_a_question_to_the_course_comes_back_with_its_kind(as_amina, course, amina):
    place = {"course": course.key, "subject": "questions"}
    form = form_of("Who knows?", title="Half", kind="discussion")
    assert as_amina.post(reverse("forums:save_draft"), place | form).status_code == 204
    draft = my_drafts(amina)[0]
    assert draft.get_absolute_url() == reverse("forums:new_in_subject", args=[course.key, "questions"])
    page = as_amina.get(draft.get_absolute_url()).content.decode()
    assert "Who knows?</textarea>" in page
    assert re.search(r'value="discussion"[^>]* checked', page)
