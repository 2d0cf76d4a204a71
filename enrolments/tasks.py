"""Doorbells: an id comes in, the thing is fetched, a verb is called."""

from django_tasks import task

from enrolments.actions import assess
from enrolments.models import Enrolment


@task()
def assess_course(course_id):
    """Look again at everybody in the course who has a step left: its outline or thresholds have changed."""
    unfinished = Enrolment.objects.filter(course=course_id).started()
    for pk in unfinished.exclude(completed_at__isnull=False, achieved_at__isnull=False).values_list("pk", flat=True):
        assess(enrolment=Enrolment(pk=pk))
