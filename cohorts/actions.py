"""What managers do with cohorts. Every verb may be repeated: the second time changes nothing."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Seat
from cohorts.rules import may_keep_cohorts
from courses.models import Course
from enrolments.models import Enrolment


class CohortClosed(Exception):
    """It takes no new members."""


@transaction.atomic
def open_cohort(*, by, course, name, country=""):
    """A cohort of `course`; of one country, or of several when `country` is empty.

    Raises `PermissionDenied` outside the remit of `by`, `ValidationError` for a name that the course has.
    """
    Course.objects.select_for_update().get(pk=course.pk)  # two of one name at once wait for each other
    cohort = Cohort(course=course, name=name.strip(), country=country, opened_at=timezone.now())
    _check_remit(by, cohort)
    cohort.full_clean()
    cohort.save()
    return cohort


@transaction.atomic
def rename_cohort(*, by, cohort, name):
    """Raises `PermissionDenied`, `ValidationError`."""
    cohort = _held(by, cohort)
    cohort.name = name.strip()
    cohort.full_clean()
    cohort.save(update_fields=["name"])
    return cohort


@transaction.atomic
def close_cohort(*, by, cohort):
    """Take no new members; who has a seat keeps it. Raises `PermissionDenied`."""
    cohort = _held(by, cohort)
    cohort.closed_at = cohort.closed_at or timezone.now()
    cohort.save(update_fields=["closed_at"])
    return cohort


@transaction.atomic
def reopen_cohort(*, by, cohort):
    """Take new members again. Raises `PermissionDenied`."""
    cohort = _held(by, cohort)
    cohort.closed_at = None
    cohort.save(update_fields=["closed_at"])
    return cohort


@transaction.atomic
def seat(*, by, cohort, enrolments):
    """Give each of `enrolments` a seat, instead of that in another cohort of the course. Returns how many are new.

    Raises `CohortClosed`; `PermissionDenied` for an enrolment in another course or outside the remit;
    `ValidationError` for one of another country than the cohort's.
    """
    cohort = _held(by, cohort)
    if not cohort.is_open:
        raise CohortClosed
    wanted = {enrolment.pk for enrolment in enrolments}
    found = Enrolment.objects.select_for_update().within_remit_of(by).in_course(cohort.course).active()
    found = list(found.filter(pk__in=wanted).order_by("pk"))
    if len(found) != len(wanted):
        raise PermissionDenied
    if cohort.country and any(enrolment.country != cohort.country for enrolment in found):
        raise ValidationError(_("Somebody of another country cannot be in this cohort."))
    stay = set(cohort.seats.filter(enrolment__in=found).values_list("enrolment", flat=True))
    coming = [enrolment for enrolment in found if enrolment.pk not in stay]
    Seat.objects.filter(enrolment__in=coming).delete()
    Seat.objects.bulk_create(Seat(cohort=cohort, enrolment=one, seated_at=timezone.now()) for one in coming)
    return len(coming)


@transaction.atomic
def unseat(*, by, seat):
    """Take somebody out of their cohort; they go on studying. Raises `PermissionDenied`."""
    _held(by, seat.cohort)
    Seat.objects.filter(pk=seat.pk).delete()


def _held(by, cohort):
    """The cohort, locked. Raises `PermissionDenied` outside the remit of `by`."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    _check_remit(by, cohort)
    return cohort


def _check_remit(by, cohort):
    if not may_keep_cohorts(by) or not _covers(by, cohort):
        raise PermissionDenied


def _covers(by, cohort):
    """Does the remit of `by` hold the country of `cohort`, which need not be saved yet; every one for an empty one?"""
    if by.is_superuser or by.remit.everywhere:
        return True
    return cohort.country.code in by.remit.codes
