"""From one day to another: what staff narrow their lists to."""

import datetime

import django_filters
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

# A date at the calendar's end would leave the calendar on its way into another time zone.
DATES = [MinValueValidator(datetime.date(2000, 1, 1)), MaxValueValidator(datetime.date(2999, 12, 31))]


class PeriodField(django_filters.fields.DateRangeField):
    """Two days, both included, in the order of time; either may be left out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields:
            field.validators.extend(DATES)

    def compress(self, data_list):
        days = data_list or [None, None]
        if all(days) and days[1] < days[0]:
            raise ValidationError(_("The first day must not be after the last."), code="order")
        return super().compress(data_list)


class PeriodFilter(django_filters.DateFromToRangeFilter):
    field_class = PeriodField
