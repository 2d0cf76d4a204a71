"""Managers' numbers: enrolments counted by country and course, from the dates that each enrolment carries.

Every function takes the enrolments to count, already limited to a remit and filtered, and asks the database once.
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from certificates.models import Certificate

EVERY = None
STEPS = ("enrolled", "started", "completed", "certified")


@dataclass(frozen=True)
class Numbers:
    """How many took each step. `country` is an ISO 3166 code, "" where it is not known; `course` is an id.

    Either is None in a row over every country or every course.
    """

    enrolled: int = 0
    started: int = 0
    completed: int = 0
    certified: int = 0
    country: str | None = EVERY
    course: int | None = EVERY

    @property
    def rate(self):
        """Completed of enrolled, in per cent, to one decimal; 0 where nobody is enrolled."""
        return round(100 * self.completed / self.enrolled, 1) if self.enrolled else 0.0


def with_certified(enrolments):
    """`enrolments` with `is_certified`: has it a certificate that stands? An expired one was earned as well."""
    standing = Certificate.objects.standing().filter(enrolment=OuterRef("pk"))
    return enrolments.annotate(is_certified=Exists(standing))


def count_by(enrolments, *fields):
    """[Numbers] for each combination of `fields` ("country", "course") that has an enrolment. One query."""
    rows = with_certified(enrolments).order_by().values(*fields).annotate(**_counts("pk"))
    return [Numbers(**row) for row in rows]


def count_people(enrolments):
    """The `Numbers` of different people, each counted once however many courses they are in. One query."""
    return Numbers(**with_certified(enrolments).order_by().aggregate(**_counts("user", distinct=True)))


def add_up(rows):
    """The sum of the rows: a person in two courses counts twice in it, as in the rows."""
    return Numbers(**{step: sum(getattr(row, step) for row in rows) for step in STEPS})


def _counts(field, **options):
    return {
        "enrolled": Count(field, **options),
        "started": Count(field, filter=Q(started_at__isnull=False), **options),
        "completed": Count(field, filter=Q(completed_at__isnull=False), **options),
        "certified": Count(field, filter=Q(is_certified=True), **options),
    }
