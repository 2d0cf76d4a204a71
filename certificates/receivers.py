"""What certificates react to."""

from django.db.models import Exists, OuterRef, Q
from django.dispatch import receiver
from wagtail.signals import published

from accounts.models import User
from accounts.signals import name_confirmed
from certificates.actions import issue_diploma, issue_earned
from certificates.attachments import record_of
from certificates.designing import freeze_design
from certificates.models import Archive, Certificate, CertificateDesign, Merit
from certificates.signals import archive_asked, attachments_wanted, certificate_issued
from certificates.tasks import fill_archive, render_certificate
from enrolments.models import Enrolment
from enrolments.signals import course_achieved, course_completed


@receiver([course_completed, course_achieved], sender=Enrolment)
def step_reached(enrolment, **_kwargs):
    issue_earned(enrolment=enrolment)


@receiver(name_confirmed, sender=User)
def name_settled(user, **_kwargs):
    """What waited for the name is issued."""
    vouched_for = Exists(Merit.objects.filter(enrolment=OuterRef("pk")))
    reached = Q(completed_at__isnull=False) | Q(achieved_at__isnull=False) | vouched_for
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


@receiver(certificate_issued, sender=Certificate)
def diploma_earned(certificate, **_kwargs):
    """Committed, so that of the last two courses, finished at the same moment, one sees the other."""
    if certificate.enrolment_id and certificate.holder_id:
        issue_diploma(holder=certificate.holder, programme=certificate.enrolment.course.programme)


@receiver(archive_asked, sender=Archive)
def archive_wanted(archive, **_kwargs):
    fill_archive.enqueue(archive.pk)
