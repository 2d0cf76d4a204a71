"""What managers can narrow their reports to. The choices come from their own remit and name nothing outside of it."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from accounts.models import User
from enrolments.models import Enrolment
from pages.periods import PeriodFilter
from reports.scope import NOT_KNOWN_CODE


class CountryFilter(django_filters.ChoiceFilter):
    def filter(self, enrolments, value):
        return super().filter(enrolments, value) if value != NOT_KNOWN_CODE else enrolments.filter(country="")


class EnrolmentFilterSet(WagtailFilterSet):
    """Filters that every report has. `scope` is the `Scope` of the manager who looks."""

    course = django_filters.ChoiceFilter(
        field_name="course__slug", label=_("Course"), empty_label=_("All courses"), widget=forms.Select
    )
    country = CountryFilter(label=_("Country"), empty_label=_("All countries"), widget=forms.Select)
    enrolled = PeriodFilter(field_name="enrolled_at", label=_("Enrolled"), widget=DateRangePickerWidget)
    profession = django_filters.ChoiceFilter(
        field_name="user__profession",
        label=_("Profession"),
        empty_label=_("All professions"),
        choices=User.Profession.choices,
        widget=forms.Select,
    )

    class Meta:
        model = Enrolment
        fields = []

    def __init__(self, data=None, queryset=None, *, scope, request=None):
        super().__init__(data, scope.enrolments, request=request)
        self.filters["course"].extra["choices"] = scope.course_choices()
        self.filters["country"].extra["choices"] = scope.country_choices()

    def mistakes(self):
        """[(filter's label, message)] of the values that make no sense."""
        return [(self.form[name].label, message) for name, messages in self.errors.items() for message in messages]


class CountriesFilterSet(EnrolmentFilterSet):
    by = django_filters.ChoiceFilter(
        label=_("Rows"),
        empty_label=_("By country and course"),
        choices=[("country", _("By country")), ("course", _("By course"))],
        widget=forms.Select,
        method="leave",
    )

    def leave(self, enrolments, _name, _value):
        """How to group the rows is no filter."""
        return enrolments


class LearnersFilterSet(EnrolmentFilterSet):
    step = django_filters.ChoiceFilter(
        label=_("Step"),
        empty_label=_("Everybody"),
        choices=[
            ("waiting", _("Not started")),
            ("underway", _("Started, not completed")),
            ("completed", _("Completed")),
            ("certified", _("Certified")),
        ],
        widget=forms.Select,
        method="at_step",
    )

    def at_step(self, enrolments, _name, value):
        steps = {
            "waiting": {"started_at": None},
            "underway": {"started_at__isnull": False, "completed_at": None},
            "completed": {"completed_at__isnull": False},
            "certified": {"is_certified": True},
        }
        return enrolments.filter(**steps[value])
