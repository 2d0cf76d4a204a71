"""The log of moderation, as verbs write it."""

from django.db import transaction

from forums.models import WORDS_LENGTH, ModerationEvent
from forums.signals import post_moderated

What = ModerationEvent.What
# Of these the author of the post hears, unless they did it themselves.
TOLD = (
    What.HIDDEN,
    What.HIDDEN_BY_REPORTS,
    What.RESTORED,
    What.RELEASED,
    What.REDACTED,
    What.REDACTED_QUOTE,
    What.EDITED,
)


def log(what, post, moment, *, by=None, why="", thread=None):
    """Write an act of moderation into the log; `thread` where it is another than that of `post` as it was read.

    Announces `post_moderated` where it concerns the author of the post.
    """
    thread_id = thread.pk if thread else post.thread_id
    event = ModerationEvent.objects.create(
        what=what, by=by, at=moment, why=why[:WORDS_LENGTH], thread_id=thread_id, post_id=post.pk
    )
    if what in TOLD and (by is None or by.pk != post.author_id):
        transaction.on_commit(lambda: post_moderated.send_robust(ModerationEvent, event=event))
