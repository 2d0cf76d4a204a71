"""Changing what a post says: by its author for a while, by a moderator with a reason.

Both take turns by the thread, and both say which `version` they have read, so that nobody overwrites what they have
not seen. What the post said before is kept.
"""

from django.db import transaction
from django.utils import timezone

from accounts.models import clean_name
from forums.actions.log import log
from forums.actions.moderating import complete_if_enough, enrolment_of_author
from forums.actions.picturing import attach
from forums.actions.refusals import ChangedMeanwhile, NotAllowed, TooLate
from forums.actions.standing import locked
from forums.actions.writing import WORDS, announce_mentions, locked_enrolment, record, set_words
from forums.models import ModerationEvent, PostRevision
from forums.people import resolve
from forums.prose import clean_text
from forums.rules import may_edit, may_remove, may_revise


@transaction.atomic
def edit_post(*, editor, post, text, language, title="", version="", at=None, pictures=None, sent_anyway=False):
    """Change one's own words, and the thread's title with its opening. What an edit adds counts for completion.

    What the post said before is kept as a `PostRevision`. `pictures` are those that it has from now on; None leaves
    them. `sent_anyway` as in `open_thread`. `version` is that of the post which the editor has read; empty for any.
    Raises `NotAllowed`, `Silenced`, `TooLate`, `ChangedMeanwhile`, or `ValidationError` for a text that cannot be
    posted.
    """
    moment, text = at or timezone.now(), clean_text(text)
    enrolment = locked_enrolment(editor, post.thread.discussion, moment)
    thread, post = locked(post)
    if not may_remove(editor, post):
        raise NotAllowed
    if not may_edit(editor, post, at=moment):
        raise TooLate
    wanted = _Words(thread, post, text, language, title)
    if _is_there(post, version, wanted, pictures):
        return post
    known = _keep_earlier(thread, post, moment)
    post.sent_anyway = post.sent_anyway or sent_anyway
    if pictures is not None:
        attach(pictures, post)
    wanted.put(moment)
    record(post, enrolment, moment)
    announce_mentions(post, wanted.mentioned, known)
    return post


@transaction.atomic
def revise_post(*, moderator, post, text, language, reason, title="", version="", at=None):
    """Change the words of somebody else with a `reason`, which stands below them and is told to their author.

    The rest is as in `edit_post`, but for how long it is allowed; pictures stay, and nobody is told of being mentioned.
    Raises `NotAllowed`, `ChangedMeanwhile`, or `ValidationError` for a text that cannot be posted.
    """
    moment, text = at or timezone.now(), clean_text(text)
    enrolment = enrolment_of_author(post)
    thread, post = locked(post)
    if not may_revise(moderator, post):
        raise NotAllowed
    wanted = _Words(thread, post, text, language, title)
    if _is_there(post, version, wanted):
        return post
    _keep_earlier(thread, post, moment, by=moderator, reason=reason)
    post.revised_reason, post.sent_anyway = reason, False
    wanted.put(moment)
    log(ModerationEvent.What.EDITED, post, moment, by=moderator, why=reason)
    if enrolment and post.is_standing:
        complete_if_enough(enrolment, post.author, thread.discussion.activity, moment)
    return post


class _Words:
    """What a post is to say, and the title of its thread with an opening."""

    def __init__(self, thread, post, text, language, title):
        self.thread, self.post, self.language = thread, post, language
        self.title = (clean_name(title) or thread.title) if post.is_opening else ""
        self.text, self.mentioned = resolve(text, thread.discussion)

    @property
    def are_there(self):
        """Does the post say just that already?"""
        title = self.thread.title if self.post.is_opening else ""
        return (self.post.source, self.post.language, title) == (self.text, self.language, self.title)

    def put(self, moment):
        post, thread = self.post, self.thread
        post.language, post.edited_at = self.language, moment
        if post.is_opening:
            thread.title, thread.language = self.title, self.language
            thread.save(update_fields=["title", "language"])
        set_words(post, self.text, self.title, list(post.pictures.all()))
        post.save(update_fields=[*WORDS, "language", "edited_at", "sent_anyway", "revised_reason"])


def _is_there(post, version, wanted, pictures=None):
    """Has the same form been sent before? Raises `ChangedMeanwhile` where the post says something else since."""
    if not version or version == post.version:
        return False
    kept = pictures is None or {picture.pk for picture in pictures} == {picture.pk for picture in post.pictures.all()}
    if wanted.are_there and kept:
        return True
    raise ChangedMeanwhile(post)


def _keep_earlier(thread, post, moment, *, by=None, reason=""):
    """Keep what `post` says, before it gets other words; returns whom it mentions."""
    title = thread.title if post.is_opening else ""
    facts = {"title": title, "source": post.source, "language": post.language}
    PostRevision.objects.create(post=post, replaced_at=moment, replaced_by=by, reason=reason, **facts)
    return resolve(post.source, thread.discussion)[1]
