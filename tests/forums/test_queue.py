"""One queue for moderators over all discussions that they look after, and the log of what they did."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation

from forums.actions import dismiss_reports, hide_post, remove_post, report_post
from forums.models import ModerationEvent, Post
from forums.queue import waiting_for
from modules.kinds.discussion import DiscussionPage
from tests.factories.accounts import UserFactory
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_moderator, make_reply, make_thread, opening_of
from tests.forums.test_moderation_views import editor_of, signed_in
from tests.forums.test_reports import report_by_many
from tests.forums.test_views import address
from tests.queries import at_most

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(hours=49)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def moderator(elif_):
    return make_moderator(elif_)


def make_old_thread(course, author=None, **fields):
    return make_thread(course, author, at=timezone.now() - LONG_AGO, **fields)


def waiting(user):
    return [(post.kind, post.pk) for post in waiting_for(user, at=timezone.now())]


def queue(user, **query):
    return signed_in(user).get(reverse("forums:queue"), query).content.decode()


def test_queue_has_what_reports_hid_then_what_is_reported_then_the_unanswered(course, moderator):
    unanswered = opening_of(make_old_thread(course))
    reported, hidden = opening_of(make_thread(course)), opening_of(make_thread(course))
    report_by_many(reported, 1)
    report_by_many(hidden, 3)
    make_reply(make_old_thread(course))
    make_thread(course)
    assert waiting(moderator) == [("hidden", hidden.pk), ("reported", reported.pk), ("unanswered", unanswered.pk)]


def test_answer_by_the_author_alone_is_no_answer(course, amina, moderator):
    thread = make_old_thread(course, amina)
    make_reply(thread, amina)
    assert waiting(moderator) == [("unanswered", opening_of(thread).pk)]


def test_decided_and_removed_posts_wait_no_more(course, amina, moderator):
    dismissed, hidden, removed = (opening_of(make_thread(course, amina)) for _ in range(3))
    for post in (dismissed, hidden, removed):
        report_by_many(post, 1)
    assert len(waiting(moderator)) == 3
    dismiss_reports(moderator=moderator, post=dismissed)
    hide_post(moderator=moderator, post=hidden, reason="Spam")
    remove_post(remover=amina, post=removed)
    assert waiting(moderator) == []


def test_activity_that_left_its_course_has_nothing_unanswered(course, moderator):
    activity = make_old_thread(course).discussion.activity
    activity.retired_at = timezone.now()
    activity.save(update_fields=["retired_at"])
    assert waiting(moderator) == []


def test_instructor_sees_their_own_discussions_only(course, other_activity, dana):
    mine = make_old_thread(course, title="Xylophone")
    make_old_thread(course, activity=other_activity, title="Quetzal")
    editor_of(DiscussionPage.objects.get(translation_key=mine.discussion.activity.key), dana)
    page = queue(dana)
    assert "Xylophone" in page
    assert "Quetzal" not in page


@pytest.mark.parametrize("name", ["queue", "log"])
def test_learners_find_neither_queue_nor_log(course, amina, name):
    make_old_thread(course, amina)
    assert signed_in(amina).get(reverse(f"forums:{name}")).status_code == 404


@pytest.mark.parametrize("name", ["queue", "log"])
def test_visitors_are_asked_to_sign_in(client, course, name):
    assert client.get(reverse(f"forums:{name}")).url.startswith(reverse("account_login"))
    assert client.post(reverse(f"forums:{name}")).status_code in (302, 405)


def test_queue_says_why_and_not_who(course, moderator, ben):
    post = opening_of(make_thread(course))
    make_enrolment(course, ben)
    report_post(reporter=ben, post=post, reason="privacy", words="Names the village")
    page = queue(moderator)
    assert "A patient could be recognised" in page
    assert "Names the village" in page
    assert "Ben Okello" not in page
    assert post.get_absolute_url() in page


def test_queue_is_filtered_by_kind_and_language(course, moderator):
    make_old_thread(course, title="Xylophone", language="fr")
    report_by_many(opening_of(make_thread(course, title="Quetzal", language="es")), 1)
    for query, shown in (({"kind": "unanswered"}, "Xylophone"), ({"language": "es"}, "Quetzal")):
        page = queue(moderator, **query)
        assert [word for word in ("Xylophone", "Quetzal") if word in page] == [shown]
    assert "Nothing waits for you" in queue(moderator, kind="hidden", language="fr")


@pytest.mark.parametrize("query", [{"kind": "x"}, {"language": "xx"}, {"page": "x"}, {"page": "99"}])
def test_filters_that_make_no_sense_show_everything(course, moderator, query):
    make_old_thread(course, title="Xylophone")
    assert "Xylophone" in queue(moderator, **query)


def test_decisions_lead_back_to_the_place_in_the_queue(course, moderator):
    client = signed_in(moderator)
    posts = [opening_of(make_thread(course)) for _ in range(3)]
    for post, number in zip(posts, (1, 1, 3), strict=True):
        report_by_many(post, number)
    place = {"queue": "kind=reported&page=2&next=//elsewhere.example"}
    for post, verb in zip(posts, ("dismiss_reports", "hide_post", "restore_post"), strict=True):
        answer = client.post(address(verb, post), place | {"reason": "Rude"})
        assert answer.url == f"{reverse('forums:queue')}?kind=reported&page=2"
    assert waiting(moderator) == []
    assert ModerationEvent.objects.filter(by=moderator).count() == 3


def test_hide_from_the_queue_without_a_reason_remembers_the_place(course, moderator):
    post = opening_of(make_thread(course))
    answer = signed_in(moderator).post(address("hide_post", post), {"queue": "language=es", "reason": ""})
    assert answer.status_code == 422
    assert 'name="queue" value="language=es"' in answer.content.decode()


def test_dismiss_is_a_post_by_moderators(course, moderator, amina):
    post = opening_of(make_thread(course))
    report_by_many(post, 1)
    assert signed_in(moderator).get(address("dismiss_reports", post)).status_code == 405
    assert signed_in(amina).post(address("dismiss_reports", post)).status_code == 404
    assert waiting(moderator) == [("reported", post.pk)]


def test_log_is_shown_for_the_discussions_looked_after(course, other_activity, moderator, dana):
    mine, other = (
        make_thread(course, UserFactory(name="Xylo")),
        make_thread(course, UserFactory(name="Quetz"), activity=other_activity),
    )
    for thread in (mine, other):
        hide_post(moderator=moderator, post=opening_of(thread), reason="Not to the matter")
    editor_of(DiscussionPage.objects.get(translation_key=mine.discussion.activity.key), dana)
    page = signed_in(dana).get(reverse("forums:log")).content.decode()
    assert "Xylo" in page
    assert "Quetz" not in page
    assert "Elif Şahin" in page
    assert "Not to the matter" in page


def test_log_says_what_happened_by_itself(course, moderator):
    report_by_many(opening_of(make_thread(course)), 3)
    page = signed_in(moderator).get(reverse("forums:log")).content.decode()
    assert "hidden by reports" in page
    assert "by itself" in page


def test_menu_leads_moderators_to_the_queue(course, moderator, amina, dana):
    editor_of(DiscussionPage.objects.get(), dana)
    address_of_queue = f'href="{reverse("forums:queue")}"'
    for user, leads in ((moderator, True), (dana, True), (amina, False)):
        assert (address_of_queue in signed_in(user).get("/en/catalogue/").content.decode()) is leads


def test_menu_of_a_new_moderator_leads_there_at_once(course, elif_):
    client = signed_in(elif_)
    client.get("/en/catalogue/")
    make_moderator(elif_)
    assert reverse("forums:queue") in client.get("/en/catalogue/").content.decode()
    assert cache.get(f"forums-queue-{elif_.pk}") is True


@pytest.mark.parametrize("size", [1, 50])
def test_queue_is_constant(course, moderator, dana, ben, size):
    make_enrolment(course, ben)
    for _ in range(size):
        report_post(reporter=ben, post=opening_of(make_old_thread(course)), reason="other")
        make_old_thread(course)
    editor_of(DiscussionPage.objects.get(), dana)
    for user, limit in ((moderator, 7), (dana, 8)):
        client = signed_in(user)
        client.get(reverse("forums:queue"))
        with at_most(limit):
            assert client.get(reverse("forums:queue")).status_code == 200


@pytest.mark.parametrize("size", [1, 50])
def test_log_is_constant(course, moderator, size):
    thread = make_thread(course)
    for _ in range(size):
        hide_post(moderator=moderator, post=make_reply(thread), reason="Spam")
    client = signed_in(moderator)
    client.get(reverse("forums:log"))
    with at_most(6):
        assert client.get(reverse("forums:log")).status_code == 200
    assert Post.objects.filter(hidden_by=moderator).count() == size
