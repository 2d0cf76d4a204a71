"""The pages of discussions, as learners and strangers meet them."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from enrolments.actions import leave
from enrolments.models import Completion, Enrolment
from forums.models import Post, ReadMark, Thread
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_reply, make_thread, opening_of
from tests.factories.modules import activities

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def address(name, thing):
    return reverse(f"forums:{name}", args=[thing.key])


def form_of(text="A good answer.", **fields):
    return {"text": text, "language": "en", "key": str(uuid.uuid4()), "conduct": "on"} | fields


@pytest.fixture
def thread(course, amina):
    return make_thread(course, amina, title="What helps?")


@pytest.fixture
def as_amina(client, thread, amina):
    client.force_login(amina)
    return client


def test_thread_shows_posts_and_answers(as_amina, thread, ben):
    top = make_reply(thread, ben, text="An *answer*")
    make_reply(thread, text="A nested one", parent=top)
    page = as_amina.get(thread.get_absolute_url()).content.decode()
    assert "<em>answer</em>" in page
    assert page.index("What do you do?") < page.index("An <em>") < page.index("A nested one")
    assert "Ben Okello" in page
    assert "ben@example.org" not in page


def test_thread_asks_visitors_to_sign_in(client, thread):
    answer = client.get(thread.get_absolute_url())
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["thread", "post"])
def test_stranger_is_shown_where_to_enrol(client, thread, dana, name):
    client.force_login(dana)
    answer = client.get(address(name, thread))
    assert answer.status_code == 302
    assert answer.url.endswith("/conceptos/")


def test_stranger_may_not_write_or_mark(client, thread, dana):
    client.force_login(dana)
    assert client.post(address("thread", thread), form_of()).status_code == 403
    assert client.post(address("mark_read", thread), {"until": timezone.now().isoformat()}).status_code == 403
    new = reverse("forums:new_thread", args=[thread.discussion.activity.key])
    assert client.post(new, form_of(title="T")).status_code == 403
    assert (Post.objects.count(), ReadMark.objects.filter(user=dana).count()) == (1, 0)


def test_who_left_may_neither_read_nor_write(as_amina, thread, amina):
    leave(enrolment=Enrolment.objects.get(user=amina))
    assert as_amina.get(thread.get_absolute_url()).status_code == 302
    assert as_amina.post(thread.get_absolute_url(), form_of()).status_code == 403


@pytest.mark.parametrize(
    "name", ["thread", "mark_read", "post", "edit_post", "remove_post", "hide_post", "restore_post", "report_post"]
)
def test_unknown_key_is_not_found(as_amina, name):
    url = reverse(f"forums:{name}", args=[uuid.uuid4()])
    assert as_amina.post(url).status_code in (404, 405)
    assert as_amina.get(url).status_code in (404, 405)


@pytest.mark.parametrize("name", ["edit_post", "remove_post", "hide_post", "restore_post"])
def test_post_of_somebody_else_is_not_found(client, course, thread, ben, name):
    make_enrolment(course, ben)
    client.force_login(ben)
    answer = client.post(address(name, thread), form_of(reason="Because"))
    assert answer.status_code == 404
    assert opening_of(thread).is_standing


def test_get_changes_nothing(as_amina, thread, ben):
    make_reply(thread, ben)
    before = list(Post.objects.values()), list(Thread.objects.values()), list(ReadMark.objects.values())
    for name in ("thread", "post", "edit_post", "remove_post", "hide_post"):
        as_amina.get(address(name, thread))
    assert as_amina.get(address("mark_read", thread)).status_code == 405
    assert as_amina.get(address("restore_post", thread)).status_code == 405
    assert before == (list(Post.objects.values()), list(Thread.objects.values()), list(ReadMark.objects.values()))


def test_new_thread_opens_and_completes(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    activity = discussion_activity(course)
    answer = client.post(address("new_thread", activity), form_of(title="My question"), follow=True)
    assert "My question" in answer.content.decode()
    assert Completion.objects.filter(enrolment__user=amina, activity=activity).exists()


def test_new_thread_for_a_reading_is_not_found(as_amina, course):
    reading = activities(course, "reading")[0]
    assert as_amina.get(address("new_thread", reading)).status_code == 404


def test_reply_leads_to_its_place(as_amina, thread):
    answer = as_amina.post(thread.get_absolute_url(), form_of())
    post = Post.objects.get(is_opening=False)
    assert answer.url == post.get_absolute_url()
    assert as_amina.get(answer.url).url == f"{thread.get_absolute_url()}#{post.anchor}"


def test_same_form_sent_twice_makes_one_post(as_amina, thread):
    form = form_of()
    assert as_amina.post(thread.get_absolute_url(), form).url == as_amina.post(thread.get_absolute_url(), form).url
    assert Post.objects.count() == 2


def test_used_form_with_other_words_comes_back_with_a_new_key(as_amina, thread):
    form = form_of()
    as_amina.post(thread.get_absolute_url(), form)
    answer = as_amina.post(thread.get_absolute_url(), form | {"text": "Written after going back"})
    assert answer.status_code == 422
    again = answer.context["form"]
    assert "Written after going back" in answer.content.decode()
    assert as_amina.post(thread.get_absolute_url(), again.data).status_code == 302
    assert Post.objects.count() == 3


def test_reply_to_a_post_nests(as_amina, thread, ben):
    top = make_reply(thread, ben)
    page = as_amina.get(thread.get_absolute_url(), {"reply_to": top.key}).content.decode()
    assert f'name="reply_to" value="{top.key}"' in page
    as_amina.post(thread.get_absolute_url(), form_of(reply_to=str(top.key)))
    assert top.answers.count() == 1


@pytest.mark.parametrize("reply_to", ["nonsense", str(uuid.UUID(int=1))])
def test_reply_to_what_is_not_there_is_not_found(as_amina, thread, reply_to):
    assert as_amina.post(thread.get_absolute_url(), form_of(reply_to=reply_to)).status_code == 404


def test_reply_to_a_post_of_another_thread_is_not_found(as_amina, course, thread, ben):
    foreign = make_reply(make_thread(course, ben), ben)
    assert as_amina.post(thread.get_absolute_url(), form_of(reply_to=str(foreign.key))).status_code == 404


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Write something first."),
        (" \n\t", "Write something first."),
        ("long " * 2_001 + "end", "too long: a post has at most 10000"),
        ("pasted\x00binary", "characters that cannot be shown"),
        ("bell\x07", "characters that cannot be shown"),
    ],
)
def test_text_that_cannot_be_posted_comes_back(as_amina, thread, text, message):
    answer = as_amina.post(thread.get_absolute_url(), form_of(text))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert text.strip() in page
    assert Post.objects.count() == 1


def test_binary_body_is_no_server_error(as_amina, thread):
    body = b"text=\xff\xfe\x00\x80%00%FF&language=en"
    answer = as_amina.post(thread.get_absolute_url(), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422


@pytest.mark.parametrize("fields", [{"language": "xx"}, {"language": ""}, {"title": ""}, {"title": "t" * 151}])
def test_new_thread_with_wrong_fields_keeps_the_text(as_amina, course, fields):
    url = address("new_thread", discussion_activity(course))
    answer = as_amina.post(url, form_of("Do not lose me", title="Title") | fields)
    assert answer.status_code == 422
    assert "Do not lose me" in answer.content.decode()


def test_nonsense_key_is_replaced(as_amina, thread):
    assert as_amina.post(thread.get_absolute_url(), form_of(key="1 OR 1=1")).status_code == 302


def test_too_many_posts_in_a_minute_are_slowed_and_kept(as_amina, thread, settings):
    settings.FORUMS_POSTS_PER_MINUTE = 2
    as_amina.post(thread.get_absolute_url(), form_of())
    answer = as_amina.post(thread.get_absolute_url(), form_of("My long second thought"))
    assert answer.status_code == 429
    assert "My long second thought" in answer.content.decode()
    assert Post.objects.count() == 2


def test_edit_changes_the_post(as_amina, thread):
    answer = as_amina.post(address("edit_post", thread), {"title": "New title", "text": "New text", "language": "en"})
    assert answer.status_code == 302
    assert Thread.objects.get().title == "New title"


def test_edit_after_the_time_keeps_the_text(as_amina, thread):
    Post.objects.update(written_at=timezone.now() - timedelta(minutes=31))
    url = address("edit_post", thread)
    answer = as_amina.post(url, {"title": "T", "text": "My better words", "language": "en"})
    assert answer.status_code == 422
    assert "My better words" in answer.content.decode()
    assert opening_of(thread).source == "What do you do?"
    assert as_amina.get(url).status_code == 302


def test_remove_of_the_only_post_leads_to_the_activity(as_amina, thread):
    answer = as_amina.post(address("remove_post", thread))
    assert answer.url.endswith("/debate/")
    assert as_amina.get(thread.get_absolute_url()).status_code == 404


def test_remove_of_an_answered_post_leaves_a_stub(as_amina, thread, ben):
    make_reply(thread, ben)
    page = as_amina.post(address("remove_post", thread), follow=True).content.decode()
    assert "Removed by its author" in page
    assert "What do you do?" not in page
    assert "What helps?" not in page


def test_news_is_marked_read_by_a_post_only(client, course, thread, ben):
    make_enrolment(course, ben)
    client.force_login(ben)
    page = client.get(thread.get_absolute_url()).content.decode()
    until = Thread.objects.get().last_post_at
    assert f'name="until" value="{until.isoformat()}"' in page
    client.post(address("mark_read", thread), {"until": until.isoformat()})
    assert 'name="until"' not in client.get(thread.get_absolute_url()).content.decode()


@pytest.mark.parametrize("until", ["", "yesterday", "2026-99-99T00:00:00Z", "2026-01-01T00:00:00"])
def test_mark_read_with_nonsense_is_refused(as_amina, thread, until):
    assert as_amina.post(address("mark_read", thread), {"until": until}).status_code == 422


def test_mark_read_of_the_future_counts_to_now(client, course, thread, ben):
    make_enrolment(course, ben)
    client.force_login(ben)
    client.post(address("mark_read", thread), {"until": "2199-01-01T00:00:00Z"})
    assert ReadMark.objects.get(user=ben).read_at <= timezone.now()


def test_long_thread_has_pages_and_posts_are_found_on_theirs(as_amina, thread, ben):
    posts = [make_reply(thread, ben) for _ in range(31)]
    nested = make_reply(thread, ben, parent=posts[-1])
    assert as_amina.get(nested.get_absolute_url()).url == f"{thread.get_absolute_url()}?page=2#{nested.anchor}"
    second = as_amina.get(thread.get_absolute_url(), {"page": 2}).content.decode()
    assert nested.anchor in second
    assert posts[0].anchor not in second


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "9" * 40])
def test_page_that_is_not_there_is_no_error(as_amina, thread, page):
    assert as_amina.get(thread.get_absolute_url(), {"page": page}).status_code == 200


def test_arabic_post_finds_its_direction(client, course, farid):
    thread = make_thread(course, farid, title="سؤال", text="ماذا تفعلون؟\n\n¿Y usted?", language="ar")
    client.force_login(farid)
    page = client.get(reverse("forums:thread", args=[thread.key])).content.decode()
    assert '<div class="post-text prose" lang="ar" dir="rtl"><p dir="auto">ماذا' in page
    assert 'lang="ar" dir="auto">سؤال</h1>' in page


def test_htmx_gets_the_form_in_place(as_amina, thread, ben):
    top = make_reply(thread, ben)
    answer = as_amina.get(thread.get_absolute_url(), {"reply_to": top.key}, headers=HTMX)
    assert "<html" not in answer.content.decode()
    assert f'id="{top.anchor}-text"' in answer.content.decode()


def test_htmx_answer_comes_back_as_a_post(as_amina, thread, ben):
    top = make_reply(thread, ben)
    form = form_of("In place", reply_to=str(top.key))
    page = as_amina.post(thread.get_absolute_url(), form, headers=HTMX).content.decode()
    assert f'hx-swap-oob="beforeend:#answers-{top.key}"' in page
    assert "In place" in page
    wrong = as_amina.post(thread.get_absolute_url(), form_of(""), headers=HTMX)
    assert wrong.status_code == 422
    assert "<html" not in wrong.content.decode()


def test_mark_read_before_the_year_1_is_refused(as_amina, thread):
    response = as_amina.post(address("mark_read", thread), {"until": "0001-01-01T00:00:00+14:00"})
    assert response.status_code == 422
    assert as_amina.get(thread.get_absolute_url()).status_code == 200


def test_remove_a_post_that_was_hidden_meanwhile_is_forbidden(as_amina, thread, monkeypatch):
    monkeypatch.setattr("forums.editing_views.may_remove", lambda user, post: True)
    Post.objects.update(hidden_at=timezone.now(), hidden_by=thread.author)
    assert as_amina.post(address("remove_post", opening_of(thread))).status_code == 403
