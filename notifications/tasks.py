"""Doorbells: an id comes in, the thing is fetched, a verb is called."""

from django_tasks import task

from accounts.models import User
from certificates.models import Certificate, NameCorrection
from forums.actions import follow_own
from forums.models import Announcement, ModerationEvent, Post, Sanction
from notifications import actions
from notifications.models import Delivery


@task()
def tell_of_certificate(certificate_id):
    """Tell the holder that their certificate is ready."""
    certificate = Certificate.objects.select_related("holder").get(pk=certificate_id)
    send_mail.enqueue(actions.note_certificate(certificate=certificate).pk)


@task()
def tell_of_correction(correction_id):
    """Tell the holder of a certificate what was decided on the name that they asked for."""
    correction = NameCorrection.objects.select_related("certificate__holder").get(pk=correction_id)
    send_mail.enqueue(actions.note_correction(correction=correction).pk)


@task()
def tell_of_revocation(certificate_id):
    """Tell the holder that their certificate is not valid any more, and why."""
    certificate = Certificate.objects.select_related("holder").get(pk=certificate_id)
    if certificate.holder:
        send_mail.enqueue(actions.note_revocation(certificate=certificate).pk)


@task()
def tell_of_replacement(certificate_id):
    """Tell the holder of the certificate that takes the place of an earlier one."""
    certificate = Certificate.objects.select_related("holder").get(pk=certificate_id)
    if certificate.holder:
        send_mail.enqueue(actions.note_replacement(certificate=certificate).pk)


@task()
def tell_of_decision(sanction_id):
    """Tell somebody what a moderator has decided about them, and why."""
    sanction = Sanction.objects.select_related("user").get(pk=sanction_id)
    send_mail.enqueue(actions.note_decision(sanction=sanction).pk)


@task()
def tell_of_moderation(event_id):
    """Tell the author of a post what moderation did with it, and why."""
    event = ModerationEvent.objects.select_related("post__author").get(pk=event_id)
    if event.post.author.is_active:
        send_mail.enqueue(actions.note_moderation(event=event).pk)


@task()
def tell_of_answer(post_id):
    """Its author follows the thread; those whom the post answers, and those who follow, are told."""
    post = _post(post_id)
    follow_own(post=post)
    for delivery in actions.note_answer(post=post):
        send_mail.enqueue(delivery.pk)


@task()
def tell_of_mentions(post_id, user_ids):
    """Tell those whom a post mentions."""
    users = User.objects.filter(pk__in=user_ids)
    for delivery in actions.note_mentions(post=_post(post_id), users=users):
        send_mail.enqueue(delivery.pk)


@task()
def tell_of_mark(post_id, mark):
    """Tell the author of a post that it was accepted or endorsed, or that somebody gave thanks for it."""
    actions.note_mark(post=_post(post_id), mark=mark)


def _post(post_id):
    people = ("author", "thread__author", "thread__discussion", "parent__author")
    return Post.objects.select_related(*people).get(pk=post_id)


@task()
def tell_of_announcement(announcement_id):
    """Note everybody in the course; `run_scheduled` sends the mails."""
    actions.note_announcement(announcement=Announcement.objects.get(pk=announcement_id))


@task()
def send_mail(delivery_id):
    """Send one mail. What fails here `run_scheduled` tries again."""
    actions.send(delivery=Delivery.objects.select_related("user").get(pk=delivery_id))
