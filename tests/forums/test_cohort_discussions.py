"""The discussion that every cohort has of its own: who finds it, reads it and writes there."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cohorts.actions import unseat
from cohorts.models import Seat
from forums.models import Discussion, Draft, Post, Thread
from tests.factories.cohorts import make_cohort, manager_of_all
from tests.factories.courses import course_page
from tests.factories.forums import discussion_activity, make_moderator, make_thread
from tests.forums.test_groups import group_of, readers
from tests.forums.test_leaks import together
from tests.forums.test_moderation_views import signed_in
from tests.forums.test_views import form_of
from tests.queries import at_most

pytestmark = pytest.mark.django_db


def test_course_page_leads_to_the_discussion_of_ones_cohort(course, learners, amina, ben):
    cohort = together(course, amina)
    pages = {person: signed_in(person).get(course_page(course).url).content.decode() for person in (amina, ben)}
    assert "Su cohorte: With Amina Wanjiru" in pages[amina]
    assert f"/discussions/cohorts/{cohort.key}/" in pages[amina]
    assert "Su cohorte" not in pages[ben]


def test_cohort_has_a_discussion_of_its_own(course, learners, amina, ben):
    cohort = together(course, amina)
    url = reverse("forums:cohort", args=[cohort.key])
    client = signed_in(amina)
    page = client.get(reverse("forums:course", args=[course.key])).content.decode()
    assert "Your cohort: With Amina Wanjiru" in page
    assert url in page
    answer = client.post(reverse("forums:new_in_cohort", args=[cohort.key]), form_of(title="Ours"), follow=True)
    assert "Ours" in answer.content.decode()
    thread = Thread.objects.get()
    assert (thread.discussion.cohort, group_of(thread)) == (cohort, f"cohort:{cohort.key}")
    page = client.get(url).content.decode()
    assert "Ours" in page
    assert "You talk with: <strong><bdi>With Amina Wanjiru" in page
    assert url not in signed_in(ben).get(reverse("forums:course", args=[course.key])).content.decode()


@pytest.mark.parametrize("name", ["cohort", "new_in_cohort", "people_in_cohort", "follow_cohort"])
def test_discussion_of_a_cohort_is_for_its_members_and_staff(course, learners, amina, ben, dana, elif_, name):
    cohort = together(course, amina)
    make_thread(course, amina, cohort=cohort, title="Zanahoria")
    url = reverse(f"forums:{name}", args=[cohort.key])
    is_button = name == "follow_cohort"
    statuses = {}
    for person in (amina, make_moderator(elif_), ben, dana, manager_of_all()):
        client = signed_in(person)
        answer = client.post(url, {"what": "follow"}) if is_button else client.get(url)
        statuses[person.name.split()[0]] = answer.status_code
        assert person in (amina, elif_) or "Zanahoria" not in answer.content.decode()
    refused = {"people_in_cohort": 404, "follow_cohort": 403}.get(name, 302)
    fine = 302 if is_button else 200
    assert statuses == {"Amina": fine, "Elif": fine, "Ben": refused, "Dana": refused, "Gita": refused}


def test_cohort_that_is_not_there_is_not_found(course, amina):
    key = course.key
    for name in ("cohort", "new_in_cohort", "people_in_cohort"):
        assert signed_in(amina).get(reverse(f"forums:{name}", args=[key])).status_code == 404


def test_staff_are_shown_the_discussions_of_all_cohorts_and_write_there(course, learners, amina, elif_):
    cohort, moderator = together(course, amina), make_moderator(elif_)
    client = signed_in(moderator)
    page = client.get(reverse("forums:course", args=[course.key])).content.decode()
    assert "Cohort: With Amina Wanjiru" in page
    client.post(reverse("forums:new_in_cohort", args=[cohort.key]), form_of(title="Welcome"))
    assert readers(Thread.objects.get(), [amina, moderator]) == {amina.name, moderator.name}


def test_draft_in_a_cohort_is_kept_and_leads_back(course, learners, amina, ben):
    cohort = together(course, amina)
    words = {"cohort": str(cohort.key), "key": form_of()["key"], "text": "Begun", "language": "en"}
    assert signed_in(ben).post(reverse("forums:save_draft"), words).status_code == 403
    assert signed_in(amina).post(reverse("forums:save_draft"), words).status_code == 204
    assert Draft.objects.get().get_absolute_url() == reverse("forums:new_in_cohort", args=[cohort.key])
    page = signed_in(amina).get(Draft.objects.get().get_absolute_url()).content.decode()
    assert "Begun" in page
    assert f'data-cohort="{cohort.key}"' in page


def test_post_of_who_lost_their_seat_comes_back(course, learners, amina):
    cohort = together(course, amina)
    unseat(by=manager_of_all(), seat=Seat.objects.get())
    answer = signed_in(amina).post(reverse("forums:new_in_cohort", args=[cohort.key]), form_of("My text", title="T"))
    assert answer.status_code == 403
    assert "My text" in answer.content.decode()
    assert not Post.objects.exists()


def test_discussion_has_one_place(course, amina):
    cohort = make_cohort(course)
    activity = discussion_activity(course)
    for wrong in ({"cohort": cohort, "subject": "questions"}, {"cohort": cohort, "activity": activity}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Discussion.objects.create(course=course, **wrong)
    Discussion.objects.create(course=course, cohort=cohort)
    Discussion.objects.create(course=course, cohort=make_cohort(course, name="Another"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Discussion.objects.create(course=course, cohort=cohort)


def test_thread_has_a_cohort_only_where_that_is_its_group(course):
    thread, cohort = make_thread(course), make_cohort(course)
    with pytest.raises(IntegrityError), transaction.atomic():
        Thread.objects.filter(pk=thread.pk).update(cohort=cohort, group="country:KE")


@pytest.mark.parametrize("size", [1, 10])
def test_queue_with_posts_of_cohorts_is_constant(course, learners, amina, elif_, size):
    cohort, long_ago = together(course, amina), timezone.now() - timedelta(days=3)
    for _ in range(size):
        make_thread(course, amina, cohort=cohort, at=long_ago)
    client, url = signed_in(make_moderator(elif_)), reverse("forums:queue")
    client.get(url)
    with at_most(6):
        assert client.get(url).content.decode().count("<bdi>With Amina Wanjiru</bdi>") == size
