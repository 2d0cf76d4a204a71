"""The list of one's courses, topics, and who teaches what."""

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from courses.actions import appoint_instructor, instructors_of
from courses.models import Topic
from tests.factories.courses import course_page, make_course, make_programme
from tests.factories.enrolments import make_enrolment
from tests.reports.sheets import table

COURSES = "/admin/courses/"


def test_courses_shows_what_ones_courses_hold_and_no_other(client, instructor, course, other_course, amina):
    make_enrolment(course, amina)
    rows = table(client.get(COURSES))
    assert [row[:6] for row in rows] == [["Conceptos básicos", "Live", "es, en", "1", "3", "1"]]


def test_courses_shows_a_draft_to_who_may_edit_it(client, boss, homes):
    from courses.models import CoursePage

    programme = make_programme(homes)
    programme.add_child(
        instance=CoursePage(title="Borrador", slug="borrador", summary="x", locale=programme.locale, live=False)
    )
    assert table(client.get(COURSES))[0][:6] == ["Borrador", "Draft", "", "0", "0", "0"]


def test_courses_leads_to_editor_live_page_and_instructors(client, boss, course):
    page = client.get(COURSES).content.decode()
    assert f"/admin/pages/{course_page(course).pk}/edit/" in page
    assert course_page(course).get_url() in page
    assert f"/admin/courses/{course.key}/instructors/" in page


def test_courses_is_closed_to_managers_and_not_in_their_menu(client, chen, course):
    from accounts.actions import appoint_manager

    appoint_manager(user=chen, countries=["KE"])
    client.force_login(chen)
    assert client.get(COURSES).status_code == 302
    assert '"/admin/courses/"' not in client.get("/admin/").content.decode()


def test_courses_asks_the_same_number_of_queries_for_one_and_for_three(client, boss, homes, django_assert_num_queries):
    programme = make_programme(homes)
    make_course(homes, slug="a", modules=0, programme=programme)
    client.get(COURSES)
    with django_assert_num_queries(8):
        assert len(table(client.get(COURSES))) == 1
    for slug in ("b", "c"):
        make_course(homes, slug=slug, modules=0, programme=programme)
    client.get(COURSES)
    with django_assert_num_queries(8):
        assert len(table(client.get(COURSES))) == 3


@pytest.fixture
def address(course):
    return f"/admin/courses/{course.key}/instructors/"


def test_instructor_is_appointed_and_dismissed_by_address(client, boss, ben, course, address):
    assert client.post(address, {"email": "BEN@example.org"}).status_code == 302
    assert "ben@example.org" in client.get(address).content.decode()
    client.post(f"{address}dismiss/", {"email": "ben@example.org"})
    assert "ben@example.org" not in client.get(address).content.decode()
    ben.refresh_from_db()
    assert not ben.is_staff


def test_instructor_with_an_unknown_address_is_refused_with_a_reason(client, boss, address):
    response = client.post(address, {"email": "nobody@example.org"})
    assert response.status_code == 422
    assert "Nobody has signed up with this e-mail address." in response.content.decode()


def test_instructors_of_an_unknown_course_are_not_found(client, boss):
    assert client.get("/admin/courses/00000000-0000-4000-8000-000000000000/instructors/").status_code == 404


def test_instructor_appoints_nobody(client, instructor, course, dana, address):
    client.post(address, {"email": "dana@example.org"})
    client.post(f"{address}dismiss/", {"email": "ben@example.org"})
    assert list(instructors_of(course_page(course)).user_set.all()) == [instructor]


def test_instructor_is_not_dismissed_by_a_link(client, boss, ben, course, address):
    appoint_instructor(user=ben, course_page=course_page(course))
    assert client.get(f"{address}dismiss/?email=ben@example.org").status_code == 405


def test_topic_is_made_with_its_names(client, boss):
    names = inline_formset([{"language": "es", "name": "Fronteras"}, {"language": "en", "name": "Borders"}])
    assert (
        client.post(
            "/admin/snippets/courses/topic/add/", nested_form_data({"key": "borders", "names": names})
        ).status_code
        == 302
    )
    assert Topic.objects.get().names.get(language="en").name == "Borders"


def test_two_courses_of_one_name_have_each_their_own_instructors(homes, ben, dana):
    programme = make_programme(homes)
    pages = [course_page(make_course(homes, slug=slug, modules=0, programme=programme)) for slug in ("a", "b")]
    groups = [appoint_instructor(user=user, course_page=page) for user, page in zip((ben, dana), pages, strict=True)]
    assert [group.name for group in groups] == ["Instructors: Conceptos básicos", "Instructors: Conceptos básicos (2)"]
