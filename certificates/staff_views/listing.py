"""The certificates within one's remit, and who waits for one."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from certificates.filters import CertificateFilterSet, WaitingFilterSet
from certificates.models import Certificate
from certificates.rules import may_keep_certificates
from certificates.scope import CertificateScope
from enrolments.listing import DayColumn, ManagedListingView
from enrolments.models import Enrolment

NOBODY = _("Name erased")


class CodeColumn(Column):
    """A code, left to right in every script."""

    cell_template_name = "certificates/staff/code_cell.html"


class CertificatesView(ManagedListingView):
    """All that were ever issued, with search by name or code."""

    may_look = staticmethod(may_keep_certificates)
    scope_class = CertificateScope
    page_title = _("Certificates")
    header_icon = "doc-full"
    index_url_name = "staff_certificates"
    index_results_url_name = "staff_certificates_results"
    default_ordering = "-issued_at"
    filterset_class = CertificateFilterSet
    columns = [
        TitleColumn(
            "holder_name",
            label=_("Name"),
            accessor=lambda certificate: certificate.holder_name or NOBODY,
            get_url=lambda certificate: reverse("staff_certificate", args=[certificate.code]),
            sort_key="holder_name",
        ),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("course_title", label=_("Course or programme"), classname="report-name"),
        Column("country", label=_("Country"), accessor="country.name"),
        DayColumn("issued_at", label=_("Issued"), sort_key="issued_at"),
        Column("standing", label=_("State"), accessor="standing.label"),
        CodeColumn("code", label=_("Code")),
    ]
    read = ["code", "holder_name", "kind", "course_title", "country", "issued_at", "state", "expires_on"]

    @property
    def header_buttons(self):
        return [
            HeaderButton(_("Waiting"), reverse("staff_waiting"), icon_name="time"),
            HeaderButton(_("Archives"), reverse("staff_archives"), icon_name="download", priority=20),
        ]

    def get_base_queryset(self):
        return Certificate.objects.within_remit_of(self.request.user).only(*self.read)

    def search_queryset(self, queryset):
        return queryset.matching(self.search_query) if self.is_searching else queryset

    @cached_property
    def no_results_message(self):
        if self.is_filtering or self.is_searching:
            return _("No certificate matches.")
        return _("No certificate has been issued in the countries that you manage yet.")


class WaitingView(ManagedListingView):
    """Who has earned a certificate that is not issued; or everybody who is enrolled."""

    may_look = staticmethod(may_keep_certificates)
    scope_class = CertificateScope
    page_title = _("Waiting for a certificate")
    header_icon = "time"
    index_url_name = "staff_waiting"
    index_results_url_name = "staff_waiting_results"
    default_ordering = "-enrolled_at"
    filterset_class = WaitingFilterSet
    search_fields = ["user__name"]
    columns = [
        TitleColumn(
            "name",
            label=_("Name"),
            accessor="user.name",
            get_url=lambda enrolment: reverse("staff_claims", args=[enrolment.pk]),
            sort_key="user__name",
        ),
        Column("course", label=_("Course"), accessor=lambda found: found.course.title_in(get_language())),
        Column("country", label=_("Country"), accessor="country.name"),
        DayColumn("completed_at", label=_("Completed"), sort_key="completed_at"),
        Column(
            "name_confirmed",
            label=_("Name"),
            accessor=lambda found: _("Confirmed") if found.user.name_is_confirmed else _("Not confirmed"),
        ),
    ]

    def get_breadcrumbs_items(self):
        own = super().get_breadcrumbs_items()
        return [*own[:-1], {"url": reverse("staff_certificates"), "label": _("Certificates")}, own[-1]]

    def get_base_queryset(self):
        found = Enrolment.objects.within_remit_of(self.request.user)
        return found.exclude(user=self.request.user).select_related("user").with_course()

    no_results_message = _("Nobody waits for a certificate.")
