"""How far somebody is on the way to each certificate of a course."""

from dataclasses import dataclass

from certificates.models import Certificate, Kind
from enrolments.progress import ceil_share
from pages.prepared import prepared


@dataclass(frozen=True)
class Step:
    """One kind of certificate: issued, earned and waiting, or still on the way with `done` of `needed`."""

    kind: Kind
    certificate: Certificate | None
    is_earned: bool
    done: int
    needed: int

    @property
    def looks(self):
        """All that the step's drawing depends on."""
        issued = self.certificate and (self.certificate.code, self.certificate.standing)
        return (self.kind, issued, self.is_earned, self.done, self.needed)

    @property
    def missing(self):
        return max(0, self.needed - self.done)


@prepared
def _issued_for(enrolment):
    return Certificate.objects.current().filter(enrolment=enrolment).only("kind", "code", "state", "expires_on")


def steps_of(enrolment, progress):
    """The steps to the certificates that the course offers, participation first. One query."""
    issued = {certificate.kind: certificate for certificate in _issued_for(enrolment.pk)}
    activities = ceil_share(progress.total, progress.participation_share)
    points = ceil_share(progress.max_points, progress.achievement_share)
    steps = [
        Step(Kind.PARTICIPATION, issued.get("participation"), bool(enrolment.completed_at), progress.done, activities),
        Step(Kind.ACHIEVEMENT, issued.get("achievement"), bool(enrolment.achieved_at), progress.points, points),
        Step(Kind.ATTENDANCE, issued.get("attendance"), "attendance" in issued, 0, 0),
    ]
    return [step for step in steps if step.is_earned or step.needed]
