"""E-mail addresses that a manager pasted, and what seating these people in a cohort would do."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from enrolments.models import Enrolment


class Fate(TextChoices):
    """What would happen to an address. One word for all whom the manager cannot see: no address is given away."""

    COMES = "comes", _("Will become a member")
    MOVES = "moves", _("Will move here from another cohort")
    STAYS = "stays", _("Is a member already")
    ELSEWHERE = "elsewhere", _("Works in another country than that of this cohort")
    NOT_FOUND = "not_found", _("Is not enrolled in this course in your countries")


@dataclass(frozen=True)
class Finding:
    """An address, what would happen to it, and the enrolment that it was found by, if any."""

    address: str
    fate: Fate
    enrolment: Enrolment | None = None

    @property
    def is_coming(self):
        return self.fate in (Fate.COMES, Fate.MOVES)


def find(*, by, cohort, addresses):
    """The `Finding` of each of `addresses` (in small letters), those who come first. Two queries."""
    within = Enrolment.objects.within_remit_of(by).in_course(cohort.course).active()
    named = within.alias(address=Lower("user__email")).filter(address__in=addresses)
    found = {one.user.email.lower(): one for one in named.select_related("user", "seat__cohort")}
    findings = [Finding(address, fate_of(found.get(address), cohort), found.get(address)) for address in addresses]
    return sorted(findings, key=lambda finding: list(Fate).index(finding.fate))


def fate_of(enrolment, cohort):
    """What seating `enrolment`, or nobody that one can see, would do."""
    if enrolment is None:
        return Fate.NOT_FOUND
    seat = getattr(enrolment, "seat", None)
    if seat and seat.cohort_id == cohort.pk:
        return Fate.STAYS
    if cohort.country and enrolment.country != cohort.country:
        return Fate.ELSEWHERE
    return Fate.MOVES if seat else Fate.COMES
