"""Discussions split by cohort, country or language: for whom one writes, who reads it, and who hears of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.actions import accept_conduct
from accounts.models import User
from cohorts.actions import seat
from cohorts.models import Cohort
from enrolments.models import Enrolment
from forums.actions import (
    NotAllowed,
    NotPossible,
    OtherGroup,
    edit_post,
    follow_discussion,
    merge_threads,
    move_thread,
    open_thread,
    reply,
    save_draft,
    split_thread,
)
from forums.models import Discussion, Thread, is_member_for
from forums.people import mention_key, suggest
from modules.kinds.discussion import DiscussionPage
from notifications.models import Notice
from notifications.rules import following
from pages.actions import publish
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import manager_of_all
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import (
    discussion_activity,
    make_moderator,
    make_question,
    make_reply,
    make_thread,
    opening_of,
)
from tests.forums.test_leaks import set_terms, together
from tests.forums.test_moderation_views import signed_in
from tests.forums.test_templatetags import panel
from tests.forums.test_views import form_of
from tests.queries import at_most

pytestmark = pytest.mark.django_db


def group_of(thread):
    return thread.readers.key


def new_url(course):
    return reverse("forums:new_thread", args=[discussion_activity(course).key])


def page_url(course):
    return DiscussionPage.objects.get(translation_key=discussion_activity(course).key, locale__language_code="es").url


@pytest.mark.parametrize("split", ["cohort", "country", "language"])
def test_split_is_written_by_publishing(course, split):
    page = DiscussionPage.objects.get(translation_key=discussion_activity(course).key, locale__language_code="es")
    page.split = split
    publish(page)
    assert discussion_activity(course).terms["split"] == split
    page.split = ""
    publish(page)
    assert "split" not in discussion_activity(course).terms


def test_thread_is_for_the_group_of_its_author(course, learners, amina, ben):
    assert group_of(make_thread(course, amina)) == "all"
    set_terms(course, split="country")
    assert group_of(make_thread(course, amina)) == "country:KE"
    set_terms(course, split="language")
    assert group_of(make_thread(course, amina)) == "language:en"
    set_terms(course, split="cohort")
    assert group_of(make_thread(course, amina)) == "cohort:"
    cohort = together(course, amina)
    assert group_of(make_thread(course, amina)) == f"cohort:{cohort.key}"
    assert group_of(make_thread(course, UserFactory(country=""))) == "cohort:"


def test_group_without_a_name_of_its_own_has_one(course):
    set_terms(course, split="country")
    thread = make_thread(course, UserFactory(country=""))
    assert (group_of(thread), thread.readers.name) == ("country:", "Those without a country")


def readers(thread, people):
    return {person.name for person in people if Thread.objects.readable_by(person).filter(pk=thread.pk).exists()}


@pytest.mark.parametrize("split", ["cohort", "country", "language"])
def test_readers_are_the_same_asked_from_either_side(course, split):
    """`is_in_group` asks of threads, `is_member_for` of users."""
    set_terms(course, split=split)
    facts = [("KE", "en"), ("KE", "es"), ("UG", "en"), ("", ""), ("UG", "")]
    people = [UserFactory(country=country, language=language) for country, language in facts]
    for person in people:
        make_enrolment(course, person)
    together(course, people[0], people[2])
    together(course, people[1])
    for thread in [make_thread(course, person) for person in people]:
        members = User.objects.filter(is_member_for(thread), pk__in=[person.pk for person in people])
        assert readers(thread, people) == {person.name for person in members} != set()


def test_staff_read_all_and_write_for_everybody_or_one_group(course, learners, amina, ben, elif_):
    set_terms(course, split="country")
    moderator = make_moderator(elif_)
    make_thread(course, amina)
    accept_conduct(user=moderator)
    words = {"activity": discussion_activity(course), "title": "T", "text": "x", "language": "en"}
    to_all, to_one = open_thread(author=moderator, **words), open_thread(author=moderator, group="country:UG", **words)
    people = [amina, ben, moderator]
    assert (readers(to_all, people), readers(to_one, people)) == (
        {amina.name, ben.name, moderator.name},
        {ben.name, moderator.name},
    )
    assert Thread.objects.readable_by(moderator).count() == 3
    with pytest.raises(OtherGroup):
        open_thread(author=moderator, group="country:XX", **words)


def test_learner_writes_for_no_other_group_than_their_own(course, learners, amina):
    set_terms(course, split="country")
    words = {"activity": discussion_activity(course), "title": "T", "text": "x", "language": "en"}
    for group in ("country:UG", "all"):
        with pytest.raises(OtherGroup):
            open_thread(author=amina, group=group, **words)
    assert group_of(open_thread(author=amina, group="country:KE", **words)) == "country:KE"


def test_words_stay_in_their_group_when_the_split_ends_or_changes(course, learners, amina, ben):
    set_terms(course, split="country")
    thread = make_thread(course, amina)
    for split in ("", "language", "cohort"):
        set_terms(course, split=split)
        assert readers(thread, [amina, ben]) == {amina.name}


def test_who_changes_groups_reads_the_new_one_and_keeps_their_own_words_for_themselves(course, learners, amina, ben):
    set_terms(course, split="country")
    old, new = make_thread(course, amina), make_thread(course, ben)
    amina.country = "UG"
    amina.save()
    assert list(Thread.objects.readable_by(amina)) == [new]
    answer = signed_in(amina).get(old.get_absolute_url())
    assert answer.url == page_url(course)
    own = opening_of(old)
    assert signed_in(amina).get(reverse("forums:edit_post", args=[own.key])).status_code == 200
    assert edit_post(editor=amina, post=own, text="Better", language="en").source == "Better"
    with pytest.raises(OtherGroup):
        reply(author=amina, thread=old, text="Still here", language="en")


def test_form_for_another_group_than_its_writer_saw_comes_back_with_its_words(course, learners, amina):
    set_terms(course, split="country")
    client = signed_in(amina)
    page = client.get(new_url(course)).content.decode()
    assert "You talk with: <strong><bdi>Kenya</bdi>" in page
    assert 'name="group" value="country:KE"' in page
    amina.country = "UG"
    amina.save()
    answer = client.post(new_url(course), form_of("My long text", title="T", group="country:KE"))
    assert (answer.status_code, Thread.objects.count()) == (422, 0)
    page = answer.content.decode()
    assert "Who reads this has changed" in page
    assert "My long text" in page
    assert 'value="country:UG"' in page
    assert client.post(new_url(course), form_of("My long text", title="T", group="country:UG")).status_code == 302
    assert group_of(Thread.objects.get()) == "country:UG"


def test_form_begun_before_the_split_ended_does_not_go_to_everybody(course, learners, amina):
    set_terms(course, split="country")
    set_terms(course, split="")
    answer = signed_in(amina).post(new_url(course), form_of(title="T", group="country:KE"))
    assert (answer.status_code, Thread.objects.count()) == (422, 0)


def test_answer_of_who_is_not_in_the_group_any_more_comes_back(course, learners, amina, ben):
    set_terms(course, split="country")
    amina.country = "UG"
    amina.save()
    thread = make_thread(course, ben, title="Zanahoria")
    client = signed_in(amina)
    save_draft(
        user=amina, discussion=thread.discussion, thread=thread, key=form_of()["key"], text="Begun", language="en"
    )
    amina.country = "KE"
    amina.save()
    answer = client.post(thread.get_absolute_url(), form_of("My long answer"))
    assert answer.status_code == 403
    assert "My long answer" in answer.content.decode()
    assert "Zanahoria" not in answer.content.decode()
    assert "Begun" in client.get(thread.get_absolute_url()).content.decode()
    with pytest.raises(NotAllowed):
        save_draft(
            user=amina, discussion=thread.discussion, thread=thread, key=form_of()["key"], text="B", language="en"
        )


def test_staff_choose_the_group_in_the_form_and_filter_the_list_by_it(course, learners, amina, ben, elif_):
    set_terms(course, split="country")
    client = signed_in(make_moderator(elif_))
    page = client.get(new_url(course)).content.decode()
    assert "Who reads it?" in page
    assert '<option value="country:UG">Uganda</option>' in page
    client.post(new_url(course), form_of(title="For Uganda", group="country:UG"))
    client.post(new_url(course), form_of(title="For all", group="all"))
    make_thread(course, amina, title="From Kenya")
    page = client.get(page_url(course)).content.decode()
    assert all(title in page for title in ("For Uganda", "For all", "From Kenya"))
    assert "Kenia</span>" in page
    page = client.get(page_url(course), {"group": "country:KE"}).content.decode()
    assert [title in page for title in ("For Uganda", "For all", "From Kenya")] == [False, False, True]
    page = client.get(page_url(course), {"group": "all"}).content.decode()
    assert [title in page for title in ("For Uganda", "For all", "From Kenya")] == [False, True, False]
    assert "For Uganda" in client.get(page_url(course), {"group": "nonsense"}).content.decode()


def test_learner_is_told_with_whom_they_talk_where_they_write(course, learners, amina):
    set_terms(course, split="cohort")
    together(course, amina)
    client, line = signed_in(amina), "<strong><bdi>With Amina Wanjiru</bdi>"
    thread = make_thread(course, amina)
    for url in (page_url(course), new_url(course), thread.get_absolute_url()):
        page = client.get(url).content.decode()
        assert line in page
        assert "All groups" not in page


def test_people_of_another_group_are_neither_suggested_nor_mentioned_nor_told(course, learners, amina, ben, on_commit):
    set_terms(course, split="country")
    make_thread(course, ben)
    thread = make_thread(course, amina)
    assert suggest(thread.discussion, "Ben", to=amina) == []
    follow_discussion(user=ben, discussion=thread.discussion)
    with on_commit():
        post = make_reply(thread, amina, text=f"@Ben Okello and @[Ben]({mention_key(ben)})")
    assert post.source == "@Ben Okello and @Ben"
    assert following(post) == []
    assert not Notice.objects.filter(user=ben).exists()
    assert not mail.outbox


def test_people_of_ones_own_group_are_suggested_mentioned_and_told(course, learners, amina, on_commit):
    set_terms(course, split="country")
    near = UserFactory(name="Wambui Njeri", country="KE")
    make_thread(course, near)
    thread = make_thread(course, amina)
    assert suggest(thread.discussion, "Wam", to=amina) == [near]
    with on_commit():
        make_reply(thread, amina, text="@Wambui Njeri")
    assert Notice.objects.get(user=near).kind == "mention"


def test_person_mentioned_who_has_left_the_group_is_not_told(course, learners, amina, ben, on_commit):
    """The mention was stored while they were in it."""
    set_terms(course, split="country")
    ben.country = "KE"
    ben.save()
    make_thread(course, ben)
    with on_commit():
        thread = make_thread(course, amina)
        make_reply(thread, amina, text="@Ben Okello")
        User.objects.filter(pk=ben.pk).update(country="UG")
    assert not Notice.objects.filter(user=ben).exists()
    assert not [message for message in mail.outbox if ben.email in message.to]


def test_moved_thread_stays_with_its_group(course, learners, amina, ben, elif_):
    set_terms(course, split="country")
    moderator, thread = make_moderator(elif_), make_thread(course, amina)
    move_thread(moderator=moderator, thread=thread, place=Discussion(course=course, subject="questions"))
    assert readers(thread, [amina, ben]) == {amina.name}
    page = signed_in(moderator).get(reverse("forums:order_thread", args=[thread.key])).content.decode()
    assert "It stays with its group (<bdi>Kenya</bdi>)" in page


def test_thread_of_everybody_is_not_moved_into_a_cohort(course, learners, amina, elif_):
    cohort, moderator = together(course, amina), make_moderator(elif_)
    place = Discussion(course=course, cohort=cohort)
    with pytest.raises(NotPossible):
        move_thread(moderator=moderator, thread=make_thread(course, amina), place=place)
    theirs = make_thread(course, amina, cohort=cohort)
    url = reverse("forums:order_thread", args=[theirs.key])
    client = signed_in(moderator)
    assert client.post(url, {"act": "move", "to": "questions"}).status_code == 302
    assert Thread.objects.get(pk=theirs.pk).discussion.subject == "questions"
    assert client.post(url, {"act": "move", "to": str(cohort.key)}).status_code == 302
    assert Thread.objects.get(pk=theirs.pk).discussion.cohort == cohort


def test_threads_of_two_groups_are_not_merged_nor_offered(course, learners, amina, ben, elif_):
    set_terms(course, split="country")
    moderator, kenya, uganda = (
        make_moderator(elif_),
        make_thread(course, amina),
        make_thread(course, ben, title="Zanahoria"),
    )
    with pytest.raises(NotPossible):
        merge_threads(moderator=moderator, thread=kenya, other=uganda)
    page = signed_in(moderator).get(reverse("forums:order_thread", args=[kenya.key])).content.decode()
    assert "Zanahoria" not in page
    again = make_thread(course, amina, title="Again")
    assert merge_threads(moderator=moderator, thread=kenya, other=again) == kenya


def test_part_of_a_split_thread_is_for_the_same_group(course, learners, amina, ben, elif_):
    set_terms(course, split="country")
    thread = make_thread(course, amina)
    post = make_reply(thread, amina)
    part = split_thread(moderator=make_moderator(elif_), thread=thread, posts=[post], title="Part")
    assert readers(part, [amina, ben]) == {amina.name}


def test_subjects_are_not_split(course, learners, amina):
    set_terms(course, split="country")
    assert group_of(make_question(course, amina)) == "all"


@pytest.mark.parametrize("size", [1, 25])
@pytest.mark.parametrize("split", ["cohort", "country", "language"])
def test_lists_threads_and_posting_are_constant(course, learners, amina, ben, split, size):
    set_terms(course, split=split)
    discussion_activity(course, posts=100)
    cohort = together(course, amina, ben)
    for person in [amina, ben] * size:
        thread = make_thread(course, person)
        make_reply(make_thread(course, person, cohort=cohort), person)
    thread = Thread.objects.filter(discussion__activity=None).first()
    client = signed_in(amina)
    own = make_thread(course, amina)
    for url, most in (
        (thread.get_absolute_url(), 6),
        (own.get_absolute_url(), 6),
        (reverse("forums:cohort", args=[cohort.key]), 8),
    ):
        client.get(url)
        with at_most(most):
            assert client.get(url).status_code == 200
    for url, fields in ((own.get_absolute_url(), {}), (new_url(course), {"title": "T"})):
        with at_most(12):
            assert client.post(url, form_of(**fields)).status_code == 302
    activity = discussion_activity(course)
    with at_most(4 if split == "cohort" else 2):
        panel(activity, amina)


def test_queue_of_moderators_says_for_which_group_something_was_written(course, learners, ben, elif_):
    set_terms(course, split="country")
    make_thread(course, ben, at=timezone.now() - timedelta(days=3))
    page = signed_in(make_moderator(elif_)).get(reverse("forums:queue")).content.decode()
    assert "<bdi>Uganda</bdi>" in page


def test_filter_of_staff_by_cohort_is_by_its_key(course, learners, amina, ben, elif_):
    set_terms(course, split="cohort")
    cohort = together(course, amina)
    make_thread(course, amina, title="Seated")
    make_thread(course, ben, title="Alone")
    client = signed_in(make_moderator(elif_))
    page = client.get(page_url(course), {"group": f"cohort:{cohort.key}"}).content.decode()
    assert ("Seated" in page, "Alone" in page) == (True, False)
    page = client.get(page_url(course), {"group": "cohort:"}).content.decode()
    assert ("Seated" in page, "Alone" in page) == (False, True)
    assert Cohort.objects.count() == 1


def test_someone_seated_elsewhere_reads_and_writes_there(course, learners, amina, ben):
    set_terms(course, split="cohort")
    first, second = together(course, amina), together(course, ben)
    thread = make_thread(course, ben)
    assert readers(thread, [amina]) == set()
    seat(by=manager_of_all(), cohort=second, enrolments=[Enrolment.objects.get(user=amina)])
    assert readers(thread, [amina]) == {amina.name}
    assert group_of(make_thread(course, amina)) == f"cohort:{second.key}" != f"cohort:{first.key}"
