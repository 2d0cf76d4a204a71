"""What one manager may choose from, where certificates are listed."""

from django.utils.functional import cached_property
from django.utils.translation import get_language

from cohorts.models import Cohort
from enrolments.scope import Scope, sort_choices


class CertificateScope(Scope):
    """The courses and countries of the enrolments within the remit of `user`, and the cohorts."""

    @cached_property
    def cohorts(self):
        """Three queries."""
        return list(Cohort.objects.within_remit_of(self.user).with_course())

    def cohort_choices(self):
        titled = ((cohort, cohort.course.title_in(get_language())) for cohort in self.cohorts)
        return sort_choices((str(cohort.key), f"{cohort.name} · {title}") for cohort, title in titled)
