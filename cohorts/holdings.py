"""What belonging to a cohort leaves behind about a person."""

from django.utils.translation import gettext as _

from accounts.holdings import Holding, section
from cohorts.models import Seat


class CohortHolding(Holding):
    rank = 5
    decided = {
        "cohorts.Seat": "kept, without the name: which enrolment was in which cohort, so that numbers still add up",
    }

    def kept(self):
        what = _("The cohorts in which you studied, as those of nobody in particular")
        why = _("So that the numbers of those who pay for the courses and report on them still add up.")
        return [(what, why)]

    def sections(self, user):
        theirs = Seat.objects.filter(enrolment__user=user).select_related("cohort", "enrolment__course").order_by("pk")
        more = {
            "course": (_("course"), lambda seat: seat.enrolment.course.slug),
            "cohort": (_("cohort"), lambda seat: seat.cohort.name),
        }
        return [section("cohorts", _("Cohorts"), theirs, "seated_at", **more)]
