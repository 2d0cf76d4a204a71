"""The log of moderation, as verbs write it."""

from forums.models import WORDS_LENGTH, ModerationEvent


def log(what, post, moment, *, by=None, why="", thread=None):
    """Write an act of moderation into the log; `thread` where it is another than that of `post` as it was read."""
    thread_id = thread.pk if thread else post.thread_id
    ModerationEvent.objects.create(
        what=what, by=by, at=moment, why=why[:WORDS_LENGTH], thread_id=thread_id, post_id=post.pk
    )
