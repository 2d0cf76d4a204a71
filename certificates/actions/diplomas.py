"""Diplomas: issued by themselves to who has the certificates of enough courses of a programme."""

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import User, second_line
from certificates.actions.log import announce
from certificates.designing import look_for
from certificates.models import Certificate, Kind

COUNTED = {"participation": [Kind.ACHIEVEMENT, Kind.PARTICIPATION], "achievement": [Kind.ACHIEVEMENT]}


@transaction.atomic
def issue_diploma(*, holder, programme, at=None):
    """Issue the programme's diploma to `holder` when they have earned it: exactly once, whoever asks how often.

    Announces `certificate_issued` on commit; returns the diploma, or None where something is still missing. To be
    asked when the last certificate is committed, so that of two at the same moment one sees both.
    """
    if holder.is_erased:
        return None
    courses = list(programme.courses.filter(withdrawn_at=None)) if programme.diploma else []
    earned = _earned(holder, programme, at) if courses else {}
    needed = programme.diploma_courses or len(courses)
    is_enough = len(earned) >= needed if programme.diploma_courses else all(c.pk in earned for c in courses)
    if not (earned and is_enough):
        return None
    diploma, is_new = Certificate.objects.current().get_or_create(
        holder=holder,
        programme=programme,
        kind=Kind.DIPLOMA,
        defaults=_statement(holder, programme, list(earned.values()), needed, len(courses))
        | {"holder_name": holder.name, "issued_at": at or timezone.now(), "issuer": settings.ISSUER_NAME}
        | {"holder_name_latin": second_line(holder.name, holder.name_latin)},
    )
    if is_new:
        announce(diploma)
    return diploma


def issue_diplomas_due(*, programme, since=None, at=None):
    """Issue the diplomas of a programme that are missing: of all, or of those certified after the moment `since`.

    Returns how many were looked at. One that fails stops the others; asking again goes on.
    """
    due = _due(programme, since) if programme.diploma else []
    for holder in due:
        issue_diploma(holder=holder, programme=programme, at=at)
    return len(due)


def _due(programme, since):
    """Those who have as many certificates as are needed, and no diploma. One query."""
    needed = programme.diploma_courses or programme.courses.filter(withdrawn_at=None).count()
    counted = _counted(programme).filter(holder__isnull=False).order_by().values("holder")
    if since:
        counted = counted.filter(holder__in=counted.filter(issued_at__gte=since))
    enough = counted.annotate(courses=Count("enrolment__course", distinct=True)).filter(courses__gte=needed)
    has = Certificate.objects.current().filter(programme=programme, holder__isnull=False).values("holder")
    people = User.objects.filter(pk__in=enough.values("holder"), erased_at=None)
    return list(people.exclude(pk__in=has).order_by("pk"))


def _counted(programme):
    return Certificate.objects.filter(enrolment__course__programme=programme, kind__in=COUNTED[programme.diploma])


def _earned(holder, programme, at):
    """{course id: the valid certificate that counts}, in the order of completion; achievement before participation."""
    found = _counted(programme).valid(at=at).filter(holder=holder).select_related("enrolment")
    by_course = {}
    for certificate in sorted(found, key=lambda one: (one.kind, one.completed_on, one.pk)):
        by_course.setdefault(certificate.enrolment.course_id, certificate)
    return dict(sorted(by_course.items(), key=lambda item: (item[1].completed_on, item[0])))


def _statement(holder, programme, certificates, needed, total):
    """What is frozen: the programme in the holder's language where it is offered in it, and the transcript."""
    listing = programme.listing_in(holder.language)
    last = certificates[-1]
    bodies = {certificate.credit_body for certificate in certificates}
    points = [certificate.credit_points for certificate in certificates]
    has_credit = len(bodies) == 1 and all(points)
    language = listing.language if listing else programme.source_language
    return look_for(programme=programme, language=language) | {
        "course_title": listing.title if listing else programme.slug,
        "course_hours": sum(certificate.course_hours for certificate in certificates),
        "language": language,
        "completed_on": last.completed_on,
        "country": last.country,
        "terms": {"needed": needed, "total": total, "courses": [_line(one) for one in certificates]},
        "credit_points": sum(points) if has_credit else None,
        "credit_body": bodies.pop() if has_credit else "",
    }


def _line(certificate):
    """One course of the transcript."""
    return {
        "title": certificate.course_title,
        "language": certificate.language,
        "kind": str(certificate.kind),
        "hours": certificate.course_hours,
        "completed_on": certificate.completed_on.isoformat(),
    }
