"""A moderator blacks a passage out, wherever the post says or said it; the log keeps none of the words."""

from uuid import uuid4

import pytest
from django.core import mail

from forums.actions import NotAllowed, PassageNotFound, edit_post, redact_post, save_draft, translate_post
from forums.composing import quotation
from forums.models import Draft, ModerationEvent, Post, PostRevision, Translation
from tests.factories.forums import make_moderator, make_reply, make_thread, opening_of
from tests.forums.test_moderation_views import signed_in
from tests.forums.test_views import address

pytestmark = pytest.mark.django_db
BAR = '<span class="redacted">[removed by a moderator]</span>'


@pytest.fixture
def post(course, amina):
    thread = make_thread(course, amina, title="Rosa came", text="I saw **Rosa Quispe** today. Rosa Quispe was well.")
    post = opening_of(thread)
    edit_post(editor=amina, post=post, text=f"{post.source} (edited)", title="Rosa came", language="en")
    return opening_of(thread)


def everything(post):
    rows = [Post.objects.filter(pk=post.pk).values(), PostRevision.objects.values(), ModerationEvent.objects.values()]
    return repr([list(row) for row in rows])


def test_passage_is_black_everywhere_and_in_no_log(post, elif_):
    redact_post(moderator=make_moderator(elif_), post=post, passage="Rosa Quispe", reason="A name")
    found = Post.objects.get(pk=post.pk)
    assert found.html.count(BAR) == 2
    assert f"<strong>{BAR}</strong>" in found.html
    assert "Rosa Quispe" not in everything(post)
    assert ModerationEvent.objects.get().what == "redacted"


def test_passage_of_the_title_is_black(post, elif_):
    redact_post(moderator=make_moderator(elif_), post=post, passage="Rosa")
    assert Post.objects.select_related("thread").get(pk=post.pk).thread.title == "█████ came"


def test_passage_that_is_not_there_is_said_beside_the_field(post, elif_):
    moderator = make_moderator(elif_)
    with pytest.raises(PassageNotFound):
        redact_post(moderator=moderator, post=post, passage="Juan")
    answer = signed_in(moderator).post(address("redact_post", post), {"passage": "Juan"})
    assert answer.status_code == 422
    assert "The post does not say this" in answer.content.decode()


def test_passage_may_not_stand_in_the_reason(post, elif_):
    form = {"passage": "Rosa", "reason": "She said Rosa"}
    assert signed_in(make_moderator(elif_)).post(address("redact_post", post), form).status_code == 422
    assert ModerationEvent.objects.count() == 0


def test_view_blacks_out_and_leads_to_the_post(post, elif_):
    client = signed_in(make_moderator(elif_))
    assert "Rosa Quispe" in client.get(address("redact_post", post)).content.decode()
    answer = client.post(address("redact_post", post), {"passage": "Rosa Quispe", "reason": ""}, follow=True)
    assert BAR in answer.content.decode()


def test_learner_may_not_black_out(post, ben, course):
    make_reply(post.thread, ben)
    with pytest.raises(NotAllowed):
        redact_post(moderator=ben, post=post, passage="Rosa")
    assert signed_in(ben).post(address("redact_post", post), {"passage": "Rosa"}).status_code == 404


def test_passage_is_black_in_translations_and_found_by_no_search(post, amina, elif_):
    translate_post(translator=amina, post=post, language="es", text="Vi a Rosa Quispe hoy.")
    redact_post(moderator=make_moderator(elif_), post=post, passage="Quispe")
    translated = Translation.objects.get()
    assert "Quispe" not in translated.source + translated.html
    assert 'class="redacted"' in translated.html
    assert not Post.objects.saying("quispe").exists()


def quoting(post, author, text):
    return make_reply(
        post.thread, author, text=f"{quotation(Post.objects.select_related('author').get(pk=post.pk))}{text}"
    )


def test_passage_is_black_where_others_quote_it(post, ben, elif_):
    answer = quoting(post, ben, "How is Rosa Quispe today?")
    redact_post(moderator=make_moderator(elif_), post=post, passage="Rosa Quispe", reason="A name")
    found = Post.objects.get(pk=answer.pk)
    assert found.html.count(BAR) == 2
    assert found.source.endswith("How is Rosa Quispe today?")
    assert events() == [("redacted", post), ("redacted_quote", answer)]


def events():
    return [(event.what, event.post) for event in ModerationEvent.objects.order_by("pk")]


def test_post_that_does_not_quote_is_left_alone(post, ben, elif_):
    answer = make_reply(post.thread, ben, text="I know Rosa Quispe.\n\n> Somebody else")
    redact_post(moderator=make_moderator(elif_), post=post, passage="Rosa Quispe")
    assert "Rosa Quispe" in Post.objects.get(pk=answer.pk).html
    assert events() == [("redacted", post)]


def test_passage_of_several_lines_is_black_in_quotations(course, amina, ben, elif_):
    post = opening_of(make_thread(course, amina, text="Her name:\nRosa\nQuispe, of Lima"))
    plain, nested = quoting(post, ben, "Oh"), make_reply(post.thread, ben, text="> > Rosa\n> > Quispe, of Lima\nlazy")
    redact_post(moderator=make_moderator(elif_), post=post, passage="Rosa\r\nQuispe")
    for found in Post.objects.filter(pk__in=[plain.pk, nested.pk]):
        assert "Rosa" not in found.source
        assert "Quispe" not in found.html
        assert "of Lima" in found.html


@pytest.mark.parametrize(
    "quoted", ["> well\nRosa Quispe goes on", "- > Rosa Quispe", "1. > Rosa Quispe", ">Rosa Quispe"]
)
def test_every_form_of_quotation_is_found(post, ben, elif_, quoted):
    answer = make_reply(post.thread, ben, text=quoted)
    redact_post(moderator=make_moderator(elif_), post=post, passage="Rosa Quispe")
    assert "Quispe" not in Post.objects.get(pk=answer.pk).source


def test_quotation_is_black_in_translations_earlier_versions_and_drafts(post, amina, ben, elif_):
    answer = quoting(post, ben, "Oh")
    translate_post(translator=ben, post=answer, language="es", text="> Vi a Rosa Quispe\n\nVaya")
    edit_post(editor=ben, post=answer, text="Without it", language="en")
    place = {"discussion": post.thread.discussion, "thread": post.thread}
    save_draft(user=amina, key=uuid4(), text="> Rosa Quispe\n\nBegun", language="en", **place)
    redact_post(moderator=make_moderator(elif_), post=post, passage="Rosa Quispe")
    rows = [*Translation.objects.values(), *PostRevision.objects.values(), *Draft.objects.values()]
    assert "Quispe" not in repr(rows)
    assert repr(rows).count("█[") == 6  # two in the earlier version of each post
    assert ("redacted_quote", answer) in events()


def test_quotation_in_another_conversation_is_left_alone(course, post, ben, elif_):
    other = make_thread(course, ben, text="> Rosa Quispe")
    redact_post(moderator=make_moderator(elif_), post=post, passage="Rosa Quispe")
    assert "Rosa Quispe" in opening_of(other).source


def test_mention_in_a_quotation_goes_whole(course, post, amina, ben, elif_):
    mentioning = make_reply(post.thread, amina, text="Ask @Ben Okello about it")
    answer = quoting(mentioning, ben, "Yes")
    redact_post(moderator=make_moderator(elif_), post=mentioning, passage="Okello")
    assert "](" not in Post.objects.get(pk=answer.pk).source


def test_author_who_quoted_is_told(post, ben, elif_, on_commit):
    quoting(post, ben, "Oh")
    with on_commit():
        redact_post(moderator=make_moderator(elif_), post=post, passage="Rosa Quispe", reason="A name")
    told = {message.to[0]: message.subject for message in mail.outbox}
    assert "a passage that your post quotes" in told[ben.email]
    assert "A name" in mail.outbox[1].body
