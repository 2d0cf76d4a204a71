"""What notifications react to. Nothing here may stop the request that brought it about."""

from django.dispatch import receiver

from certificates.models import Certificate, NameCorrection
from certificates.signals import certificate_issued, certificate_replaced, certificate_revoked, correction_decided
from forums.models import Announcement, ModerationEvent, Post, Sanction
from forums.signals import (
    announcement_published,
    people_mentioned,
    person_sanctioned,
    post_marked,
    post_moderated,
    post_written,
)
from notifications.tasks import (
    tell_of_announcement,
    tell_of_answer,
    tell_of_certificate,
    tell_of_correction,
    tell_of_decision,
    tell_of_mark,
    tell_of_mentions,
    tell_of_moderation,
    tell_of_replacement,
    tell_of_revocation,
)


@receiver(certificate_issued, sender=Certificate)
def certificate_is_ready(certificate, **_kwargs):
    if not certificate.supersedes_id:  # those come with the mail that says why
        tell_of_certificate.enqueue(certificate.pk)


@receiver(certificate_revoked, sender=Certificate)
def certificate_was_revoked(certificate, **_kwargs):
    tell_of_revocation.enqueue(certificate.pk)


@receiver(certificate_replaced, sender=Certificate)
def certificate_was_replaced(certificate, **_kwargs):
    tell_of_replacement.enqueue(certificate.pk)


@receiver(correction_decided, sender=NameCorrection)
def correction_was_decided(correction, **_kwargs):
    tell_of_correction.enqueue(correction.pk)


@receiver(post_written, sender=Post)
def post_was_written(post, **_kwargs):
    tell_of_answer.enqueue(post.pk)


@receiver(people_mentioned, sender=Post)
def people_were_mentioned(post, users, **_kwargs):
    tell_of_mentions.enqueue(post.pk, [user.pk for user in users])


@receiver(post_marked, sender=Post)
def post_was_marked(post, mark, **_kwargs):
    tell_of_mark.enqueue(post.pk, mark)


@receiver(announcement_published, sender=Announcement)
def announcement_was_published(announcement, **_kwargs):
    tell_of_announcement.enqueue(announcement.pk)


@receiver(person_sanctioned, sender=Sanction)
def moderator_has_decided(sanction, **_kwargs):
    tell_of_decision.enqueue(sanction.pk)


@receiver(post_moderated, sender=ModerationEvent)
def post_was_moderated(event, **_kwargs):
    tell_of_moderation.enqueue(event.pk)
