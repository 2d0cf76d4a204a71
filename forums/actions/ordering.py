"""What moderators do to keep conversations in order. Each act may be repeated, and is written into the log.

Threads are locked in the order of their keys in the database, enrolments before them.
"""

import uuid

from django.db import transaction
from django.utils import timezone

from enrolments.models import Enrolment
from forums.actions.log import log
from forums.actions.moderating import complete_if_enough
from forums.actions.placing import kept_place
from forums.actions.refusals import NotAllowed
from forums.actions.standing import recount
from forums.models import ModerationEvent, Post, ReadMark, Thread
from forums.rules import may_moderate

What = ModerationEvent.What


class NotPossible(ValueError):
    """These conversations or posts cannot be put together or apart like that."""


@transaction.atomic
def pin_thread(*, moderator, thread, pinned=True, at=None):
    """Keep `thread` at the top of its discussion, or no longer. Raises `NotAllowed`."""
    return _mark(moderator, thread, "pinned_at", pinned, What.PINNED if pinned else What.UNPINNED, at)


@transaction.atomic
def lock_thread(*, moderator, thread, locked=True, reason="", at=None):
    """Let nobody but moderators answer in `thread`, or everybody again. Raises `NotAllowed`."""
    return _mark(moderator, thread, "locked_at", locked, What.LOCKED if locked else What.UNLOCKED, at, reason)


def _mark(moderator, thread, field, wanted, what, at, why=""):
    (thread,), moment = _locked_for(moderator, thread), at or timezone.now()
    if (getattr(thread, field) is not None) == wanted:
        return thread
    setattr(thread, field, moment if wanted else None)
    thread.save(update_fields=[field])
    log(what, _opening(thread), moment, by=moderator, why=why)
    return thread


@transaction.atomic
def move_thread(*, moderator, thread, place, at=None):
    """Put `thread` into another discussion of its course; what its authors wrote counts there then.

    `place` is a `Discussion`, which need not be saved yet. The thread stays with its group. Raises `NotAllowed`, or
    `NotPossible` for another course, and for the discussion of a cohort when the thread is not that cohort's.
    """
    enrolments = _enrolments_of_authors(thread)
    (thread,), moment = _locked_for(moderator, thread), at or timezone.now()
    if place.course_id != thread.discussion.course_id or place.cohort_id not in (None, thread.cohort_id):
        raise NotPossible
    discussion = kept_place(place)
    if discussion.pk == thread.discussion_id:
        return thread
    thread.discussion = discussion
    thread.save(update_fields=["discussion"])
    log(What.MOVED, _opening(thread), moment, by=moderator, why=str(discussion))
    for enrolment in enrolments:
        complete_if_enough(enrolment, enrolment.user, discussion.activity, moment)
    return thread


def _enrolments_of_authors(thread):
    authors = thread.posts.standing().values("author")
    enrolments = Enrolment.objects.select_for_update(of=("self",)).select_related("course", "user")
    return list(enrolments.active().in_course(thread.discussion.course_id).filter(user__in=authors).order_by("pk"))


@transaction.atomic
def split_thread(*, moderator, thread, posts, title, at=None):
    """Take `posts`, answers to the opening of `thread`, with what nests below them, into a thread with that title.

    The first of them becomes its opening. Readers have read there what they had read here. Returns the new thread.
    Raises `NotAllowed`, or `NotPossible` when `posts` are none, not of the thread, its opening, or nested.
    """
    (thread,), moment = _locked_for(moderator, thread), at or timezone.now()
    keys = {post.pk for post in posts}
    tops = list(thread.posts.tops().filter(pk__in=keys, is_opening=False).order_by("pk"))
    if not tops or len(tops) != len(keys):
        raise NotPossible
    part = _thread_of(tops[0], thread, title)
    Post.objects.filter(parent__in=tops).update(thread=part)
    Post.objects.filter(pk__in=keys).update(thread=part)
    Post.objects.filter(parent=tops[0]).update(parent=None)
    Post.objects.filter(pk=tops[0].pk).update(is_opening=True)
    _copy_read_marks(thread, part)
    if thread.accepted and thread.accepted.thread_id == part.pk:
        Thread.objects.filter(pk=thread.pk).update(accepted=None)
    for changed in (thread, part):
        recount(changed, _opening(changed))
    log(What.SPLIT, tops[0], moment, by=moderator, why=thread.title, thread=part)
    return part


def _thread_of(opening, origin, title):
    return Thread.objects.create(
        discussion=origin.discussion,
        group=origin.group,
        cohort=origin.cohort,
        key=uuid.uuid4(),
        author_id=opening.author_id,
        title=title,
        language=opening.language,
        has_translations=origin.has_translations,
        opened_at=opening.written_at,
        last_post_at=opening.written_at,
    )


def _copy_read_marks(origin, target):
    marks = [ReadMark(user_id=mark.user_id, thread=target, read_at=mark.read_at) for mark in origin.read_marks.all()]
    ReadMark.objects.bulk_create(marks, ignore_conflicts=True)


@transaction.atomic
def merge_threads(*, moderator, thread, other, at=None):
    """Put two threads of one discussion and group together.

    The older one stays, and the address of the newer leads to it; the opening of the newer becomes an answer. Returns
    the older. Raises `NotAllowed`, or `NotPossible` for a thread with itself, of another discussion or group, or one
    that is merged already.
    """
    first, second = _locked_for(moderator, thread, other)
    moment = at or timezone.now()
    if first.pk == second.pk or first.merged_into or second.merged_into or _readers(first) != _readers(second):
        raise NotPossible
    older, newer = sorted((first, second), key=lambda found: _opening(found).pk)
    opening = _opening(newer)
    Post.objects.filter(pk=opening.pk).update(is_opening=False)
    newer.posts.update(thread=older)
    older.has_translations |= newer.has_translations
    if older.is_question:
        older.accepted = older.accepted or newer.accepted
    older.save(update_fields=["has_translations", "accepted"])
    newer.merged_into, newer.posts_count, newer.accepted = older, 0, None
    newer.save(update_fields=["merged_into", "posts_count", "accepted"])
    recount(older, _opening(older))
    log(What.MERGED, opening, moment, by=moderator, why=newer.title, thread=older)
    return older


def _readers(thread):
    return thread.discussion_id, thread.group, thread.cohort_id


def _opening(thread):
    return thread.posts.get(is_opening=True)


def _locked_for(moderator, *threads):
    """The threads, locked, in the order given. Raises `NotAllowed` when one is not for that moderator."""
    keys = [thread.pk for thread in threads]
    rows = (
        Thread.objects.select_for_update(of=("self",))
        .select_related("discussion__activity", "discussion__course")
        .order_by("pk")
    )
    found = {thread.pk: thread for thread in rows.filter(pk__in=keys)}
    if not all(may_moderate(moderator, thread.discussion) for thread in found.values()):
        raise NotAllowed
    return [found[key] for key in keys]
