"""What can be achieved today: a course or a programme in one kind, said as a certificate of today would say it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from certificates.models import Certificate, Kind
from courses.models import Course, Programme

SHARES = {Kind.PARTICIPATION: "participation_share", Kind.ACHIEVEMENT: "achievement_share"}


def offered_or_404(key, kind):
    """An unsaved `Certificate` that says what the course or programme with that key offers in that kind."""
    if kind not in Kind.values:
        raise Http404
    return _of_programme(key) if kind == Kind.DIPLOMA else _of_course(key, kind)


def _of_course(key, kind):
    course = get_object_or_404(Course.objects.with_titles(), key=key)
    return Certificate(
        kind=kind,
        **_listed(course),
        course_hours=course.hours,
        level=course.level,
        terms={"share": getattr(course, SHARES[kind])} if kind in SHARES else {},
        credit_points=course.credit_points,
        credit_body=course.credit_body,
        alignments=course.alignments,
    )


def _of_programme(key):
    programme = get_object_or_404(Programme.objects.exclude(diploma=""), key=key)
    hours = list(programme.courses.filter(withdrawn_at=None).values_list("hours", flat=True))
    terms = {"needed": programme.diploma_courses or len(hours), "total": len(hours), "courses": []}
    return Certificate(kind=Kind.DIPLOMA, **_listed(programme), course_hours=sum(hours), terms=terms)


def _listed(offer):
    listing = offer.listing_in(offer.source_language)
    return {"course_title": listing.title if listing else offer.slug, "language": offer.source_language}
