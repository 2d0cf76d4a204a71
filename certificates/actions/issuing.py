"""From what somebody has earned to the certificate and its file."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import second_line
from certificates import paper
from certificates.actions.log import announce, note
from certificates.designing import look_for
from certificates.inspection import fingerprint
from certificates.models import FROZEN, Certificate, CertificateEvent, Kind, Merit
from certificates.validity import months_after
from certificates.waiting import EARNED_AT
from enrolments.actions import measure
from enrolments.models import Enrolment


@transaction.atomic
def issue_earned(*, enrolment, by=None, at=None):
    """Issue every kind of certificate that the enrolment has earned and not yet got, each exactly once.

    Nothing is issued before the learner's name is confirmed: what was earned is kept as a `Merit` until then.
    Announces `certificate_issued` on commit; returns the enrolment's certificates. `by` is the manager who asks for
    it, nobody where the site does it by itself; `at` is the moment, now by default.
    """
    enrolment = Enrolment.objects.select_related("user", "course").get(pk=enrolment.pk)
    for kind, field in EARNED_AT.items():
        if getattr(enrolment, field):
            _keep_merit(enrolment, kind)
    if not enrolment.user.name_is_confirmed:
        return []
    merits = Merit.objects.filter(enrolment=enrolment).select_related("by").order_by("pk")
    return [_issue(enrolment, merit, merit.by or by, at or timezone.now()) for merit in merits]


@transaction.atomic
def issue_attendance(*, enrolment, hours, attended_on, by, at=None):
    """Certify that the learner was there: `by` vouches for `hours`, whatever was completed; `attended_on` is a date.

    Once for an enrolment: a second time changes nothing. Like all others it waits for the learner's name. Returns the
    certificates of the enrolment.
    """
    enrolment = Enrolment.objects.select_related("user", "course").get(pk=enrolment.pk)
    statement = _of_course(enrolment) | {"course_hours": hours, "completed_on": attended_on, "by": by}
    Merit.objects.get_or_create(enrolment=enrolment, kind=Kind.ATTENDANCE, defaults=statement)
    return issue_earned(enrolment=enrolment, by=by, at=at)


def _keep_merit(enrolment, kind):
    """The merit of that kind, with the figures of the first time that it was asked for."""
    merit = Merit.objects.filter(enrolment=enrolment, kind=kind).first()
    if merit is None:
        merit, _created = Merit.objects.get_or_create(
            enrolment=enrolment, kind=kind, defaults=_statement(enrolment, kind)
        )
    return merit


def _statement(enrolment, kind):
    """What is frozen of course and progress."""
    return _of_course(enrolment) | {
        "completed_on": timezone.localdate(getattr(enrolment, EARNED_AT[kind])),
        "terms": _terms(measure(enrolment), kind),
        "valid_months": enrolment.course.valid_months,
    }


def _of_course(enrolment):
    """What is frozen of the course, in the learner's language where the course is offered in it."""
    course = enrolment.course
    listing = course.listing_in(enrolment.user.language)
    return {
        "course_title": listing.title if listing else course.slug,
        "course_hours": course.hours,
        "course_edition": str(course.version),
        "level": course.level,
        "language": listing.language if listing else course.source_language,
        "credit_points": course.credit_points,
        "credit_body": course.credit_body,
        "alignments": course.alignments,
    }


def _terms(progress, kind):
    if kind == Kind.PARTICIPATION:
        return {"share": progress.participation_share, "done": progress.done, "total": progress.total}
    return {
        "share": progress.achievement_share,
        "points": progress.points,
        "max_points": progress.max_points,
    }


def _issue(enrolment, merit, by, moment):
    frozen = {field: getattr(merit, field) for field in FROZEN if field != "kind"}
    frozen |= look_for(course=enrolment.course, language=merit.language)
    certificate, is_new = Certificate.objects.current().get_or_create(
        enrolment=enrolment,
        kind=merit.kind,
        defaults=frozen
        | {
            "holder": enrolment.user,
            "holder_name": enrolment.user.name,
            "holder_name_latin": second_line(enrolment.user.name, enrolment.user.name_latin),
            "country": enrolment.country,
            "issued_at": moment,
            "issuer": settings.ISSUER_NAME,
            "expires_on": months_after(merit.completed_on, merit.valid_months),
        },
    )
    if is_new:
        announce(certificate, by=by)
    return certificate


def render(*, certificate):
    """Draw and sign the PDF and keep it with its hash, once: a certificate that has its file keeps it. Returns it.

    The drawing, about half a second, is done before the row is locked. Raises what stops the drawing or the storage.
    """
    if certificate.rendered_at or certificate.holder_is_erased:
        return certificate
    return _keep_paper(certificate, paper.make(certificate))


@transaction.atomic
def _keep_paper(certificate, content):
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.rendered_at or certificate.holder_is_erased:
        return certificate
    certificate.sha256 = fingerprint(content)
    certificate.rendered_at = timezone.now()
    _remove_leftover(certificate)
    certificate.pdf.save("", ContentFile(content), save=False)
    certificate.save(update_fields=["pdf", "sha256", "rendered_at"])
    note(certificate, CertificateEvent.Kind.DRAWN, at=certificate.rendered_at)
    return certificate


def _remove_leftover(certificate):
    """The file of a worker that died between storing it and saying so; nobody else is at it, the row is locked."""
    pdf = certificate._meta.get_field("pdf")
    pdf.storage.delete(pdf.generate_filename(certificate, ""))
