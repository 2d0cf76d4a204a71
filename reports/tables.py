"""Rows and columns of the reports, as Wagtail's tables show them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, Table

from reports.numbers import EVERY, Numbers
from reports.scope import alphabetical, country_name


@dataclass(frozen=True)
class Row:
    """`Numbers` with the names that stand before them; `is_total` for the rows that close the table."""

    numbers: Numbers
    country: str
    course: str
    is_total: bool = False


def row_of(numbers, titles):
    """The `Row` of `numbers`; `titles` are the courses' by their ids."""
    country = _("All countries") if numbers.country is EVERY else country_name(numbers.country)
    course = _("All courses") if numbers.course is EVERY else titles[numbers.course]
    return Row(numbers, country, course)


def closing_row(numbers, label):
    return Row(numbers, label, "", is_total=True)


def sort_rows(rows, ordering):
    """`rows` by the column that `ordering` names, "-" before it for descending; equal ones by country and course."""
    key = ordering.removeprefix("-")
    rows = sorted(rows, key=lambda row: (alphabetical(row.country), alphabetical(row.course)))
    return sorted(rows, key=lambda row: _value(row, key), reverse=ordering.startswith("-"))


def _value(row, key):
    return alphabetical(getattr(row, key)) if hasattr(row, key) else getattr(row.numbers, key)


class NumberColumn(Column):
    """A number of a `Row`, in the reader's notation."""

    cell_template_name = "reports/number_cell.html"

    def __init__(self, name, **kwargs):
        super().__init__(name, accessor=f"numbers.{name}", classname="report-number", sort_key=name, **kwargs)

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {"value": self.get_value(instance)}


class RateColumn(NumberColumn):
    """A share in per cent, with a bar."""

    cell_template_name = "reports/rate_cell.html"


class DayColumn(Column):
    """The day of a moment, in the reader's time zone."""

    cell_template_name = "reports/day_cell.html"


class CheckColumn(Column):
    """Yes or nothing."""

    cell_template_name = "reports/check_cell.html"


class TotalledTable(Table):
    """A table whose last rows add up the others."""

    def get_row_classname(self, instance):
        return "report-total" if instance.is_total else ""
