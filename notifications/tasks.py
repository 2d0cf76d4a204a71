"""Doorbells: an id comes in, the thing is fetched, a verb is called."""

from django_tasks import task

from accounts.models import User
from certificates.models import Certificate, NameCorrection
from forums.models import Post
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
def tell_of_answer(post_id):
    """Tell those whom a post answers."""
    post = Post.objects.select_related("thread__author", "parent__author").get(pk=post_id)
    for delivery in actions.note_answer(post=post):
        send_mail.enqueue(delivery.pk)


@task()
def tell_of_mention(post_id, user_ids):
    """Tell those whom a post names; who is told of it as an answer already gets no second mail."""
    post = Post.objects.get(pk=post_id)
    for delivery in actions.note_mention(post=post, users=User.objects.filter(pk__in=user_ids)):
        send_mail.enqueue(delivery.pk)


@task()
def send_mail(delivery_id):
    """Send one mail. What fails here `run_scheduled` tries again."""
    actions.send(delivery=Delivery.objects.select_related("user").get(pk=delivery_id))
