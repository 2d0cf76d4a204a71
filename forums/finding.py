"""Finding the discussion that an address means, which need not be saved yet."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from courses.models import Course
from enrolments.models import Enrolment
from forums.models import Discussion, place_of_activity
from modules.kinds.discussion import Discussion as DiscussionKind
from modules.models import Activity


def discussion_of(key):
    """That of the activity with that key; 404 for no such one."""
    activities = Activity.objects.filter(kind=DiscussionKind.name).select_related("module__course")
    return place_of_activity(get_object_or_404(activities, key=key))


def discussion_on(key, subject, courses=Course.objects):
    """That on `subject` in the course with that key, one of `courses`; 404 for no such place."""
    if subject not in Discussion.Subject.values:
        raise Http404
    return Discussion(course=get_object_or_404(courses, key=key), subject=subject)


def courses_for(user):
    """Courses with `reader_enrolled`: does `user` study it?"""
    enrolled = Enrolment.objects.active().of(user).in_course(OuterRef("pk"))
    return Course.objects.annotate(reader_enrolled=Exists(enrolled))
