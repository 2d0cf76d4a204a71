"""What has been earned and is not issued: whom it concerns, and what it waits for."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from certificates.models import Certificate, Kind, Merit

EARNED_AT = {Kind.PARTICIPATION: "completed_at", Kind.ACHIEVEMENT: "achieved_at"}


@dataclass(frozen=True)
class Claim:
    """One kind of certificate that an enrolment has earned: the one issued, or None."""

    kind: Kind
    certificate: Certificate | None


def waiting(enrolments):
    """Of `enrolments` those that have earned a certificate which was not issued."""
    return enrolments.filter(_earned_by_studying() | _vouched_for())


def _earned_by_studying():
    found = Q(pk__in=[])
    for kind, field in EARNED_AT.items():
        found |= ~Q(**{field: None}) & ~Exists(Certificate.objects.filter(enrolment=OuterRef("pk"), kind=kind))
    return found


def _vouched_for():
    return Exists(Merit.objects.waiting().filter(enrolment=OuterRef("pk")))


def claims_of(enrolment):
    """What the enrolment has earned, by kind. Two queries."""
    certificates = Certificate.objects.current().filter(enrolment=enrolment)
    issued = {certificate.kind: certificate for certificate in certificates}
    kept = set(Merit.objects.filter(enrolment=enrolment).values_list("kind", flat=True))
    earned = kept | issued.keys() | {kind for kind, field in EARNED_AT.items() if getattr(enrolment, field)}
    return [Claim(kind, issued.get(kind)) for kind in Kind if kind in earned]
