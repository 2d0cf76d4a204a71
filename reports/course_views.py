"""The way into the courses that one may edit."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from accounts.wording import listed
from courses.rules import may_appoint
from reports.courses import courses_edited_by
from reports.rules import may_edit_courses


class LinksColumn(Column):
    """Where one may go from a course."""

    cell_template_name = "reports/course_links_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"state": instance, "may_appoint": may_appoint(parent_context["request"].user)}


class CountColumn(Column):
    """A number that the course's row carries."""

    cell_template_name = "reports/number_cell.html"

    def __init__(self, name, **kwargs):
        super().__init__(name, accessor=lambda state: state.count(f"{name}_count"), classname="report-number", **kwargs)

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {"value": self.get_value(instance)}


class CoursesView(BaseListingView):
    """The courses that one may edit: languages, what they hold, how many people study them."""

    page_title = _("Courses")
    header_icon = "clipboard-list"
    index_url_name = "staff_courses"
    paginate_by = 50
    table_classname = "listing camino-report"
    no_results_message = _("There is no course that you may edit yet.")
    columns = [
        TitleColumn(
            "title",
            label=_("Course"),
            accessor="page.title",
            get_url=lambda state: reverse("wagtailadmin_explore", args=[state.page.pk]),
        ),
        Column("state", label=_("State"), accessor=lambda state: _("Live") if state.is_live else _("Draft")),
        Column("languages", label=_("Live in"), accessor=lambda state: listed(state.languages)),
        CountColumn("modules", label=_("Modules")),
        CountColumn("activities", label=_("Activities")),
        CountColumn("enrolled", label=_("Learners")),
        LinksColumn("links", label=""),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not may_edit_courses(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return courses_edited_by(self.request.user)
