"""What moderators decide about the author of a post. Each decision is written into the log, and told to the person."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from enrolments.actions import expel, readmit
from enrolments.models import Enrolment
from forums.actions.log import log
from forums.actions.refusals import NotAllowed
from forums.models import ModerationEvent, Post, Sanction
from forums.rules import may_moderate, may_sanction
from forums.signals import person_sanctioned

WHAT = {
    Sanction.Kind.WARNING: ModerationEvent.What.WARNED,
    Sanction.Kind.SILENCE: ModerationEvent.What.SILENCED,
    Sanction.Kind.REMOVAL: ModerationEvent.What.EXPELLED,
}
LIFTED = {
    Sanction.Kind.SILENCE: ModerationEvent.What.UNSILENCED,
    Sanction.Kind.REMOVAL: ModerationEvent.What.READMITTED,
}


@transaction.atomic
def warn_author(*, moderator, post, reason, at=None):
    """Tell the author of `post` that it broke the rules. Announces `person_sanctioned`; raises `NotAllowed`."""
    return _sanction(moderator, post, Sanction.Kind.WARNING, reason, at)


@transaction.atomic
def silence_author(*, moderator, post, reason, days, at=None):
    """Let the author of `post` write nothing in the course for so many days; they go on reading and studying.

    One that already holds is prolonged by another. Announces `person_sanctioned`; raises `NotAllowed`.
    """
    moment = at or timezone.now()
    return _sanction(moderator, post, Sanction.Kind.SILENCE, reason, moment, until=moment + timedelta(days=days))


@transaction.atomic
def remove_author(*, moderator, post, reason, at=None):
    """Take the author of `post` out of the course, for good: they cannot enrol in it again. Their records stay.

    Announces `person_sanctioned`; raises `NotAllowed`, also for somebody who does not study the course.
    """
    enrolment = Enrolment.objects.of(post.author_id).in_course(post.thread.discussion.course_id).first()
    if enrolment is None:
        raise NotAllowed
    expel(enrolment=enrolment, at=at)
    return _sanction(moderator, post, Sanction.Kind.REMOVAL, reason, at)


def _sanction(moderator, post, kind, reason, at, **fields):
    post = Post.objects.with_place().select_related("author").get(pk=post.pk)
    if not may_sanction(moderator, post):
        raise NotAllowed
    moment, course = at or timezone.now(), post.thread.discussion.course
    sanction = Sanction.objects.create(
        user=post.author, course=course, kind=kind, reason=reason, post=post, by=moderator, at=moment, **fields
    )
    log(WHAT[kind], post, moment, by=moderator, why=reason)
    transaction.on_commit(lambda: person_sanctioned.send_robust(Sanction, sanction=sanction))
    return sanction


@transaction.atomic
def lift_sanction(*, moderator, sanction, at=None):
    """Take a silence or a removal back before its time; the person may write or enrol again. Again changes nothing.

    Raises `NotAllowed`.
    """
    moment = at or timezone.now()
    sanction = Sanction.objects.select_for_update(of=("self",)).get(pk=sanction.pk)
    post = Post.objects.with_place().get(pk=sanction.post_id)
    if not may_moderate(moderator, post.thread.discussion):
        raise NotAllowed
    if not sanction.is_in_force(at=moment):
        return sanction
    sanction.lifted_at = moment
    sanction.save(update_fields=["lifted_at"])
    if sanction.kind == Sanction.Kind.REMOVAL:
        readmit(enrolment=Enrolment.objects.of(sanction.user_id).in_course(sanction.course_id).get())
    log(LIFTED[sanction.kind], post, moment, by=moderator)
    return sanction


@transaction.atomic
def mark_seen(*, user, sanction, at=None):
    """The person says that they have read what was decided. Again changes nothing."""
    Sanction.objects.of(user).unseen().filter(pk=sanction.pk).update(seen_at=at or timezone.now())
