"""What readers and moderators do to keep discussions safe. Every act of moderation is written into the log.

Whatever changes how a post stands takes turns by its thread, so that many reports at once hide it once.
"""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone

from enrolments.actions import record_evidence
from enrolments.models import Completion, Enrolment
from forums.actions.log import log
from forums.actions.refusals import NotAllowed
from forums.actions.standing import locked, recount
from forums.actions.writing import announce, evidence_for
from forums.models import ModerationEvent, ReadMark
from forums.people import resolve
from forums.queue import forget_menu
from forums.rules import may_moderate, may_read, may_report

MODERATORS = "Moderators"
What = ModerationEvent.What


@transaction.atomic
def report_post(*, reporter, post, reason, words="", at=None):
    """Tell the moderators what is wrong with `post`; `reason` is one of `Report.Reason`. Again changes nothing.

    The post is hidden by itself when `FORUMS_REPORTS_TO_HIDE` different people have reported it and no moderator has
    decided on that. Raises `NotAllowed` for one's own post, one that does not stand, and who may not read it.
    """
    moment = at or timezone.now()
    thread, post = locked(post)
    earlier = post.reports.filter(reporter=reporter).first()
    if earlier:
        return earlier
    if not (may_report(reporter, post) and reads(reporter, post.thread)):
        raise NotAllowed
    report = post.reports.create(reporter=reporter, reason=reason, words=words, reported_at=moment)
    reasons = list(post.reports.waiting().values_list("reason", flat=True))
    if len(reasons) >= settings.FORUMS_REPORTS_TO_HIDE:
        _set_hidden(thread, post, moment)
        log(What.HIDDEN_BY_REPORTS, post, moment, why=" ".join(dict.fromkeys(reasons)))
    return report


def reads(user, thread):
    """May `user` read `thread` today? One query for a learner."""
    return may_read(user, thread.discussion, enrolled=thread.is_studied_by(user))


@transaction.atomic
def appoint_moderator(*, user):
    """Put `user` into the group that looks after all discussions; the group is made when there is none."""
    group, _created = Group.objects.get_or_create(name=MODERATORS)
    permission = Permission.objects.get(codename="moderate_post", content_type__app_label="forums")
    group.permissions.add(permission)
    user.groups.add(group)
    forget_menu(user)


@transaction.atomic
def hide_post(*, moderator, post, reason, at=None):
    """Show a stub with `reason` in place of `post` to all but moderators; settles its reports. Again changes nothing.

    Raises `NotAllowed`.
    """
    thread, post = _locked_for(moderator, post)
    if post.removed_at or post.hidden_by_id:
        return post
    moment = at or timezone.now()
    _set_hidden(thread, post, moment, by=moderator, reason=reason)
    _settle(post, moment)
    log(What.HIDDEN, post, moment, by=moderator, why=reason)
    return post


@transaction.atomic
def restore_post(*, moderator, post, at=None):
    """Take a hiding back and settle the reports; the post counts for completion again. Again changes nothing.

    One that was held, and has not been shown since it was sent, is new to its readers from that moment on: it counts as
    written then, and is announced with whom it mentions. Raises `NotAllowed`.
    """
    enrolment = enrolment_of_author(post)
    thread, post = _locked_for(moderator, post)
    if post.hidden_at is None:
        return post
    moment, is_new = at or timezone.now(), _was_never_shown(post)
    if is_new:
        _write_now(thread, post, moment)
    _set_hidden(thread, post, None)
    _settle(post, moment)
    log(What.RELEASED if is_new else What.RESTORED, post, moment, by=moderator)
    if enrolment:
        complete_if_enough(enrolment, post.author, post.thread.discussion.activity, moment)
    if is_new and not post.removed_at:
        announce(post, resolve(post.source, post.thread.discussion)[1])
    return post


def _was_never_shown(post):
    """Has it waited for a moderator since it was sent? Also where one has hidden it meanwhile."""
    done = set(post.moderation_events.values_list("what", flat=True))
    return What.HELD in done and not done & {What.RELEASED, What.RESTORED}


def _write_now(thread, post, moment):
    """Readers find it after what they have read meanwhile; to its author it is no news."""
    ReadMark.objects.filter(thread=thread, user=post.author_id, read_at__gte=thread.last_post_at).update(read_at=moment)
    post.written_at = moment
    post.save(update_fields=["written_at"])


@transaction.atomic
def dismiss_reports(*, moderator, post, at=None):
    """Leave `post` as it is, whatever was reported or pointed out to its author.

    Without a report that waits, or that flag, nothing changes; what reports
    have hidden is shown again. Raises `NotAllowed`.
    """
    moment = at or timezone.now()
    if post.is_hidden_by_itself:
        return restore_post(moderator=moderator, post=post, at=moment)
    _thread, post = _locked_for(moderator, post)
    if post.is_standing and _settle(post, moment):
        log(What.REPORTS_DISMISSED, post, moment, by=moderator)
    if post.is_standing and post.sent_anyway:
        _settle_flag(post)
        log(What.FLAG_DISMISSED, post, moment, by=moderator)
    return post


def _settle_flag(post):
    """A moderator has looked at what was sent although it may identify somebody."""
    post.sent_anyway = False
    post.save(update_fields=["sent_anyway"])


def enrolment_of_author(post):
    """The enrolment of the author of `post` in its course, locked; or None."""
    course = post.thread.discussion.course_id
    enrolments = Enrolment.objects.select_for_update(of=("self",)).select_related("course")
    return enrolments.of(post.author_id).in_course(course).first()


def complete_if_enough(enrolment, author, activity, moment):
    """Their evidence, but only when it decides: a moderator's act is no moment at which the learner studied."""
    if activity is None:
        return
    evidence = evidence_for(author, activity)
    is_done = Completion.objects.filter(enrolment=enrolment, activity=activity).exists()
    if not is_done and activity.behaviour.is_complete(activity.terms, evidence):
        record_evidence(enrolment=enrolment, activity=activity, evidence=evidence, at=moment)


def _locked_for(moderator, post):
    thread, post = locked(post)
    if not may_moderate(moderator, post.thread.discussion):
        raise NotAllowed
    return thread, post


def _set_hidden(thread, post, moment, *, by=None, reason=""):
    post.hidden_at, post.hidden_by, post.hidden_reason, post.held_for = moment, by, reason, ""
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason", "held_for"])
    recount(thread, post)


def _settle(post, moment):
    """A moderator has decided on the reports there are; returns how many waited."""
    return post.reports.waiting().update(settled_at=moment)
