"""The courses that somebody in Wagtail's admin may edit, and how each of them stands."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from courses.models import Course, CoursePage
from enrolments.models import Enrolment
from modules.models import Activity, Module
from reports.rules import EDITING


@dataclass(frozen=True)
class CourseState:
    """A course in all its languages. `page` is the one in the source language, `course` its row once published."""

    page: CoursePage
    languages: tuple
    course: Course | None

    @property
    def is_live(self):
        return self.page.live

    def count(self, name):
        return getattr(self.course, name, 0)


def courses_edited_by(user):
    """[CourseState] of the courses that `user` may edit, by title. Two queries."""
    pages = EDITING.instances_user_has_any_permission_for(user, {"change"}).select_related("locale")
    editions = {}
    for page in pages.order_by("pk").defer("body", "outcomes", "team", "audience", "assessment"):
        editions.setdefault(page.translation_key, []).append(page)
    rows = {course.key: course for course in _counted(Course.objects.filter(key__in=editions))}
    states = [_state(found, rows.get(key)) for key, found in editions.items()]
    return sorted(states, key=lambda state: state.page.title.casefold())


def _state(pages, course):
    source = course.source_language if course else pages[0].language
    page = next((page for page in pages if page.language == source), pages[0])
    return CourseState(page, tuple(page.language for page in pages if page.live), course)


def _counted(courses):
    return courses.order_by().annotate(
        modules_count=_count(Module.objects.filter(retired_at=None), "course"),
        activities_count=_count(Activity.objects.current(), "module__course"),
        enrolled_count=_count(Enrolment.objects.active(), "course"),
    )


def _count(rows, to_course):
    """How many of `rows` belong to the course: each counted by itself, so that they do not multiply."""
    per_course = rows.filter(**{to_course: OuterRef("pk")}).order_by().values(to_course)
    return Coalesce(Subquery(per_course.annotate(number=Count("pk")).values("number")), 0)
