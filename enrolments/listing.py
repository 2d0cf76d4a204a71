"""Lists in Wagtail's admin of what lies within the remit of who looks: the parts that several apps' lists share."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView

from accounts.rules import may_manage
from enrolments.scope import Scope


class DayColumn(Column):
    """A day, or the day of a moment in the reader's time zone."""

    cell_template_name = "enrolments/staff/day_cell.html"


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


class ManagedListingView(BaseListingView):
    """A list within the remit of who looks. Filters with a mistake show a message and no row."""

    paginate_by = 50
    is_searchable = True
    table_classname = "listing camino-report"
    results_template_name = "enrolments/staff/results.html"
    scope_class = Scope
    may_look = staticmethod(may_manage)

    def dispatch(self, request, *args, **kwargs):
        if not self.may_look(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def scope(self):
        return self.scope_class(self.request.user)

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"scope": self.scope}

    def filter_queryset(self, queryset):
        return self.filters.filter_queryset(queryset) if self.filters.is_valid() else queryset.none()

    def order_queryset(self, queryset):
        """Equal ones in the order in which they came, so that no page repeats one."""
        return queryset.order_by(self.ordering, "-pk")

    def render_to_response(self, context, **kwargs):
        mistakes = self.filters.mistakes()
        response = super().render_to_response(context | {"mistakes": mistakes}, **kwargs)
        if mistakes and not self.results_only:
            response.status_code = 422
        return response
