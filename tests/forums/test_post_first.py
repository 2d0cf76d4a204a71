"""Nothing of a post that somebody may not see leaks, by any address, mail or template tag.

Every address of the discussions is asked as it stands in the URLs, so that a new one is asked too.
"""

import re
import uuid

import pytest
from django.core import mail
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.urls import get_resolver, reverse

from enrolments.study import study_in
from forums.actions import NotAllowed, edit_post, hide_post, remove_post, reply
from forums.models import Post, Thread
from modules.actions import record_outline
from modules.kinds.discussion import DiscussionPage
from modules.models import Activity
from modules.outline import outline_of
from notifications.rules import may_hear_of
from pages.actions import publish
from tests.factories.accounts import UserFactory
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_reply, make_thread, opening_of
from tests.forums.test_moderation_views import signed_in
from tests.forums.test_views import form_of

pytestmark = pytest.mark.django_db
TITLE, WORDS, BEFORE = "Zanahoria", "Berenjena", "Calabaza"
SECRETS = re.compile(f"{TITLE}|{WORDS}|{BEFORE}|1 post|2 posts")


@pytest.fixture
def thread(course, ben):
    """Of Ben, with words of its own in the title, in the text and in what the text said before; once answered."""
    thread = make_thread(course, ben, title=TITLE, text=BEFORE)
    edit_post(editor=ben, post=opening_of(thread), text=WORDS, title=TITLE, language="en")
    make_reply(thread, text=f"{WORDS} too")
    return Thread.objects.get()


@pytest.fixture
def closed(thread):
    """The same, where the discussion is post-first."""
    Activity.objects.filter(discussion=thread.discussion).update(
        terms=discussion_activity(thread.discussion.course).terms | {"post_first": True}
    )
    course = thread.discussion.course
    record_terms(course)
    return Thread.objects.get()


def record_terms(course):
    page = DiscussionPage.objects.filter(translation_key=discussion_activity(course).key).first()
    DiscussionPage.objects.filter(translation_key=page.translation_key).update(post_first=True)
    record_outline(course)
    course.refresh_from_db()


def addresses(thread):
    """Every address under `discussions/`, with each key that could be meant; and the pages around them."""
    discussion = thread.discussion
    keys = [thread.key, discussion.activity.key, discussion.course.key, *Post.objects.values_list("key", flat=True)]
    with_language = next(p for p in get_resolver().url_patterns if hasattr(p.pattern, "language_prefix"))
    forums = next(p for p in with_language.url_patterns if getattr(p, "namespace", "") == "forums")
    for view in forums.url_patterns:
        for key in keys if view.pattern.converters else [None]:
            args = {"key": key, "subject": "questions"}
            yield reverse(f"forums:{view.name}", kwargs={name: args[name] for name in view.pattern.converters})
    yield reverse("enrolments:my_learning")
    yield outline_of(thread.discussion.course, "es").activity(thread.discussion.activity.key).url


def leaks(user, thread):
    """The addresses that tell `user` of the thread, asked and sent to."""
    client = signed_in(user)
    form = form_of(do="preview", activity=thread.discussion.activity.key, thread=thread.key, q="b", title="T")
    found = []
    for url in addresses(thread):
        for answer in (
            client.get(url, {"quote": thread.key, "reply_to": "", "q": "Zana"}),
            client.get(url, follow=True),
            client.post(url, form),
            client.post(url, form, headers={"HX-Request": "true"}),
        ):
            assert answer.status_code < 500
            if SECRETS.search(answer.getvalue().decode(errors="replace") if not answer.streaming else ""):
                found.append(url)
    return found


def tags(user, thread):
    """What the template tags about discussions show `user`."""
    request = RequestFactory().get("/")
    request.user = user
    course = thread.discussion.course
    study = study_in(user, course, "es")
    activity = outline_of(course, "es").activity(thread.discussion.activity.key)
    template = Template(
        "{% load forums %}{% discussion_panel activity %}{% discussions_with_news user as news %}{{ news }}"
        "{% my_drafts user as drafts %}{{ drafts }}{% course_discussions course %}"
        "{% writing_tools discussion %}{{ 'x'|prose }}"
    )
    known = {"user": user, "activity": activity, "study": study, "course": course, "discussion": thread.discussion}
    return template.render(RequestContext(request, known))


def test_post_first_shows_nothing_before_the_own_post(closed, course, amina):
    make_enrolment(course, amina)
    assert leaks(amina, closed) == []
    assert not SECRETS.search(tags(amina, closed))
    assert list(Post.objects.readable_by(amina)) == list(Thread.objects.readable_by(amina)) == []
    assert not any(may_hear_of(amina, post) for post in Post.objects.all())
    assert not any(WORDS in message.body for message in mail.outbox)


def test_post_first_looks_the_same_when_nobody_has_written(course, amina):
    activity = discussion_activity(course)
    Activity.objects.filter(pk=activity.pk).update(terms=activity.terms | {"post_first": True})
    record_terms(course)
    make_enrolment(course, amina)
    url = outline_of(course, "es").activity(activity.key).url
    strip = re.compile(r'value="[^"]*"|[0-9a-f-]{36}|hx-headers=\S+ \S+')
    before = strip.sub("", signed_in(amina).get(url).content.decode())
    make_thread(course)
    assert strip.sub("", signed_in(amina).get(url).content.decode()) == before


def test_post_first_opens_with_the_own_post_and_closes_when_it_goes(closed, course, amina):
    own = make_thread(course, amina, title="Mine")
    page = signed_in(amina).get(closed.get_absolute_url()).content.decode()
    assert WORDS in page
    assert Post.objects.readable_by(amina).count() == 3
    remove_post(remover=amina, post=opening_of(own))
    assert leaks(amina, closed) == []


def test_post_first_is_open_to_staff(closed, elif_):
    moderator = make_moderator(elif_)
    assert WORDS in signed_in(moderator).get(closed.get_absolute_url()).content.decode()
    assert Thread.objects.readable_by(moderator).count() == 1


def test_post_first_answer_by_the_verb_is_refused(closed, amina):
    make_enrolment(closed.discussion.course, amina)
    amina.conduct_accepted_at = amina.date_joined
    amina.save()
    with pytest.raises(NotAllowed):
        reply(author=amina, thread=closed, text="Blind", language="en", key=uuid.uuid4())


def test_post_first_is_written_by_publishing(course):
    page = DiscussionPage.objects.get(translation_key=discussion_activity(course).key, locale__language_code="es")
    page.post_first = True
    publish(page)
    assert discussion_activity(course).terms["post_first"] is True


def test_hidden_words_are_in_no_answer(thread, course, amina, elif_):
    moderator = make_moderator(elif_)
    make_enrolment(course, amina)
    for post in Post.objects.all():
        hide_post(moderator=moderator, post=post, reason="Because")
    assert [url for url in leaks(amina, thread) if url] == []
    assert not SECRETS.search(tags(amina, thread))


def test_removed_words_are_in_no_answer(thread, course, amina, ben):
    make_enrolment(course, amina)
    remove_post(remover=ben, post=opening_of(thread))
    Post.objects.filter(is_opening=False).update(source="Standing", html="<p>Standing</p>")
    found = re.compile(f"{TITLE}|{WORDS}|{BEFORE}")
    client = signed_in(amina)
    assert [url for url in addresses(thread) if found.search(client.get(url, follow=True).getvalue().decode())] == []


def test_stranger_sees_nothing(thread):
    assert leaks(UserFactory(), thread) == []
