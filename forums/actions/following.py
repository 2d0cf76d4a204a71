"""Following what is written, and not wanting to hear of it. Every verb may be repeated."""

from django.db import transaction
from django.utils import timezone

from forums.actions.moderating import reads
from forums.actions.placing import kept_place
from forums.actions.refusals import NotAllowed
from forums.models import Discussion, Follow
from forums.rules import may_read


def follow_own(*, post):
    """The author of `post` follows its thread from now on, unless they have muted it. One query."""
    own = Follow(user_id=post.author_id, thread_id=post.thread_id, since=post.written_at)
    Follow.objects.bulk_create([own], ignore_conflicts=True)


@transaction.atomic
def follow_thread(*, user, thread, at=None):
    """`user` wants to hear of all that is written in `thread`; a muted one is not muted any more.

    Raises `NotAllowed` for who may not read it.
    """
    if not reads(user, thread):
        raise NotAllowed
    return _set(user, thread, muted=False, at=at)


@transaction.atomic
def mute_thread(*, user, thread, at=None):
    """`user` wants to hear nothing of `thread` any more, answers to themselves neither. Raises `NotAllowed`."""
    if not reads(user, thread):
        raise NotAllowed
    return _set(user, thread, muted=True, at=at)


def unfollow_thread(*, user, thread):
    """`user` hears of answers to themselves only."""
    Follow.objects.of(user).filter(thread=thread).delete()


@transaction.atomic
def follow_discussion(*, user, discussion, at=None):
    """`user` wants to hear of all that is written in `discussion`, which need not be saved yet. Raises `NotAllowed`."""
    if not may_read(user, discussion, enrolled=discussion.is_studied_by(user)):
        raise NotAllowed
    start = {"since": at or timezone.now()}
    return Follow.objects.get_or_create(user=user, discussion=kept_place(discussion), defaults=start)[0]


def unfollow_discussion(*, user, discussion):
    """Threads that `user` follows for themselves stay followed."""
    Follow.objects.of(user).filter(discussion__in=Discussion.objects.at(discussion)).delete()


def _set(user, thread, *, muted, at):
    values = {"muted": muted}
    start = values | {"since": at or timezone.now()}
    follow, _created = Follow.objects.update_or_create(user=user, thread=thread, defaults=values, create_defaults=start)
    return follow
