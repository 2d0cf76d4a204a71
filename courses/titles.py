"""Titles and addresses of courses in all languages, held by the process as long as a course keeps its version."""

from courses.models import CourseListing
from courses.models.offers import chosen_listing

COURSES_HELD = 2000
_titles = {}


def listings_in(courses, language):
    """{course id: the listing in `language`, else in the course's own, else any, or None}. The rows are shared.

    Without descriptions. One query for the courses that the process does not hold; none for the others.
    """
    found = {course.pk: _titles.get(_held_as(course)) for course in courses}
    if None in found.values():
        found = _load(courses)
    return {course.pk: chosen_listing(course, language, found[course.pk]) for course in courses}


def _held_as(course):
    return course.pk, course.version


def _load(courses):
    if len(_titles) + len(courses) > COURSES_HELD:
        _titles.clear()
    found = {course.pk: [] for course in courses}
    for listing in CourseListing.objects.filter(course__in=found).defer("search_text", "outcomes", "team"):
        found[listing.course_id].append(listing)
    _titles.update((_held_as(course), found[course.pk]) for course in courses)
    return found
