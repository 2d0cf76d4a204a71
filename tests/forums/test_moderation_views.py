"""Hiding and restoring; and that what is hidden is nowhere to be read."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from forums.actions import hide_post
from forums.models import Post, Thread
from forums.templatetags.forums import discussions_with_news
from modules.kinds.discussion import DiscussionPage
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_moderator, make_reply, make_thread, opening_of

pytestmark = pytest.mark.django_db
SECRETS = ("Xylophone", "Quetzal", "Zyzzyva")


def address(name, thing):
    return reverse(f"forums:{name}", args=[thing.key])


@pytest.fixture
def thread(course, amina, ben):
    """Its opening, an answer and a nested answer each have a word that is nowhere else."""
    thread = make_thread(course, amina, title="About Xylophone", text="Xylophone")
    top = make_reply(thread, ben, text="Quetzal")
    make_reply(thread, amina, text="Zyzzyva", parent=top)
    return thread


@pytest.fixture
def moderator(elif_):
    return make_moderator(elif_)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def all_routes(client, thread):
    """Every page on which a reader may meet the posts of `thread`, htmx fragments too, as one text."""
    activity = DiscussionPage.objects.get(translation_key=thread.discussion.activity.key)
    urls = [thread.get_absolute_url(), f"{thread.get_absolute_url()}?page=2", activity.url]
    for post in thread.posts.all():
        urls += [address(name, post) for name in ("post", "edit_post", "remove_post", "hide_post", "report_post")]
        urls.append(f"{thread.get_absolute_url()}?reply_to={post.key}")
    answers = [
        client.get(url, follow=True, headers=headers) for url in urls for headers in ({}, {"HX-Request": "true"})
    ]
    return "".join(answer.content.decode() for answer in answers)


def test_secret_words_are_to_be_read_while_they_stand(thread, amina):
    text = all_routes(signed_in(amina), thread)
    assert all(word in text for word in SECRETS)


def test_hidden_words_are_nowhere_for_learners_and_authors(thread, amina, ben, dana, moderator, course):
    make_enrolment(course, dana)
    for post in thread.posts.all():
        hide_post(moderator=moderator, post=post, reason="Names a patient")
    for reader in (amina, ben, dana):
        text = all_routes(signed_in(reader), thread)
        assert not any(word in text for word in SECRETS)
        assert "Names a patient" in text
        assert "Hidden by a moderator" in text


def test_hidden_posts_are_neither_counted_nor_news(thread, dana, ben, moderator, course):
    make_enrolment(course, ben)
    for post in thread.posts.all():
        hide_post(moderator=moderator, post=post, reason="Spam")
    assert Thread.objects.get().posts_count == 0
    assert discussions_with_news(ben) == []


def test_moderator_reads_hidden_words_and_may_restore(thread, moderator):
    hide_post(moderator=moderator, post=opening_of(thread), reason="Spam")
    client = signed_in(moderator)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Xylophone" in page
    assert address("restore_post", thread) in page
    assert client.post(address("restore_post", thread)).status_code == 302
    assert opening_of(thread).is_standing


def test_hide_asks_for_a_reason(thread, moderator):
    client = signed_in(moderator)
    assert client.post(address("hide_post", thread), {"reason": " "}).status_code == 422
    assert client.post(address("hide_post", thread), {"reason": "Rude"}).status_code == 302
    post = opening_of(thread)
    assert (post.hidden_reason, post.hidden_by) == ("Rude", moderator)


def test_hide_twice_keeps_the_first_reason(thread, moderator):
    client = signed_in(moderator)
    for reason in ("First", "Second"):
        client.post(address("hide_post", thread), {"reason": reason})
    assert opening_of(thread).hidden_reason == "First"


def editor_of(page, user):
    """`user` may enter the admin and edit `page` and what is below it."""
    group = Group.objects.create(name=f"Editors of {page.slug}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=page, permission=Permission.objects.get(codename="change_page")
    )
    user.groups.add(group)


def test_instructor_moderates_in_their_own_discussion_only(thread, other_activity, dana, ben):
    mine = DiscussionPage.objects.get(translation_key=thread.discussion.activity.key)
    editor_of(mine.get_parent().get_parent(), dana)
    editor_of(DiscussionPage.objects.get(translation_key=other_activity.key), ben)
    post = Post.objects.get(source="Zyzzyva")
    assert signed_in(ben).post(address("hide_post", post), {"reason": "Spam"}).status_code == 404
    assert signed_in(dana).post(address("hide_post", post), {"reason": "Spam"}).status_code == 302


def test_instructor_reads_and_writes_without_enrolment(thread, dana):
    page = DiscussionPage.objects.get(translation_key=thread.discussion.activity.key)
    editor_of(page.get_parent().get_parent(), dana)
    client = signed_in(dana)
    assert client.get(thread.get_absolute_url()).status_code == 200
    answer = client.post(thread.get_absolute_url(), {"text": "Well asked.", "language": "es", "conduct": "on"})
    assert answer.status_code == 302
    assert thread.posts.filter(author=dana).exists()
