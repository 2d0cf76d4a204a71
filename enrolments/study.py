"""What a learner sees of a course: the outline with their own state in it, asked once a request."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language

from enrolments.actions import best_points, completed_by, weigh
from enrolments.models import Enrolment
from modules.models import Activity
from modules.outline import Outline, OutlineActivity, activities_of, outline_of
from pages.prepared import prepared


@dataclass
class Waypoint:
    """An activity on the learner's path: `state` is done, here or ahead."""

    activity: OutlineActivity
    state: str


@dataclass
class Stage:
    """A module on the learner's path."""

    module: object
    waypoints: list

    @property
    def done(self):
        return sum(waypoint.state == "done" for waypoint in self.waypoints)

    @property
    def total(self):
        return len(self.waypoints)

    @property
    def state(self):
        """done, here (the place to continue is in it) or ahead."""
        if self.total and self.done == self.total:
            return "done"
        return "here" if any(waypoint.state == "here" for waypoint in self.waypoints) else "ahead"


@dataclass
class Study:
    """One enrolment, read in one language; `enrolment` is None for staff who look at a course that they edit."""

    course: object
    enrolment: Enrolment | None
    language: str
    key: str = ""  # of the activity that is open

    @cached_property
    def outline(self) -> Outline:
        return outline_of(self.course, self.language)

    @cached_property
    def completed(self):
        """The ids of the activities that are completed, also of those that have left the course."""
        return set(completed_by([self.enrolment])[self.enrolment.pk]) if self.enrolment else set()

    @cached_property
    def rows(self):
        """{activity id: Activity} of what the course has today."""
        return activities_of([self.course])[self.course.pk]

    @cached_property
    def row(self):
        """The open activity's row, also when it has left the course."""
        current = next((row for row in self.rows.values() if str(row.key) == self.key), None)
        return current or Activity.objects.get(key=self.key)

    @property
    def total(self):
        return len(self.rows)

    @property
    def done(self):
        """How many of the activities that the course has today are completed: the number that is shown everywhere."""
        return len(self.completed & set(self.rows))

    @cached_property
    def progress(self):
        """With the points, which cost one more query, until achievement is earned: then they change nothing."""
        counts = self.enrolment and self.enrolment.achieved_at is None
        best = best_points([self.enrolment])[self.enrolment.pk] if counts else {}
        return weigh(self.course, self.completed, best)

    @cached_property
    def activity(self):
        return self.outline.activity(self.key) if self.key else None

    @property
    def is_complete(self):
        return bool(self.activity) and self.activity.pk in self.completed

    @cached_property
    def neighbours(self):
        return self.outline.neighbours(self.key)

    @property
    def previous(self):
        return self.neighbours[0]

    @property
    def next(self):
        return self.neighbours[1]

    @cached_property
    def resume(self):
        """The activity to continue with: where the learner stopped, or the first one not done after it.

        None for a course without activities; the last one when all is done.
        """
        row = self.outline.activities
        last = self.enrolment.last_activity_id if self.enrolment else None
        start = next((place for place, activity in enumerate(row) if activity.pk == last), 0)
        undone = [activity for activity in (*row[start:], *row[:start]) if activity.pk not in self.completed]
        return undone[0] if undone else (row[start] if row else None)

    @cached_property
    def stages(self):
        here = self.key or (self.resume.key if self.resume else "")
        return [
            Stage(module, [Waypoint(activity, self._state(activity, here)) for activity in module.activities])
            for module in self.outline.modules
        ]

    def _state(self, activity, here):
        if activity.key == here and (self.key or activity.pk not in self.completed):
            return "here"
        return "done" if activity.pk in self.completed else "ahead"

    def is_done(self, activity):
        return activity.pk in self.completed


def study_at(user, key, language=None):
    """The `Study` of `user` in the course of that activity; None without an active enrolment. One query."""
    for enrolment in _enrolments_at(user, key):
        return Study(enrolment.course, enrolment, language or get_language(), str(key))
    return None


@prepared
def _enrolments_at(user, activity):
    return Enrolment.objects.active().of(user).at_activity(activity)[:1]


def study_in(user, course, language=None):
    """The `Study` of `user` in `course`; None without an active enrolment. One query."""
    if not user.is_authenticated:
        return None
    for enrolment in _enrolments_in(user, course.pk):
        return Study(course, enrolment, language or get_language())
    return None


@prepared
def _enrolments_in(user, course):
    return Enrolment.objects.active().of(user).in_course(course)[:1]
