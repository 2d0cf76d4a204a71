"""What becomes of somebody's words when their account is erased."""

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from accounts.wording import without_words
from forums.actions.writing import WORDS, recount, set_words
from forums.models import LanguageChoice, Post, ReadMark, Report, Thread, Translation
from forums.prose import render


@transaction.atomic
def forget_author(*, author, removes_words, at):
    """Take out of the discussions what names `author`: of their posts their words, or their name and address only.

    `author` still has name and address. Reports keep their reason, which counts, and lose their words.
    """
    ReadMark.objects.filter(user=author).delete()
    LanguageChoice.objects.filter(user=author).delete()
    Report.objects.filter(reporter=author).update(words="")
    if removes_words:
        _remove_words(author, at)
    else:
        _leave_out_name(author)


def _remove_words(author, at):
    removed = Coalesce("removed_at", Value(at))
    Post.objects.filter(author=author).update(removed_at=removed, source="", html="", words="", word_count=0)
    Translation.objects.filter(post__author=author).delete()
    Thread.objects.filter(author=author).update(title="")
    written_in = Post.objects.filter(author=author).values("thread")
    for thread in Thread.objects.select_for_update().filter(pk__in=written_in).order_by("pk"):
        recount(thread, thread.posts.get(is_opening=True))


def _leave_out_name(author):
    words = [author.name, author.email]
    for thread in Thread.objects.filter(author=author):
        Thread.objects.filter(pk=thread.pk).update(title=without_words(thread.title, *words))
    for post in Post.objects.filter(author=author).exclude(source="").select_related("thread"):
        set_words(post, without_words(post.source, *words), post.thread.title if post.is_opening else "")
        post.save(update_fields=WORDS)
    for translation in Translation.objects.filter(post__author=author):
        source = without_words(translation.source, *words)
        Translation.objects.filter(pk=translation.pk).update(source=source, html=render(source))
