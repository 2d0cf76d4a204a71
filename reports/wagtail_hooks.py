"""The managers' reports in Wagtail's admin: addresses, menu, style."""

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports.rules import may_see_reports


class ReportMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request):
        return may_see_reports(request.user)


@hooks.register("register_admin_urls")
def addresses():
    return [path("reports/", include("reports.urls"))]


@hooks.register("register_reports_menu_item")
def countries_item():
    address = reverse_lazy("reports:countries")
    return ReportMenuItem(_("Countries and courses"), address, name="countries", icon_name="globe", order=10)


@hooks.register("register_reports_menu_item")
def learners_item():
    return ReportMenuItem(_("Learners"), reverse_lazy("reports:learners"), name="learners", icon_name="group", order=20)
