"""What one manager may choose from: the courses and countries of the enrolments within their remit."""

from django.utils.functional import cached_property
from django.utils.translation import get_language
from django_countries import countries

from courses.models import Course
from enrolments.models import Enrolment
from pages.folding import bare_word


class Scope:
    """The remit of `user`, asked once."""

    def __init__(self, user):
        self.user = user
        self.enrolments = Enrolment.objects.within_remit_of(user)

    @cached_property
    def courses(self):
        """Two queries."""
        enrolled_in = self.enrolments.order_by().values("course")
        return list(Course.objects.filter(pk__in=enrolled_in).with_titles())

    @cached_property
    def codes(self):
        """One query."""
        return [code for code in self.enrolments.order_by().values_list("country", flat=True).distinct() if code]

    def course_choices(self):
        return sort_choices((course.slug, course.title_in(get_language())) for course in self.courses)

    def country_choices(self):
        return sort_choices((code, countries.name(code)) for code in self.codes)


def sort_choices(choices):
    """[(value, name)] by the names, as people look for them."""
    return sorted(choices, key=lambda choice: bare_word(str(choice[1])))
