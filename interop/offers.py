"""What can be achieved today: a course in one kind, said as a certificate of today would say it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from certificates.models import Certificate, Kind
from courses.models import Course

SHARES = {Kind.PARTICIPATION: "participation_share", Kind.ACHIEVEMENT: "achievement_share"}


def offered_or_404(key, kind):
    """An unsaved `Certificate` that says what the course with that key offers in that kind."""
    course = get_object_or_404(Course.objects.with_titles(), key=key)
    if kind not in SHARES:
        raise Http404
    listing = course.listing_in(course.source_language)
    return Certificate(
        kind=kind,
        course_title=listing.title if listing else course.slug,
        course_hours=course.hours,
        level=course.level,
        language=course.source_language,
        terms={"share": getattr(course, SHARES[kind])},
    )
