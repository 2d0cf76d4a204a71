"""The managers' reports in Wagtail's admin: addresses, menu, style."""

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports.course_views import CoursesView
from reports.panels import CoursesPanel, ProgrammePanel
from reports.rules import may_edit_courses, may_see_reports


class ReportMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request):
        return may_see_reports(request.user)


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("reports/", include("reports.urls")),
        path("courses/", CoursesView.as_view(), name="staff_courses"),
    ]


class CoursesMenuItem(MenuItem):
    """The way to one's courses, for those who have some."""

    def is_shown(self, request):
        return may_edit_courses(request.user)


@hooks.register("register_admin_menu_item")
def courses_item():
    address = reverse_lazy("staff_courses")
    return CoursesMenuItem(_("Courses"), address, name="courses", icon_name="clipboard-list", order=50)


@hooks.register("register_reports_menu_item")
def countries_item():
    address = reverse_lazy("reports:countries")
    return ReportMenuItem(_("Countries and courses"), address, name="countries", icon_name="globe", order=10)


@hooks.register("register_reports_menu_item")
def learners_item():
    return ReportMenuItem(_("Learners"), reverse_lazy("reports:learners"), name="learners", icon_name="group", order=20)


@hooks.register("construct_homepage_panels")
def own_panels(request, panels):
    """What somebody comes for stands first."""
    if may_see_reports(request.user):
        panels.append(ProgrammePanel(request.user))
    if may_edit_courses(request.user):
        panels.append(CoursesPanel(request.user))
