"""A moderator blacks a passage out, wherever the post says or said it; the log keeps none of the words."""

import pytest

from forums.actions import NotAllowed, PassageNotFound, edit_post, redact_post, translate_post
from forums.models import ModerationEvent, Post, PostRevision, Translation
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
