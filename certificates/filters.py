"""What managers can narrow their lists to. The choices come from their own remit and name nothing outside of it."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from certificates.models import Certificate, Kind, Standing
from certificates.waiting import waiting
from enrolments.models import Enrolment
from pages.periods import PeriodFilter


class ScopedFilterSet(WagtailFilterSet):
    """Filters of which `scope`, a manager's, gives the courses and countries."""

    course = django_filters.ChoiceFilter(label=_("Course"), empty_label=_("All courses"), widget=forms.Select)
    country = django_filters.ChoiceFilter(label=_("Country"), empty_label=_("All countries"), widget=forms.Select)

    def __init__(self, data=None, queryset=None, *, scope, request=None):
        super().__init__(data, queryset, request=request)
        self.filters["course"].extra["choices"] = scope.course_choices()
        self.filters["country"].extra["choices"] = scope.country_choices()

    def mistakes(self):
        """[(filter's label, message)] of the values that make no sense."""
        return [(self.form[name].label, message) for name, messages in self.errors.items() for message in messages]


class CertificateFilterSet(ScopedFilterSet):
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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["course"].field_name = "enrolment__course__slug"

    def of_standing(self, certificates, _name, value):
        return certificates.with_standing(value)


class WaitingFilterSet(ScopedFilterSet):
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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["course"].field_name = "course__slug"

    def leave(self, enrolments, _name, _value):
        return enrolments

    def filter_queryset(self, queryset):
        """Nothing chosen is a choice too."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data["who"] == "all" else waiting(found)
