"""Reporting posts: once by each person, hidden by itself after some, and what moderators decide on that."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from enrolments.actions import leave
from enrolments.models import Enrolment
from forums.actions import NotAllowed, dismiss_reports, hide_post, remove_post, report_post, restore_post
from forums.models import LogIsClosed, ModerationEvent, Post, Report, Thread
from tests.factories.accounts import UserFactory
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_moderator, make_reply, make_thread, opening_of
from tests.forums.test_views import address

pytestmark = pytest.mark.django_db
What = ModerationEvent.What
RUDE = {"reason": "disrespect", "words": "Insults a colleague"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def post(course, ben):
    return opening_of(make_thread(course, ben, title="Xylophone", text="Quetzal"))


@pytest.fixture
def as_amina(client, course, post, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    return client


@pytest.fixture
def moderator(elif_):
    return make_moderator(elif_)


def report_by_many(post, number, reason="disrespect"):
    people = [UserFactory() for _ in range(number)]
    for person in people:
        make_enrolment(post.thread.discussion.course, person)
        report_post(reporter=person, post=post, reason=reason)
    return people


def events():
    return [(event.what, event.by) for event in ModerationEvent.objects.order_by("pk")]


def test_report_is_kept_and_told_to_the_reporter_only(as_amina, post, amina, ben):
    assert as_amina.post(address("report_post", post), RUDE).status_code == 302
    report = Report.objects.get()
    assert (report.reporter, report.reason, report.words) == (amina, "disrespect", "Insults a colleague")
    assert "You reported this post." in as_amina.get(post.thread.get_absolute_url()).content.decode()
    as_amina.force_login(ben)
    assert "You reported this post." not in as_amina.get(post.thread.get_absolute_url()).content.decode()


def test_report_twice_counts_once(as_amina, post):
    for _ in range(2):
        assert as_amina.post(address("report_post", post), RUDE).status_code == 302
    assert Report.objects.count() == 1
    assert as_amina.get(address("report_post", post)).status_code == 302


@pytest.mark.parametrize("reason", ["", "nonsense"])
def test_report_without_a_reason_keeps_its_words(as_amina, post, reason):
    answer = as_amina.post(address("report_post", post), RUDE | {"reason": reason})
    assert answer.status_code == 422
    assert "Insults a colleague" in answer.content.decode()
    assert not Report.objects.exists()


def test_report_of_ones_own_post_is_not_found(client, post, ben):
    client.force_login(ben)
    assert client.get(address("report_post", post)).status_code == 404
    assert client.post(address("report_post", post), RUDE).status_code == 404
    with pytest.raises(NotAllowed):
        report_post(reporter=ben, post=post, reason="other")
    assert not Report.objects.exists()


def test_strangers_and_those_who_left_do_not_report(as_amina, post, amina, dana):
    leave(enrolment=Enrolment.objects.get(user=amina))
    assert as_amina.post(address("report_post", post), RUDE).status_code == 404
    as_amina.force_login(dana)
    assert as_amina.get(address("report_post", post)).status_code == 404
    with pytest.raises(NotAllowed):
        report_post(reporter=dana, post=post, reason="other")
    as_amina.logout()
    assert as_amina.post(address("report_post", post), RUDE).url.startswith(reverse("account_login"))
    assert not Report.objects.exists()


def test_get_reports_nothing(as_amina, post):
    page = as_amina.get(address("report_post", post))
    assert page.status_code == 200
    assert "Quetzal" in page.content.decode()
    assert not Report.objects.exists()


def test_hidden_post_is_not_reported_and_its_words_are_not_shown(as_amina, post, moderator):
    hide_post(moderator=moderator, post=post, reason="Spam")
    answer = as_amina.get(address("report_post", post), follow=True)
    assert "This post is not shown any more." in answer.content.decode()
    assert "Quetzal" not in answer.content.decode()
    as_amina.post(address("report_post", post), RUDE)
    assert not Report.objects.exists()


def test_removed_post_is_not_found(as_amina, post, ben):
    make_reply(post.thread)
    remove_post(remover=ben, post=post)
    assert as_amina.post(address("report_post", post), RUDE).status_code == 404


def test_too_many_reports_in_a_minute_wait_with_their_words(as_amina, post, settings, one_minute):
    settings.FORUMS_POSTS_PER_MINUTE = 1
    other = make_reply(post.thread, text="Another one")
    assert as_amina.post(address("report_post", post), RUDE).status_code == 302
    answer = as_amina.post(address("report_post", other), RUDE)
    assert answer.status_code == 429
    assert "Insults a colleague" in answer.content.decode()
    assert Report.objects.count() == 1


def test_post_is_hidden_by_the_last_report_needed(as_amina, post):
    report_by_many(post, 2)
    assert Post.objects.get().is_standing
    report_by_many(post, 1, reason="privacy")
    hidden = Post.objects.get()
    assert hidden.is_hidden_by_reports
    assert (Thread.objects.get().state, Thread.objects.get().posts_count) == ("hidden", 0)
    assert events() == [(What.HIDDEN_BY_REPORTS, None)]
    assert str(ModerationEvent.objects.get().shown_why) == "Disrespect or threats, A patient could be recognised"
    page = as_amina.get(post.thread.get_absolute_url()).content.decode()
    assert "Hidden after reports by several people" in page
    assert "Quetzal" not in page
    assert "Xylophone" not in page


def test_number_of_reports_is_a_setting(post, settings):
    settings.FORUMS_REPORTS_TO_HIDE = 1
    report_by_many(post, 1)
    assert Post.objects.get().is_hidden_by_reports


def test_restore_settles_the_reports_so_that_one_more_does_not_hide_again(post, moderator):
    report_by_many(post, 3)
    restore_post(moderator=moderator, post=Post.objects.get())
    report_by_many(post, 2)
    assert Post.objects.get().is_standing
    report_by_many(post, 1)
    assert Post.objects.get().is_hidden_by_reports
    assert events() == [(What.HIDDEN_BY_REPORTS, None), (What.RESTORED, moderator), (What.HIDDEN_BY_REPORTS, None)]


def test_moderator_takes_over_what_reports_have_hidden(post, moderator):
    report_by_many(post, 3)
    hide_post(moderator=moderator, post=Post.objects.get(), reason="Rude")
    hidden = Post.objects.get()
    assert (hidden.hidden_by, hidden.hidden_reason) == (moderator, "Rude")
    assert not Report.objects.waiting().exists()
    assert events()[-1] == (What.HIDDEN, moderator)
    assert ModerationEvent.objects.first().why == "Rude"


def test_dismiss_leaves_the_post_and_writes_the_log(post, moderator):
    report_by_many(post, 2)
    dismiss_reports(moderator=moderator, post=post)
    dismiss_reports(moderator=moderator, post=post)
    assert Post.objects.get().is_standing
    assert not Report.objects.waiting().exists()
    assert events() == [(What.REPORTS_DISMISSED, moderator)]


def test_dismiss_shows_again_what_reports_have_hidden(post, moderator):
    report_by_many(post, 3)
    dismiss_reports(moderator=moderator, post=Post.objects.get())
    assert Post.objects.get().is_standing
    assert events()[-1] == (What.RESTORED, moderator)


def test_dismiss_is_for_moderators(post, amina):
    report_by_many(post, 1)
    with pytest.raises(NotAllowed):
        dismiss_reports(moderator=amina, post=post)


def test_hide_and_restore_twice_are_in_the_log_once(post, moderator):
    for _ in range(2):
        hide_post(moderator=moderator, post=post, reason="Spam")
    for _ in range(2):
        restore_post(moderator=moderator, post=post)
    assert events() == [(What.HIDDEN, moderator), (What.RESTORED, moderator)]


def test_log_is_neither_changed_nor_deleted(post, moderator):
    hide_post(moderator=moderator, post=post, reason="Spam")
    event = ModerationEvent.objects.get()
    event.why = "Something else"
    for act in (
        event.save,
        event.delete,
        ModerationEvent.objects.all().delete,
        lambda: ModerationEvent.objects.update(why="x"),
        lambda: ModerationEvent.objects.bulk_update([event], ["why"]),
    ):
        with pytest.raises(LogIsClosed), transaction.atomic():
            act()
    assert ModerationEvent.objects.get().why == "Spam"
