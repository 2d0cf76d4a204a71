"""What learners do in a course, through the screens."""

import uuid
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from courses.models import Course
from enrolments.models import Completion, Enrolment, PlaybackPosition
from modules.actions import outlines_deferred
from modules.models import ModulePage
from pages.actions import publish
from tests.factories.accounts import UserFactory
from tests.factories.courses import add_page, course_page, make_course, make_programme
from tests.factories.enrolments import complete, make_enrolment
from tests.factories.modules import activities, make_reading
from tests.queries import at_most
from tests.worlds import made_once

pytestmark = pytest.mark.django_db


def url(name, **kwargs):
    return reverse(f"enrolments:{name}", kwargs=kwargs)


def page_url(course, activity, language="en"):
    from modules.outline import outline_of

    course.refresh_from_db()
    return outline_of(course, language).activity(activity.key).url


def test_enrol_takes_one_post(client, course, amina):
    client.force_login(amina)
    response = client.post(url("enrol", slug=course.slug))
    assert response.status_code == 302
    assert Enrolment.objects.get().user == amina


def test_enrol_by_get_changes_nothing(client, course, amina):
    client.force_login(amina)
    assert client.get(url("enrol", slug=course.slug)).status_code == 200
    assert not Enrolment.objects.exists()


def test_enrol_of_a_visitor_leads_to_sign_in(client, course):
    response = client.post(url("enrol", slug=course.slug))
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_enrol_without_country_asks_for_it(client, course):
    user = UserFactory(country="")
    client.force_login(user)
    assert client.post(url("enrol", slug=course.slug)).status_code == 422
    client.post(url("enrol", slug=course.slug), {"country": "HN"})
    assert Enrolment.objects.get().country == "HN"


def test_enrol_in_closed_course_is_refused(client, course, amina):
    Course.objects.update(enrolment_closes_at="2020-01-01T00:00Z")
    client.force_login(amina)
    assert client.post(url("enrol", slug=course.slug)).status_code == 409
    assert not Enrolment.objects.exists()


def test_leave_then_activity_is_closed(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    client.post(url("leave", slug=course.slug))
    response = client.get(page_url(course, activities(course)[0]))
    assert response.status_code == 302
    assert Enrolment.objects.get().left_at


def test_activity_page_of_a_stranger_leads_to_the_course(client, course, dana):
    client.force_login(dana)
    response = client.get(page_url(course, activities(course)[0]))
    assert response["Location"] == course_page(course, "en").url


def test_activity_page_of_a_visitor_leads_to_sign_in(client, course):
    response = client.get(page_url(course, activities(course)[0]))
    assert "login" in response["Location"]


def test_continue_opens_where_the_learner_stopped(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    third = activities(course)[2]
    client.post(url("place", key=third.key))
    response = client.get(url("continue", slug=course.slug))
    assert response["Location"] == page_url(course, third)


def test_opening_an_activity_by_get_changes_nothing(client, course, amina):
    enrolment = make_enrolment(course, amina)
    client.force_login(amina)
    assert client.get(page_url(course, activities(course)[1])).status_code == 200
    enrolment.refresh_from_db()
    assert (enrolment.started_at, enrolment.last_activity) == (None, None)


def test_complete_goes_on_to_the_next_activity(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    first, second, *_rest = activities(course)
    response = client.post(url("complete", key=first.key))
    assert response["Location"] == page_url(course, second)
    assert Completion.objects.get().activity == first


@pytest.mark.parametrize("kind", ["quiz", "discussion"])
def test_complete_by_saying_so_is_refused_where_doing_counts(client, course, amina, kind):
    make_enrolment(course, amina)
    client.force_login(amina)
    assert client.post(url("complete", key=activities(course, kind)[0].key)).status_code == 409
    assert not Completion.objects.exists()


@pytest.mark.parametrize("name", ["complete", "place", "position", "start_attempt"])
def test_activity_of_a_course_not_enrolled_in_is_not_found(client, course, dana, name):
    client.force_login(dana)
    assert client.post(url(name, key=activities(course)[0].key)).status_code == 404
    assert client.post(url(name, key=uuid.uuid4())).status_code == 404


@pytest.mark.parametrize("name", ["complete", "place", "position", "start_attempt"])
def test_activity_verbs_refuse_get(client, course, amina, name):
    make_enrolment(course, amina)
    client.force_login(amina)
    assert client.get(url(name, key=activities(course)[0].key)).status_code == 405


def test_position_is_kept_for_another_device(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    key = activities(course)[0].key
    client.post(url("position", key=key), {"seconds": "20"})
    client.post(url("position", key=key), {"seconds": "42"})
    assert PlaybackPosition.objects.get().seconds == 42


@pytest.mark.parametrize("seconds", ["", "-1", "soon", "9999999999", "\x00"])
def test_position_that_is_no_number_of_seconds_is_refused(client, course, amina, seconds):
    make_enrolment(course, amina)
    client.force_login(amina)
    response = client.post(url("position", key=activities(course)[0].key), {"seconds": seconds})
    assert response.status_code == 422


def test_progress_is_the_same_wherever_it_is_shown(client, course, amina):
    enrolment = make_enrolment(course, amina)
    complete(enrolment, activities(course)[0])
    client.force_login(amina)
    for address in (course_page(course, "en").url, url("my_learning"), page_url(course, activities(course)[1])):
        assert "1/6" in client.get(address).content.decode()


@made_once
def wide_course(homes):
    """Fifty modules: the first with an activity of each kind, the others with a reading."""
    with outlines_deferred():
        course = make_course(homes, modules=1)
        for number in range(2, 51):
            make_reading(add_page(course_page(course), ModulePage, title=f"Módulo {number}", slug=f"m{number}"))
    return course


@made_once
def narrow_course(homes):
    return make_course(homes, modules=1)


def opens_within_ten_queries(client, user, activity, address):
    """After the first visit, by somebody who has completed `activity`."""
    complete(make_enrolment(activity.module.course, user), activity)
    client.force_login(user)
    client.get(address)
    with at_most(10):
        assert client.get(address).status_code == 200


def test_course_page_of_one_module_costs_ten_queries(client, narrow_course, amina):
    opens_within_ten_queries(client, amina, activities(narrow_course)[0], course_page(narrow_course).url)


def test_course_page_of_fifty_modules_costs_ten_queries(client, wide_course, amina):
    opens_within_ten_queries(client, amina, activities(wide_course)[0], course_page(wide_course).url)


@pytest.mark.parametrize("kind", ["reading", "discussion", "quiz"])
def test_activity_page_among_few_costs_ten_queries(client, narrow_course, amina, kind):
    activity = activities(narrow_course, kind)[0]
    opens_within_ten_queries(client, amina, activity, page_url(narrow_course, activity, "es"))


@pytest.mark.parametrize("kind", ["reading", "discussion", "quiz"])
def test_activity_page_among_many_costs_ten_queries(client, wide_course, amina, kind):
    activity = activities(wide_course, kind)[0]
    opens_within_ten_queries(client, amina, activity, page_url(wide_course, activity, "es"))


@pytest.mark.parametrize("size", [1, 5])
def test_my_learning_costs_the_same_for_one_and_for_many_courses(client, homes, amina, on_commit, size):
    with on_commit():
        programme = make_programme(homes)
        courses = [make_course(homes, slug=f"c{n}", modules=1, programme=programme) for n in range(size)]
    for course in courses:
        complete(make_enrolment(course, amina), activities(course)[0])
    client.force_login(amina)
    client.get(url("my_learning"))
    with at_most(8):
        assert client.get(url("my_learning")).content.decode().count("1/3") == size


def test_mark_complete_costs_six_queries(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    client.get(url("my_learning"))
    first = activities(course)[0]
    page_url(course, first)
    with at_most(6):
        client.post(url("complete", key=first.key))


def test_page_of_a_draft_is_not_found(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    page = course_page(course).get_children().first().get_children().first().specific
    address = page.url
    page.unpublish()
    assert client.get(address).status_code == 404
    publish(page)
    assert client.get(address).status_code == 200


@pytest.fixture
def unlisted(course, amina, on_commit):
    """Amina's course, when its page has been taken back in every language."""
    make_enrolment(course, amina)
    with on_commit():
        for language in ("es", "en"):
            course_page(course, language).unpublish()
    return course


def test_enrol_again_in_a_course_without_a_page_leads_to_the_catalogue(client, unlisted, amina):
    client.force_login(amina)
    assert client.post(url("enrol", slug=unlisted.slug))["Location"] == "/en/catalogue/"


def test_leave_a_course_without_a_page_offers_to_stay_by_a_link(client, unlisted, amina):
    client.force_login(amina)
    html = client.get(url("leave", slug=unlisted.slug)).content.decode()
    assert '<a class="button button--quiet" href="/en/learn/">' in html


def test_enrol_when_the_course_has_just_closed_is_refused(client, course, amina, monkeypatch):
    Course.objects.update(enrolment_closes_at="2020-01-01T00:00Z")
    monkeypatch.setattr("enrolments.views.may_enrol", lambda user, course: True)
    client.force_login(amina)
    assert client.post(url("enrol", slug=course.slug)).status_code == 409


def test_form_sent_after_the_session_ended_leads_back_to_its_page(client, course, amina):
    address = page_url(course, activities(course)[0])
    response = client.post(
        url("complete", key=activities(course)[0].key), headers={"Referer": f"http://testserver{address}"}
    )
    assert response["Location"].endswith(f"?{urlencode({'next': address})}")


def test_answer_sent_by_htmx_after_the_session_ended_stays_on_the_page(client, course):
    response = client.post(url("start_attempt", key=activities(course)[0].key), headers={"HX-Request": "true"})
    assert response.status_code == 401
