"""What becomes of somebody's words when their account is erased."""

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext

from accounts.wording import without_words
from forums.actions.standing import recount
from forums.actions.writing import WORDS, set_words
from forums.models import (
    AnnouncementText,
    Draft,
    Follow,
    LanguageChoice,
    Post,
    PostPicture,
    PostRevision,
    ReadMark,
    Report,
    Sanction,
    Thread,
    Translation,
)
from forums.people import mention_key
from forums.prose import MENTION, render


@transaction.atomic
def forget_author(*, author, removes_words, at):
    """Take out of the discussions what names `author`: of their posts their words, or their name and address only.

    `author` still has name and address. Reports keep their reason, which counts, and lose their words. Where others
    mention them, the mention names nobody any more. `discard_pictures` comes after it.
    """
    ReadMark.objects.filter(user=author).delete()
    Draft.objects.filter(user=author).delete()
    Follow.objects.of(author).delete()
    LanguageChoice.objects.filter(user=author).delete()
    Report.objects.filter(reporter=author).update(words="")
    Sanction.objects.of(author).update(reason="")
    if removes_words:
        _remove_words(author, at)
    else:
        _leave_out_name(author)
    _leave_out_mentions(author)
    _unsign_announcements(author)


def discard_pictures(*, author):
    """Delete the pictures of `author` that are in no post which has its words: files first, then their rows."""
    for picture in PostPicture.objects.filter(_gone(), owner=author):
        picture.file.storage.delete(picture.file.name)
        picture.delete()


def _gone():
    return Q(post=None) | Q(post__removed_at__isnull=False)


def _remove_words(author, at):
    removed = Coalesce("removed_at", Value(at))
    Post.objects.filter(author=author).update(removed_at=removed, source="", html="", words="", word_count=0)
    Translation.objects.filter(post__author=author).delete()
    PostRevision.objects.filter(post__author=author).delete()
    PostPicture.objects.filter(_gone(), owner=author).update(alt="")
    Thread.objects.filter(author=author).update(title="")
    written_in = Post.objects.filter(author=author).values("thread")
    for thread in Thread.objects.select_for_update().filter(pk__in=written_in).order_by("pk"):
        recount(thread, thread.posts.get(is_opening=True))


def _leave_out_name(author):
    words = [author.name, author.email]
    for thread in Thread.objects.filter(author=author):
        Thread.objects.filter(pk=thread.pk).update(title=without_words(thread.title, *words))
    for picture in PostPicture.objects.filter(owner=author):
        PostPicture.objects.filter(pk=picture.pk).update(alt=without_words(picture.alt, *words))
    for post in Post.objects.filter(author=author).exclude(source="").select_related("thread"):
        _reword(post, without_words(post.source, *words))
    for translated in Translation.objects.filter(post__author=author):
        _retranslate(translated, without_words(translated.source, *words))
    for earlier in PostRevision.objects.filter(post__author=author):
        source, title = without_words(earlier.source, *words), without_words(earlier.title, *words)
        PostRevision.objects.filter(pk=earlier.pk).update(source=source, title=title)


def _reword(post, source):
    set_words(post, source, post.thread.title if post.is_opening else "", list(post.pictures.all()))
    post.save(update_fields=WORDS)


def _retranslate(translated, source):
    Translation.objects.filter(pk=translated.pk).update(source=source, html=render(source))


def _unsign_announcements(author):
    """They were for everybody in a course, and stay; what the author wrote of themselves goes."""
    words = [author.name, author.email]
    for text in AnnouncementText.objects.filter(announcement__author=author):
        title, source = without_words(text.title, *words), without_words(text.source, *words)
        AnnouncementText.objects.filter(pk=text.pk).update(title=title, source=source, html=render(source))


def _leave_out_mentions(author):
    """In what others wrote; a mention is found by its key, whatever name stands in it."""
    key = mention_key(author)
    for post in Post.objects.filter(source__contains=key).select_related("thread"):
        _reword(post, _without_mention(post.source, key, post.language))
    for translated in Translation.objects.filter(source__contains=key):
        _retranslate(translated, _without_mention(translated.source, key, translated.language))
    for earlier in PostRevision.objects.filter(source__contains=key):
        source = _without_mention(earlier.source, key, earlier.language)
        PostRevision.objects.filter(pk=earlier.pk).update(source=source)
    for draft in Draft.objects.filter(text__contains=key):
        Draft.objects.filter(pk=draft.pk).update(text=_without_mention(draft.text, key, draft.language))


def _without_mention(text, key, language):
    with translation.override(language):
        nobody = "@" + gettext("Former participant")
    return MENTION.sub(lambda mention: nobody if mention[2] == key else mention[0], text)
