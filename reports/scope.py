"""What one manager may see: the enrolments within their remit, and how the courses and countries in them are called."""

from unicodedata import normalize

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from courses.models import Course, CourseListing
from enrolments.models import Enrolment

NOT_KNOWN = _("Not known")
NOT_KNOWN_CODE = "none"


def alphabetical(text):
    """A key that sorts names as people look for them: accents and capitals aside."""
    return normalize("NFKD", str(text)).casefold()


def country_name(code):
    """The country's name in the language of the moment."""
    return countries.name(code) if code else str(NOT_KNOWN)


class Scope:
    """The remit of `user`, asked once. `enrolments` is what every row, total, choice and export starts from."""

    def __init__(self, user):
        self.enrolments = Enrolment.objects.within_remit_of(user)

    @cached_property
    def courses(self):
        """The courses that somebody within the remit is enrolled in. Two queries."""
        enrolled_in = self.enrolments.order_by().values("course")
        listings = CourseListing.objects.defer("search_text", "outcomes", "team", "summary")
        return list(Course.objects.filter(pk__in=enrolled_in).prefetch_related(Prefetch("listings", listings)))

    @cached_property
    def titles(self):
        """{course id: its title in the language of the moment}."""
        return {course.pk: course.title_in(get_language()) for course in self.courses}

    @cached_property
    def codes(self):
        """The countries of these enrolments. One query."""
        return list(self.enrolments.order_by().values_list("country", flat=True).distinct())

    def course_choices(self):
        return _sorted((course.slug, self.titles[course.pk]) for course in self.courses)

    def country_choices(self):
        return _sorted((code or NOT_KNOWN_CODE, country_name(code)) for code in self.codes)


def _sorted(choices):
    return sorted(choices, key=lambda choice: alphabetical(choice[1]))
