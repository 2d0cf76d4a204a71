"""Cohorts: who studies a course together, and the seats of their members."""

import uuid

from django.db import models
from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.models import RemitQuerySet
from courses.models import Course, CourseListing
from enrolments.models import Enrolment

NAME_LENGTH = 80


class CohortQuerySet(RemitQuerySet):
    """Within a remit are those of its countries; those of several countries are for managers of all."""

    def in_course(self, course):
        return self.filter(course=course)

    def open(self):
        """Those that take new members."""
        return self.filter(closed_at=None)

    def closed(self):
        return self.exclude(closed_at=None)

    def of(self, user):
        """Those in which `user` has a seat and still studies."""
        return self.filter(seats__enrolment__user=user, seats__enrolment__left_at=None)

    def with_seats(self):
        """With `seats_count`: how many members each has."""
        return self.annotate(seats_count=Count("seats"))

    def with_members(self):
        """With `members_count`: how many have a seat in each and still study."""
        return self.annotate(members_count=Count("seats", filter=Q(seats__enrolment__left_at=None)))

    def with_course(self):
        """With the course and its titles, for lists. One more query."""
        titles = CourseListing.objects.defer("search_text", "outcomes", "team")
        return self.select_related("course").prefetch_related(Prefetch("course__listings", titles))


class Cohort(models.Model):
    """Some of those who study a course, taken together by a manager: one training, one institution, one intake.

    `country` is that of all its members, empty where they come from several. A closed one keeps its members.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    country = CountryField(_("country"), blank=True)
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "country", "name"],
                name="cohort_name_once",
                violation_error_message=_("This course has a cohort of that name."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_open(self):
        return self.closed_at is None


class SeatQuerySet(models.QuerySet):
    def by_name(self):
        """With the members, by their names."""
        return self.select_related("enrolment__user").order_by("enrolment__user__name", "pk")


class Seat(models.Model):
    """A member's place in a cohort. Nobody has two in one course, so that "their cohort" has one answer."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="seats")
    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="seat")
    seated_at = models.DateTimeField(_("since"))

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")

    def __str__(self):
        return f"{self.enrolment_id} in {self.cohort_id}"
