"""A moderator blacks a passage out: in text, title, translations, the texts of pictures, and what it said before.

The same where others of the conversation quote it.
"""

import re

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forums.actions.log import log
from forums.actions.refusals import NotAllowed
from forums.actions.standing import locked
from forums.actions.writing import WORDS, set_words
from forums.models import ALT_LENGTH, Draft, ModerationEvent
from forums.prose import MENTION, render
from forums.rules import may_moderate

SHORTEST = 2  # characters
BLACK = "█████"  # in titles
# A quotation: from a line with its mark on to the next empty one, for a paragraph goes on in lines without it
# (https://spec.commonmark.org/0.31.2/#laziness).
QUOTATION = re.compile(r"^[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*>.*(?:\n.*\S.*)*", re.MULTILINE)


class PassageNotFound(Exception):
    """The post does not say that, or not any more."""


@transaction.atomic
def redact_post(*, moderator, post, passage, reason="", at=None):
    """Put a black bar in the place of `passage`, wherever `post` says or said it, and where its thread quotes it.

    The log keeps none of the words, and names each post that was changed. Raises `NotAllowed`, or `PassageNotFound`
    for what neither text, title, translations or pictures' texts say.
    """
    thread, post = locked(post)
    if not may_moderate(moderator, post.thread.discussion):
        raise NotAllowed
    passage, moment = passage.replace("\r\n", "\n").strip(), at or timezone.now()
    if len(passage) < SHORTEST or not _says(thread, post, passage):
        raise PassageNotFound
    _black_out(thread, post, passage)
    log(ModerationEvent.What.REDACTED, post, moment, by=moderator, why=reason)
    for quoting in _black_out_quotations(thread, post, passage):
        log(ModerationEvent.What.REDACTED_QUOTE, quoting, moment, by=moderator, why=reason)
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
    for earlier in post.revisions.filter(title__contains=passage):
        earlier.title = earlier.title.replace(passage, BLACK)
        earlier.save(update_fields=["title"])
    post.sent_anyway = False
    _put(thread, post, lambda text, language: _without(text, re.compile(re.escape(passage)), _bar(language)))


def _put(thread, post, blackened):
    """Give `post`, its translations and earlier versions the texts that `blackened(text, language)` makes of theirs.

    Returns how many of them changed.
    """
    changed = sum(_put_text(row, blackened) for row in (*post.translations.all(), *post.revisions.all()))
    text = blackened(post.source, post.language)
    changed += text != post.source
    set_words(post, text, thread.title if post.is_opening else "", list(post.pictures.all()))
    post.save(update_fields=[*WORDS, "sent_anyway"])
    return changed


def _put_text(row, blackened):
    """The same for a translation, or an earlier version, which is drawn when it is looked at."""
    text = blackened(row.source, row.language)
    if text == row.source:
        return False
    row.source, fields = text, ["source"]
    if hasattr(row, "html"):
        row.html, fields = render(text), ["source", "html"]
    row.save(update_fields=fields)
    return True


def _black_out_quotations(thread, post, passage):
    """Where others of `thread` quote the passage; returns their posts that have changed. Drafts too."""
    lines = [line.strip(" \t>") for line in passage.split("\n")]
    pattern = re.compile(r"[ \t]*\n[ \t>]*".join(re.escape(line) for line in lines))
    longest = max(lines, key=len)

    def blackened(text, language):
        return QUOTATION.sub(lambda quoted: _without(quoted[0], pattern, _bar(language)), text)

    for draft in Draft.objects.filter(thread=thread, text__contains=longest):
        Draft.objects.filter(pk=draft.pk).update(text=blackened(draft.text, draft.language))
    said = Q(source__contains=longest)
    said |= Q(translations__source__contains=longest) | Q(revisions__source__contains=longest)
    others = thread.posts.filter(said, removed_at=None).exclude(pk=post.pk).distinct().order_by("pk")
    return [other for other in others.select_related("thread", "author") if _put(thread, other, blackened)]


def _bar(language):
    with translation.override(language):
        return f"█[{_('removed by a moderator')}]█"


def _without(text, pattern, bar):
    """A mention that holds the passage goes whole: half of one would show its key."""
    text = MENTION.sub(lambda mention: bar if pattern.search(mention[1]) else mention[0], text)
    return pattern.sub(lambda _passage: bar, text)
