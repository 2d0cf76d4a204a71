"""What managers can narrow their lists to. The choices come from their own remit and name nothing outside of it."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget

from certificates.models import Certificate, Kind, Standing
from certificates.waiting import waiting
from enrolments.listing import ScopedFilterSet
from enrolments.models import Enrolment
from pages.periods import PeriodFilter


class CohortFilterSet(ScopedFilterSet):
    """With the cohorts within the remit; `enrolment` is the way to the enrolment of what is listed."""

    enrolment = ""
    cohort = django_filters.ChoiceFilter(label=_("Cohort"), empty_label=_("All cohorts"), widget=forms.Select)

    def __init__(self, *args, scope, **kwargs):
        super().__init__(*args, scope=scope, **kwargs)
        self.filters["course"].field_name = f"{self.enrolment}course__slug"
        self.filters["cohort"].field_name = f"{self.enrolment}seat__cohort__key"
        self.filters["cohort"].extra["choices"] = scope.cohort_choices()


class CertificateFilterSet(CohortFilterSet):
    enrolment = "enrolment__"
    standing = django_filters.ChoiceFilter(
        label=_("State"),
        empty_label=_("Every state"),
        choices=Standing.choices,
        widget=forms.Select,
        method="of_standing",
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), empty_label=_("Every kind"), choices=Kind.choices, widget=forms.Select
    )
    issued = PeriodFilter(field_name="issued_at", label=_("Issued"), widget=DateRangePickerWidget)

    class Meta:
        model = Certificate
        fields = []

    def of_standing(self, certificates, _name, value):
        return certificates.with_standing(value)


class WaitingFilterSet(CohortFilterSet):
    who = django_filters.ChoiceFilter(
        label=_("Who"),
        empty_label=_("A certificate waits"),
        choices=[("all", _("Everybody enrolled"))],
        widget=forms.Select,
        method="leave",
    )

    class Meta:
        model = Enrolment
        fields = []

    def leave(self, enrolments, _name, _value):
        return enrolments

    def filter_queryset(self, queryset):
        """Nothing chosen is a choice too."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data["who"] == "all" else waiting(found)
