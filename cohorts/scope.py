"""What one manager may choose from, where cohorts are listed and opened."""

from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.models import Remit
from cohorts.models import Cohort
from courses.models import Course
from enrolments.scope import Scope, sort_choices

SEVERAL = _("Several countries")
SEVERAL_CODE = "several"


class CohortScope(Scope):
    """The courses and countries of the cohorts within the remit of `user`."""

    @cached_property
    def cohorts(self):
        return Cohort.objects.within_remit_of(self.user)

    @cached_property
    def courses(self):
        """Two queries."""
        return list(Course.objects.filter(pk__in=self.cohorts.order_by().values("course")).with_titles())

    def country_choices(self):
        """One query."""
        codes = self.cohorts.order_by().values_list("country", flat=True).distinct()
        return sort_choices((code or SEVERAL_CODE, countries.name(code) if code else SEVERAL) for code in codes)


class OpeningScope:
    """For what `user` may open a cohort: any course on offer, in a country of theirs; in several for all countries."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def courses(self):
        """{slug: course}. Two queries."""
        return {course.slug: course for course in Course.objects.filter(withdrawn_at=None).with_titles()}

    def course_choices(self):
        return sort_choices((slug, course.title_in(get_language())) for slug, course in self.courses.items())

    def country_choices(self):
        """One query."""
        remit = Remit.objects.filter(user=self.user).first()
        if self.user.is_superuser or (remit and remit.everywhere):
            return [(SEVERAL_CODE, SEVERAL), *sort_choices(list(countries))]
        return sort_choices((code, countries.name(code)) for code in (remit.codes if remit else []))
