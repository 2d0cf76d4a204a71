"""What has to happen now and then, whoever visits or not. Every step may be repeated and depends on no other."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.actions import carry_out_due, discard_expired, make_missing
from certificates.actions import issue_diplomas_due, issue_earned, remove_old_archives
from certificates.models import Kind, Merit
from courses.models import Programme
from enrolments.models import Enrolment
from forums.actions import forget_orphans, forget_sent_drafts
from notifications.actions import note_expiring, note_untold, send, send_announcements, send_digests, send_overdue

log = logging.getLogger(__name__)

LOOKING_BACK = timedelta(days=3)
FINISHED_TASKS_KEPT = timedelta(days=14)
IN_HAND = [TaskResultStatus.READY, TaskResultStatus.RUNNING]


class Stuck(Exception):
    """A worker died over this task again and again."""


def publish_pages():
    """Publish and withdraw the pages whose time has come."""
    call_command("publish_scheduled", verbosity=0)


def revive_tasks():
    """Give tasks whose worker died back to the queue; one that has killed several is marked as failed."""
    overdue = timezone.now() - timedelta(minutes=settings.TASK_STUCK_MINUTES)
    for task in DBTaskResult.objects.running().filter(started_at__lte=overdue):
        if len(task.worker_ids) >= settings.TASK_MOST_ATTEMPTS:
            task.set_failed(Stuck(f"{len(task.worker_ids)} workers began it and none finished."))
            log.error("Task %s (%s) was given up", task.pk, task.task_path)
        else:
            _as_it_was(task).update(status=TaskResultStatus.READY, started_at=None)
            log.warning("Task %s (%s) is given back to the queue", task.pk, task.task_path)


def _as_it_was(task):
    """The row, unless somebody has changed it since it was read."""
    return DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)


def prune_tasks():
    """Delete the records of tasks that finished long ago."""
    DBTaskResult.objects.finished().filter(finished_at__lte=timezone.now() - FINISHED_TASKS_KEPT).delete()


def issue_missed_certificates():
    """Issue what was earned when the process died before it could be issued."""
    since = timezone.now() - LOOKING_BACK
    missed = _without(Kind.PARTICIPATION, "completed_at", since) | _without(Kind.ACHIEVEMENT, "achieved_at", since)
    for enrolment in Enrolment.objects.filter(missed):
        issue_earned(enrolment=enrolment)


def _without(kind, step, since):
    merits = Merit.objects.filter(enrolment=OuterRef("pk"), kind=kind)
    return Q(~Exists(merits), **{f"{step}__gte": since})


def issue_missed_diplomas():
    """Issue the diplomas of those whose last certificate came when the process died."""
    since = timezone.now() - LOOKING_BACK
    for programme in Programme.objects.exclude(diploma=""):
        issue_diplomas_due(programme=programme, since=since)


def render_certificates():
    """Make the PDFs that are missing, but for those that a worker is at or will come to."""
    in_hand = DBTaskResult.objects.filter(status__in=IN_HAND, task_path="certificates.tasks.render_certificate")
    ids = {task["args"][0] for task in in_hand.values_list("args_kwargs", flat=True)}
    call_command("render_certificates", but_for=ids, verbosity=0)


def sign_credentials():
    """Sign the credentials that are missing."""
    call_command("sign_credentials", verbosity=0)


def send_mails():
    """Send the mails that did not go out when they should have."""
    send_overdue(at=timezone.now())


def erase_accounts():
    """Erase the accounts whose holders asked for it, when their days of rest are over."""
    carry_out_due(at=timezone.now())


def make_parcels():
    """Make the copies of people's data that were not made when they should have been."""
    make_missing(at=timezone.now())


def discard_parcels():
    """Delete the copies of people's data whose days are over."""
    discard_expired(at=timezone.now())


def remove_archives():
    """Remove the archives of certificates whose days are over."""
    remove_old_archives()


def tell_announcements():
    """Note who has not heard of an announcement yet, and send its mails by portions."""
    now = timezone.now()
    note_untold(at=now)
    send_announcements(at=now)


def send_gathered_news():
    """Send the digests whose time has come."""
    send_digests(at=timezone.now())


def tell_expiring():
    """Note whose certificates expire soon, and send them the mails of that."""
    now = timezone.now()
    for delivery in note_expiring(at=now):
        send(delivery=delivery, at=now)


def forget_sessions():
    """Delete the sessions that have run out."""
    call_command("clearsessions", verbosity=0)


def tidy_writing():
    """Delete drafts that have become posts, and pictures of forms that were given up."""
    forget_sent_drafts()
    forget_orphans()


STEPS = [
    publish_pages,
    revive_tasks,
    prune_tasks,
    issue_missed_certificates,
    issue_missed_diplomas,
    render_certificates,
    sign_credentials,
    send_mails,
    erase_accounts,
    make_parcels,
    discard_parcels,
    remove_archives,
    tell_announcements,
    send_gathered_news,
    tell_expiring,
    forget_sessions,
    tidy_writing,
]
