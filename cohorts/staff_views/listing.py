"""The cohorts within one's remit."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cohorts.filters import CohortFilterSet
from cohorts.models import Cohort
from cohorts.rules import may_keep_cohorts
from cohorts.scope import SEVERAL, CohortScope
from enrolments.listing import DayColumn, ManagedListingView


class CohortsView(ManagedListingView):
    """All of them, those opened last first."""

    may_look = staticmethod(may_keep_cohorts)
    scope_class = CohortScope
    page_title = _("Cohorts")
    header_icon = "group"
    index_url_name = "staff_cohorts"
    index_results_url_name = "staff_cohorts_results"
    default_ordering = "-opened_at"
    filterset_class = CohortFilterSet
    search_fields = ["name"]
    columns = [
        TitleColumn(
            "name",
            label=_("Name"),
            accessor="name",
            get_url=lambda cohort: reverse("staff_cohort", args=[cohort.key]),
            sort_key="name",
        ),
        Column(
            "course",
            label=_("Course"),
            accessor=lambda cohort: cohort.course.title_in(get_language()),
            classname="report-name",
        ),
        Column("country", label=_("Country"), accessor=lambda cohort: cohort.country.name or SEVERAL),
        Column("members", label=_("Members"), accessor="seats_count", sort_key="seats_count"),
        DayColumn("opened_at", label=_("Opened"), sort_key="opened_at"),
        Column("state", label=_("State"), accessor=lambda cohort: _("Open") if cohort.is_open else _("Closed")),
    ]

    @property
    def header_buttons(self):
        return [HeaderButton(_("Open a cohort"), reverse("staff_cohort_open"), icon_name="plus")]

    def get_base_queryset(self):
        return Cohort.objects.within_remit_of(self.request.user).with_seats().with_course()

    @cached_property
    def no_results_message(self):
        if self.is_filtering or self.is_searching:
            return _("No cohort matches.")
        return _("There is no cohort in the countries that you manage yet.")
