"""A moderator blacks a passage out: in text, title, translations, the texts of pictures, and what it said before."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forums.actions.log import log
from forums.actions.refusals import NotAllowed
from forums.actions.standing import locked
from forums.actions.writing import WORDS, set_words
from forums.models import ALT_LENGTH, ModerationEvent
from forums.prose import MENTION, render
from forums.rules import may_moderate

SHORTEST = 2  # characters
BLACK = "█████"  # in titles


class PassageNotFound(Exception):
    """The post does not say that, or not any more."""


@transaction.atomic
def redact_post(*, moderator, post, passage, reason="", at=None):
    """Put a black bar in the place of `passage`, wherever `post` says or said it. The log keeps none of the words.

    Raises `NotAllowed`, or `PassageNotFound` for what neither text, title, translations or pictures' texts say.
    """
    thread, post = locked(post)
    if not may_moderate(moderator, post.thread.discussion):
        raise NotAllowed
    passage = passage.replace("\r\n", "\n").strip()
    if len(passage) < SHORTEST or not _says(thread, post, passage):
        raise PassageNotFound
    _black_out(thread, post, passage)
    log(ModerationEvent.What.REDACTED, post, at or timezone.now(), by=moderator, why=reason)
    return post


def _says(thread, post, passage):
    texts = [post.source, *(picture.alt for picture in post.pictures.all())]
    texts += [translation.source for translation in post.translations.all()]
    return any(passage in text for text in [*texts, thread.title if post.is_opening else ""])


def _black_out(thread, post, passage):
    bar = _bar(post.language)
    for picture in post.pictures.filter(alt__contains=passage):
        picture.alt = picture.alt.replace(passage, bar)[:ALT_LENGTH]
        picture.save(update_fields=["alt"])
    if post.is_opening:
        thread.title = thread.title.replace(passage, BLACK)
        thread.save(update_fields=["title"])
    title = thread.title if post.is_opening else ""
    set_words(post, _without(post.source, passage, bar), title, list(post.pictures.all()))
    post.sent_anyway = False
    post.save(update_fields=[*WORDS, "sent_anyway"])
    _black_out_others(post, passage)


def _black_out_others(post, passage):
    """In the translations, and in what the post said before."""
    for translated in post.translations.all():
        translated.source = _without(translated.source, passage, _bar(translated.language))
        translated.html = render(translated.source)
        translated.save(update_fields=["source", "html"])
    for earlier in post.revisions.all():
        earlier.source = _without(earlier.source, passage, _bar(earlier.language))
        earlier.title = earlier.title.replace(passage, BLACK)
        earlier.save(update_fields=["source", "title"])


def _bar(language):
    with translation.override(language):
        return f"█[{_('removed by a moderator')}]█"


def _without(text, passage, bar):
    """A mention that holds the passage goes whole: half of one would show its key."""
    text = MENTION.sub(lambda mention: bar if passage in mention[1] else mention[0], text)
    return text.replace(passage, bar)
