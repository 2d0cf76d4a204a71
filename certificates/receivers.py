"""What certificates react to."""

from django.db.models import Q
from django.dispatch import receiver
from wagtail.signals import published

from accounts.models import User
from accounts.signals import name_confirmed
from certificates.actions import issue_earned
from certificates.attachments import record_of
from certificates.designing import freeze_design
from certificates.models import Certificate, CertificateDesign
from certificates.signals import attachments_wanted, certificate_issued
from certificates.tasks import render_certificate
from enrolments.models import Enrolment
from enrolments.signals import course_achieved, course_completed


@receiver([course_completed, course_achieved], sender=Enrolment)
def step_reached(enrolment, **_kwargs):
    issue_earned(enrolment=enrolment)


@receiver(name_confirmed, sender=User)
def name_settled(user, **_kwargs):
    """What waited for the name is issued."""
    reached = Q(completed_at__isnull=False) | Q(achieved_at__isnull=False)
    for enrolment in Enrolment.objects.of(user).filter(reached):
        issue_earned(enrolment=enrolment)


@receiver(published, sender=CertificateDesign)
def design_published(instance, **_kwargs):
    """Its pictures are kept from now on, whatever becomes of them in the library."""
    freeze_design(design=instance)


@receiver(certificate_issued, sender=Certificate)
def paper_wanted(certificate, **_kwargs):
    render_certificate.enqueue(certificate.pk)


@receiver(attachments_wanted, sender=Certificate)
def record_wanted(certificate, **_kwargs):
    return record_of(certificate)
