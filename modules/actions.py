"""What publishing does to modules and activities: the only way by which their rows are written."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.utils import timezone

from courses.actions import renew
from courses.models import Course, CoursePage
from modules.grading import max_points
from modules.kinds import REGISTRY
from modules.models import Activity, Module, ModulePage, QuizVersion
from modules.signals import outline_recorded

_waiting = ContextVar("courses_waiting_for_their_outline", default=None)


@contextmanager
def outlines_deferred():
    """Inside, `record_outline` only takes note of the course; at the end each is recorded once.

    For publishing many pages at a time, inside their transaction. After an error nothing is recorded.
    """
    courses = {}
    token = _waiting.set(courses)
    try:
        yield
    finally:
        _waiting.reset(token)
    for course in courses.values():
        record_outline(course)


def record_outline(course):
    """Write the modules and activities of `course` from the live pages of its source language; returns the course.

    What has no live page there any more is retired; what has come back is current again. No row is deleted.
    A course whose own page is gone keeps the outline it had. Waits inside `outlines_deferred`.
    """
    waiting = _waiting.get()
    if waiting is None:
        return _record_outline(course)
    waiting[course.pk] = course
    return course


@transaction.atomic
def _record_outline(course):
    """A constant number of queries and one more for each row that differs from its page."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    course_page = CoursePage.objects.filter(
        translation_key=course.key, locale__language_code=course.source_language, live=True
    ).first()
    if course_page:
        modules = _write_modules(course, course_page)
        activities = _write_activities(course_page, modules)
        _retire(Module.objects.filter(course=course, retired_at=None), modules.values())
        _retire(Activity.objects.of_course(course).current(), activities)
    renew(course)
    transaction.on_commit(lambda: outline_recorded.send(Course, course=course))
    return course


def _write_modules(course, course_page):
    """{path of a module's page: its row}, in order."""
    pages = list(ModulePage.objects.live().child_of(course_page).order_by("path"))
    known = Module.objects.in_bulk([page.translation_key for page in pages], field_name="key")
    return {
        page.path: _write(Module, known, page, course_id=course.pk, position=place, retired_at=None)
        for place, page in enumerate(pages)
    }


def _write(model, known, page, **values):
    """The row of `page`, saved when it is new or has other `values`."""
    row = known.get(page.translation_key) or model(key=page.translation_key)
    if row.pk is None or any(getattr(row, field) != value for field, value in values.items()):
        for field, value in values.items():
            setattr(row, field, value)
        row.save()
    return row


def _write_activities(course_page, modules):
    """The rows of all live activity pages in live modules."""
    taught = [
        (page, kind)
        for kind in REGISTRY.values()
        for page in kind.page_model.objects.live().descendant_of(course_page)
        if page.path[: -page.steplen] in modules
    ]
    taught.sort(key=lambda pair: pair[0].path)
    known = Activity.objects.in_bulk([page.translation_key for page, _kind in taught], field_name="key")
    rows = [
        _write(
            Activity,
            known,
            page,
            module_id=modules[page.path[: -page.steplen]].pk,
            kind=kind.name,
            position=place,
            minutes=page.minutes,
            terms=kind.terms(page),
            retired_at=None,
        )
        for place, (page, kind) in enumerate(taught)
    ]
    _write_versions([(row, page, kind) for row, (page, kind) in zip(rows, taught, strict=True)])
    return rows


def _write_versions(taught):
    """Keep each structure that differs from the newest version as a new one; renew the newest's wording."""
    asked = [(row, page, kind) for row, page, kind in taught if kind.structure(page) is not None]
    versions = QuizVersion.objects.filter(activity__in=[row for row, _page, _kind in asked]).order_by("number")
    newest = {version.activity_id: version for version in versions}
    wordings = _wordings(asked)
    for row, page, kind in asked:
        _write_version(row, newest.get(row.pk), kind.structure(page), wordings[page.translation_key])


def _wordings(asked):
    """{translation key: {language: how the questions read}}, from all live translations. One query a kind."""
    found = {page.translation_key: {} for _row, page, _kind in asked}
    for kind in {kind for _row, _page, kind in asked}:
        for page in kind.page_model.objects.live().filter(translation_key__in=found):
            found[page.translation_key][page.language] = kind.wording(page)
    return found


def _write_version(activity, newest, structure, wording):
    if newest is None or newest.structure != structure:
        number = newest.number + 1 if newest else 1
        newest = QuizVersion(activity=activity, number=number, structure=structure, published_at=timezone.now())
        activity.max_points = max_points(structure)
        activity.save(update_fields=["max_points"])
    if newest.pk is None or newest.wording | wording != newest.wording:
        newest.wording = newest.wording | wording
        newest.save()


def _retire(current, kept):
    current.exclude(pk__in=[row.pk for row in kept]).update(retired_at=timezone.now())


def courses_of(page):
    """The courses whose outline may show `page`: the one it stands in, and those whose rows have its key."""
    by_place = Course.objects.filter(key__in=page.get_ancestors().values("translation_key"))
    by_row = Course.objects.filter(modules__key=page.translation_key)
    by_activity = Course.objects.filter(modules__activities__key=page.translation_key)
    return {course.pk: course for found in (by_place, by_row, by_activity) for course in found}.values()
