"""The managers' reports, as Wagtail's own report views: filters, ordering by column, CSV and XLSX."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from pages.sheets import plain_for_csv, plain_for_xlsx
from reports import numbers
from reports.filters import CountriesFilterSet, LearnersFilterSet
from reports.rules import may_see_reports
from reports.scope import Scope, country_name
from reports.tables import (
    CheckColumn,
    DayColumn,
    NumberColumn,
    RateColumn,
    TotalledTable,
    closing_row,
    row_of,
    sort_rows,
)


class RemitReportView(ReportView):
    """A report of enrolments within the remit of who looks. Filters with a mistake show a message and no row."""

    custom_value_preprocess = {
        **ReportView.custom_value_preprocess,
        str: {ReportView.FORMAT_CSV: plain_for_csv, ReportView.FORMAT_XLSX: plain_for_xlsx},
    }
    table_classname = "listing camino-report"

    def dispatch(self, request, *args, **kwargs):
        if not may_see_reports(request.user):
            raise PermissionDenied
        self.is_export = self.is_export and not self.mistakes
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def scope(self):
        return Scope(self.request.user)

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"scope": self.scope}

    @cached_property
    def mistakes(self):
        """[(label of a filter, what is wrong with its value)]."""
        return self.filters.mistakes()

    @cached_property
    def enrolments(self):
        """What is asked for, within the remit."""
        if self.mistakes:
            return self.scope.enrolments.none()
        return self.filters.filter_queryset(numbers.with_certified(self.scope.enrolments))

    @cached_property
    def no_results_message(self):
        if self.mistakes:
            return _("Correct the filters to see the numbers.")
        if self.is_filtering or self.is_searching:
            return _("Nobody matches these filters.")
        return _("Nobody in the countries that you manage is enrolled yet.")

    def write_csv_response(self, queryset):
        """Written at once: a stream is written later, when the manager's language is no longer set."""
        headers = {"Content-Disposition": f'attachment; filename="{self.get_filename()}.csv"'}
        return HttpResponse(
            b"".join(self.stream_csv(queryset)), content_type="text/csv; charset=utf-8", headers=headers
        )

    def get_filename(self):
        return f"camino-{self.export_filename}-{timezone.localdate():%Y-%m-%d}"

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context | {"mistakes": self.mistakes}, **kwargs)
        if self.mistakes and ("export" in self.request.GET or not self.results_only):
            response.status_code = 422
        return response


class CountriesReport(RemitReportView):
    """Enrolled, started, completed, certified: country by course, with the sum and the number of different people."""

    page_title = _("Countries and courses")
    header_icon = "globe"
    index_url_name = "reports:countries"
    index_results_url_name = "reports:countries_results"
    results_template_name = "reports/countries_results.html"
    filterset_class = CountriesFilterSet
    table_class = TotalledTable
    default_ordering = "country"
    export_filename = "countries"
    columns = [
        Column("country", label=_("Country"), sort_key="country"),
        Column("course", label=_("Course"), sort_key="course", classname="report-name"),
        NumberColumn("enrolled", label=_("Enrolled")),
        NumberColumn("started", label=_("Started")),
        NumberColumn("completed", label=_("Completed")),
        NumberColumn("certified", label=_("Certified")),
        RateColumn("rate", label=_("Completion rate")),
    ]
    list_export = [column.accessor for column in columns]
    export_headings = {column.accessor: column.label for column in columns} | {"numbers.rate": _("Completion rate (%)")}

    def get_filtered_queryset(self):
        chosen = None if self.mistakes else self.filters.form.cleaned_data["by"]
        fields = [chosen] if chosen else ["country", "course"]
        rows = [row_of(row, self.scope.titles) for row in numbers.count_by(self.enrolments, *fields)]
        return sort_rows(rows, self.ordering)

    @cached_property
    def total(self):
        return closing_row(numbers.add_up([row.numbers for row in self.object_list]), gettext("Total"))

    @cached_property
    def people(self):
        return closing_row(numbers.count_people(self.enrolments), gettext("Different people"))

    def get_table(self, object_list):
        closing = [self.total, self.people] if object_list and not self.is_export else []
        return super().get_table([*object_list, *closing])

    def decorate_paginated_queryset(self, object_list):
        return [*object_list, self.total] if self.is_export else object_list


class LearnersReport(RemitReportView):
    """Who is enrolled, and how far they came: one row for each enrolment."""

    page_title = _("Learners")
    header_icon = "group"
    index_url_name = "reports:learners"
    index_results_url_name = "reports:learners_results"
    results_template_name = "reports/learners_results.html"
    filterset_class = LearnersFilterSet
    default_ordering = "user__name"
    is_searchable = True
    search_fields = ["user__name"]
    export_filename = "learners"
    columns = [
        Column("name", label=_("Name"), accessor="user.shown_name", sort_key="user__name", classname="title"),
        Column("country", label=_("Country"), accessor="country_name"),
        Column("course", label=_("Course"), accessor="course_title", classname="report-name"),
        Column("profession", label=_("Profession"), accessor="user.get_profession_display"),
        DayColumn("enrolled_at", label=_("Enrolled"), sort_key="enrolled_at"),
        DayColumn("started_at", label=_("Started"), sort_key="started_at"),
        DayColumn("completed_at", label=_("Completed"), sort_key="completed_at"),
        CheckColumn("is_certified", label=_("Certified"), sort_key="is_certified"),
    ]
    list_export = [column.accessor for column in columns]
    export_headings = {column.accessor: column.label for column in columns}
    read = ["country", "course", "enrolled_at", "started_at", "completed_at", "user__name", "user__profession"]

    def get_filtered_queryset(self):
        found = self.search_queryset(self.enrolments).select_related("user").only(*self.read)
        return self.order_queryset(found)

    def order_queryset(self, queryset):
        """Steps not taken come last, whichever way and whatever the database."""
        key = F(self.ordering.removeprefix("-"))
        first = key.desc(nulls_last=True) if self.ordering.startswith("-") else key.asc(nulls_last=True)
        return queryset.order_by(first, "pk")

    def decorate_paginated_queryset(self, object_list):
        """Names in the reader's language, which no database knows."""
        for enrolment in object_list:
            enrolment.country_name = country_name(enrolment.country.code)
            enrolment.course_title = self.scope.titles[enrolment.course_id]
        return object_list

    def to_row_dict(self, item):
        return {field: _for_sheet(value) for field, value in super().to_row_dict(item).items()}


def _for_sheet(value):
    """Days instead of moments, words instead of flags."""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return timezone.localdate(value) if isinstance(value, datetime.datetime) else value
