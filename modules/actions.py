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
    course = Course.objects.select_for_update().get(pk=course.pk)
    course_page = CoursePage.objects.filter(
        translation_key=course.key, locale__language_code=course.source_language, live=True
    ).first()
    if course_page:
        module_pages = ModulePage.objects.live().child_of(course_page).order_by("path")
        modules = [_write_module(course, page, place) for place, page in enumerate(module_pages)]
        activities = _write_activities(course_page, dict(zip(map(_path, module_pages), modules, strict=True)))
        _retire(Module.objects.filter(course=course, retired_at=None), modules)
        _retire(Activity.objects.of_course(course).current(), activities)
    renew(course)
    transaction.on_commit(lambda: outline_recorded.send(Course, course=course))
    return course


def _path(page):
    return page.path


def _write_module(course, page, place):
    module, _created = Module.objects.update_or_create(
        key=page.translation_key, defaults={"course": course, "position": place, "retired_at": None}
    )
    return module


def _write_activities(course_page, modules):
    """One query a kind for the pages, whatever the size of the course; returns the activities."""
    pages = [
        page
        for kind in REGISTRY.values()
        for page in kind.page_model.objects.live().descendant_of(course_page).order_by("path")
    ]
    written = []
    for place, page in enumerate(sorted(pages, key=_path)):
        module = modules.get(page.path[: -page.steplen])
        if module:
            written.append(_write_activity(module, page, place))
    return written


def _write_activity(module, page, place):
    kind = next(kind for kind in REGISTRY.values() if isinstance(page, kind.page_model))
    activity, _created = Activity.objects.update_or_create(
        key=page.translation_key,
        defaults={
            "module": module,
            "kind": kind.name,
            "position": place,
            "minutes": page.minutes,
            "terms": kind.terms(page),
            "retired_at": None,
        },
    )
    if kind.structure(page) is not None:
        _write_version(activity, kind, page)
    return activity


def _write_version(activity, kind, page):
    """Keep the structure of `page` as a new version when it differs from the newest; renew the newest's wording."""
    structure = kind.structure(page)
    newest = activity.versions.first()
    if newest is None or newest.structure != structure:
        number = newest.number + 1 if newest else 1
        newest = QuizVersion(activity=activity, number=number, structure=structure, published_at=timezone.now())
        activity.max_points = max_points(structure)
        activity.save(update_fields=["max_points"])
    translations = kind.page_model.objects.live().filter(translation_key=page.translation_key)
    newest.wording = newest.wording | {live.language: kind.wording(live) for live in translations}
    newest.save()


def _retire(current, kept):
    current.exclude(pk__in=[row.pk for row in kept]).update(retired_at=timezone.now())


def courses_of(page):
    """The courses whose outline may show `page`: the one it stands in, and those whose rows have its key."""
    by_place = Course.objects.filter(key__in=page.get_ancestors().values("translation_key"))
    by_row = Course.objects.filter(modules__key=page.translation_key)
    by_activity = Course.objects.filter(modules__activities__key=page.translation_key)
    return {course.pk: course for found in (by_place, by_row, by_activity) for course in found}.values()
