"""Titles that a process holds: asked once, and right after whatever publishing and moving changes."""

import pytest
from django.urls import reverse

from courses.models import Course
from courses.titles import listings_in
from pages.actions import publish
from tests.factories.courses import change_page, course_page, make_course, make_programme
from tests.factories.enrolments import make_enrolment
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(homes):
    return make_course(homes, modules=0)


def listing(language="es"):
    """That of the only course, as the next request reads it."""
    course = Course.objects.get()
    return listings_in([course], language)[course.pk]


def test_titles_are_asked_once_for_all_languages(course):
    listings_in([course], "es")
    with at_most(0):
        assert listings_in([course], "fr")[course.pk].title == "Conceptos básicos"


def test_title_is_new_after_publication(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    assert "Conceptos básicos" in client.get(reverse("enrolments:my_learning")).content.decode()
    change_page(course, title="Nociones")
    assert "Nociones" in client.get(reverse("enrolments:my_learning")).content.decode()


def test_address_is_new_when_what_is_above_moves(homes, course, on_commit):
    assert listing().url == course_page(course).url
    course_page(course).move(make_programme(homes, slug="otro", title="Otro"), pos="last-child")
    assert listing().url == course_page(course).url
    parent = course_page(course).get_parent().specific
    parent.slug = "nuevo"
    with on_commit():
        publish(parent)
    assert (course_page(course).url, listing().url) == ("/es/nuevo/conceptos/",) * 2


def test_course_without_a_page_has_no_title(course):
    listing()
    course_page(course).unpublish()
    assert listing() is None
