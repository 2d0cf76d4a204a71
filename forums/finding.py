"""Finding the discussion that an address means, which need not be saved yet."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cohorts.models import Cohort
from courses.models import Course
from enrolments.models import Enrolment
from forums.models import Discussion, Thread, place_of_activity
from modules.kinds.discussion import Discussion as DiscussionKind
from modules.models import Activity
from pages.prepared import prepared


def discussion_of(key):
    """That of the activity with that key; 404 for no such one. One query where somebody has written there."""
    found = Discussion.objects.select_related("activity__module", "course").filter(activity__key=key).first()
    if found:
        return found
    activities = Activity.objects.filter(kind=DiscussionKind.name).select_related("module__course")
    return place_of_activity(get_object_or_404(activities, key=key))


def discussion_on(key, subject, reader=None):
    """That on `subject` in the course with that key, as `course_for` finds it for a `reader`; 404 for none."""
    if subject not in Discussion.Subject.values:
        raise Http404
    course = course_for(reader, key) if reader else get_object_or_404(Course, key=key)
    return Discussion(course=course, subject=subject)


def discussion_in(key):
    """That of the cohort with that key; 404 for no such cohort."""
    cohort = get_object_or_404(Cohort.objects.select_related("course"), key=key)
    return Discussion(course=cohort.course, cohort=cohort)


def course_for(user, key, *, titles=False):
    """The course with that key, with `reader_enrolled`: does `user` study it? 404 for no such one.

    One query; one more for its `titles`.
    """
    found = _courses(user, key, titles=titles)
    if not found:
        raise Http404
    return found[0]


@prepared
def _courses(user, key, *, titles):
    enrolled = Enrolment.objects.active().of(user).in_course(OuterRef("pk"))
    courses = Course.objects.filter(key=key).annotate(reader_enrolled=Exists(enrolled))
    return courses.with_titles() if titles else courses


def find_thread(user, **where):
    """The thread as `user` reads it, by `key`, or by the `posts__key` of one of its posts; 404 for no such one.

    Whether they may read it is not asked. One query.
    """
    ((by, key),) = where.items()
    found = _threads(user, timezone.now(), key, by=by)
    if not found:
        raise Http404
    return found[0]


@prepared
def _threads(user, moment, key, *, by):
    return Thread.objects.reachable().for_reader(user, moment).filter(**{by: key})
