"""What enrolments react to."""

from django.dispatch import receiver

from courses.models import Course
from enrolments.models import Enrolment
from enrolments.tasks import assess_course
from modules.signals import outline_recorded


@receiver(outline_recorded, sender=Course)
def outline_changed(course, **_kwargs):
    """Somebody may have met the conditions by the change of them."""
    if Enrolment.objects.in_course(course).exists():
        assess_course.enqueue(course.pk)
