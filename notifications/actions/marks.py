"""Noting what others marked in somebody's post: that it answered, that the course team stands behind it, thanks."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from forums.models import Follow, Post
from notifications.actions.noting import slot_for
from notifications.counting import forget_counts
from notifications.models import Cadence, Notice, Stream
from notifications.rules import cadences_of

REST = timedelta(days=1)  # more thanks for one post are news once in it
KINDS = {"accepted": Notice.Kind.ACCEPTED, "endorsed": Notice.Kind.ENDORSED, "thanked": Notice.Kind.THANKS}


@transaction.atomic
def note_mark(*, post, mark, at=None):
    """The notice by which the author of `post` learns of a `mark`, as `forums.signals.post_marked` names it.

    None where they are not to be told: the mark was taken back, the post is gone, or they have muted its thread.
    All thanks for a post are one notice, which is news again when there are more after it was read. No mail of its
    own: nobody waits for it. What is accepted or endorsed comes in the next digest.
    """
    moment, author = at or timezone.now(), post.author
    kind = KINDS[mark]
    if not (author.is_active and Post.objects.marked(mark).tellable_to(author).filter(pk=post.pk).exists()):
        return None
    if Follow.objects.muting(post.thread).filter(user=author).exists():
        return None
    facts = {"kind": kind, "post": post, "noted_at": moment, "due_at": _slot(author, kind, post, moment)}
    notice, is_new = Notice.objects.get_or_create(user=author, key=f"{kind}:{post.key}", defaults=facts)
    if not is_new and kind == Notice.Kind.THANKS:
        _renew(notice, moment)
    forget_counts([author.pk])
    return notice


def _slot(author, kind, post, moment):
    """What somebody wants at once comes daily here, as marks are news and no question; thanks are on the site only."""
    if kind == Notice.Kind.THANKS:
        return None
    wanted = cadences_of([author], Stream.ANSWERS, post.thread.discussion.course_id)[author.pk]
    return slot_for(author, Cadence.DAILY if wanted == Cadence.AT_ONCE else wanted, moment)


def _renew(notice, moment):
    read = Notice.objects.filter(pk=notice.pk, noted_at__lte=moment - REST).exclude(read_at=None)
    read.update(read_at=None, noted_at=moment)
