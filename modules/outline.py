"""The outline of a course in one language: what a learner can do, in order, with its address and cost.

Built from rows and pages with a constant number of queries, then held until the course has another `version`.
Where a page has no translation the one in the course's source language stands in.
"""

from dataclasses import dataclass
from functools import lru_cache

from modules.kinds import REGISTRY, Weight, kind_named
from modules.models import Activity, Module, ModulePage
from pages.sites import address


@dataclass(frozen=True)
class OutlineActivity:
    """`language` is the page's own, which differs from the outline's where a translation is missing."""

    pk: int
    key: str
    kind: object
    title: str
    url: str
    language: str
    minutes: int
    weight: Weight
    terms: dict
    max_points: int
    module_key: str
    place: int  # from 0, over the whole course

    @property
    def is_graded(self):
        return bool(self.terms.get("graded"))

    @property
    def icon(self):
        return self.kind.look(self.weight)[0]

    @property
    def label(self):
        return self.kind.look(self.weight)[1]

    def __hash__(self):
        return hash(self.key)


@dataclass(frozen=True)
class OutlineModule:
    key: str
    title: str
    summary: str
    url: str
    language: str
    activities: tuple

    @property
    def minutes(self):
        return sum(activity.minutes for activity in self.activities)

    @property
    def is_test(self):
        """Is there nothing in it but quizzes, as in a course's last module?"""
        return bool(self.activities) and all(activity.kind.name == "quiz" for activity in self.activities)


@dataclass(frozen=True)
class Outline:
    """`languages` are those in which the course has pages."""

    modules: tuple

    @property
    def activities(self):
        return tuple(activity for module in self.modules for activity in module.activities)

    @property
    def taught(self):
        """The modules without those that only test."""
        return tuple(module for module in self.modules if not module.is_test)

    def activity(self, key):
        """The activity with that key, or None when the course does not have it today."""
        return next((activity for activity in self.activities if activity.key == str(key)), None)

    def neighbours(self, key):
        """(the activity before, the one after); None at an end."""
        row = self.activities
        place = next((place for place, activity in enumerate(row) if activity.key == str(key)), None)
        if place is None:
            return None, None
        return (row[place - 1] if place else None), (row[place + 1] if place + 1 < len(row) else None)

    @property
    def minutes(self):
        return sum(module.minutes for module in self.modules)

    @property
    def max_points(self):
        return sum(activity.max_points for activity in self.activities if activity.is_graded)


def activities_of(courses):
    """{course id: {activity id: Activity}}: what each course has today, in order. The rows are shared: never write.

    One query for the courses that the process does not hold; none for the others.
    """
    found = {course.pk: _activities.get(_held_as(course)) for course in courses}
    return _load_activities(courses) if None in found.values() else found


_activities = {}
COURSES_HELD = 2000


def _held_as(course):
    return course.pk, course.key, course.version


def _load_activities(courses):
    if len(_activities) + len(courses) > COURSES_HELD:
        _activities.clear()
    found = {course.pk: {} for course in courses}
    for activity in Activity.objects.filter(module__course__in=found).current().select_related("module"):
        found[activity.module.course_id][activity.pk] = activity
    _activities.update((_held_as(course), found[course.pk]) for course in courses)
    return found


def forget_outlines():
    """Drop what this process holds."""
    _activities.clear()
    _outline.cache_clear()


def outline_of(course, language):
    """The `Outline` of `course` in `language`."""
    return _outline(course.pk, str(course.key), course.source_language, language, course.version)


@lru_cache(maxsize=512)
def _outline(course_pk, course_key, source_language, language, version):
    modules = list(Module.objects.filter(course=course_pk, retired_at=None))
    activities = list(Activity.objects.filter(module__in=modules).current())
    languages = [source_language, language]
    module_pages = _pages(ModulePage.objects, [module.key for module in modules], languages)
    keys = [activity.key for activity in activities]
    pages = {}
    for kind in REGISTRY.values():
        pages |= _pages(kind.page_model.objects, keys, languages)
    shown = {}
    for activity in activities:
        if activity.key in pages:
            shown.setdefault(activity.module_id, []).append((activity, pages[activity.key]))
    place = 0
    result = []
    for module in modules:
        page = module_pages.get(module.key)
        rows = shown.get(module.pk, [])
        if page:
            entries = tuple(
                _entry(row, activity_page, module, place + n) for n, (row, activity_page) in enumerate(rows)
            )
            result.append(_module(module, page, entries))
            place += len(rows)
    return Outline(modules=tuple(result))


def _pages(pages, keys, languages):
    """{translation key: the live page in the last of `languages` that has it}."""
    found = pages.live().filter(translation_key__in=keys, locale__language_code__in=languages).select_related("locale")
    ranked = sorted(found, key=lambda page: languages.index(page.language))
    return {page.translation_key: page for page in ranked}


def _module(module, page, activities):
    return OutlineModule(
        key=str(module.key),
        title=page.title,
        summary=page.summary,
        url=address(page.url_path),
        language=page.language,
        activities=activities,
    )


def _entry(activity, page, module, place):
    kind = kind_named(activity.kind)
    return OutlineActivity(
        pk=activity.pk,
        key=str(activity.key),
        kind=kind,
        title=page.title,
        url=address(page.url_path),
        language=page.language,
        minutes=activity.minutes,
        weight=kind.weight(page),
        terms=activity.terms,
        max_points=activity.max_points,
        module_key=str(module.key),
        place=place,
    )
