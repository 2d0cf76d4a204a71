"""What notifications react to. Nothing here may stop the request that brought it about."""

from django.dispatch import receiver

from certificates.models import Certificate
from certificates.signals import certificate_issued
from forums.models import Post
from forums.signals import post_written
from notifications.tasks import tell_of_answer, tell_of_certificate


@receiver(certificate_issued, sender=Certificate)
def certificate_is_ready(certificate, **_kwargs):
    tell_of_certificate.enqueue(certificate.pk)


@receiver(post_written, sender=Post)
def post_was_written(post, **_kwargs):
    if not post.is_opening:
        tell_of_answer.enqueue(post.pk)
