"""What managers can narrow the list of cohorts to."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from cohorts.scope import SEVERAL_CODE
from enrolments.listing import ScopedFilterSet


class CountryFilter(django_filters.ChoiceFilter):
    def filter(self, cohorts, value):
        return super().filter(cohorts, value) if value != SEVERAL_CODE else cohorts.filter(country="")


class CohortFilterSet(ScopedFilterSet):
    country = CountryFilter(label=_("Country"), empty_label=_("All countries"), widget=forms.Select)
    state = django_filters.ChoiceFilter(
        label=_("State"),
        empty_label=_("Open and closed"),
        choices=[("open", _("Open")), ("closed", _("Closed"))],
        widget=forms.Select,
        method="in_state",
    )

    class Meta:
        model = Cohort
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["course"].field_name = "course__slug"

    def in_state(self, cohorts, _name, value):
        return cohorts.open() if value == "open" else cohorts.closed()
