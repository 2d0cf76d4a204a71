"""What becomes of somebody's words when their account is erased."""

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from accounts.wording import without_words
from forums.actions.writing import recount
from forums.models import Post, ReadMark, Report, Thread
from forums.prose import count_words, render


@transaction.atomic
def forget_author(*, author, removes_words, at):
    """Take out of the discussions what names `author`: of their posts their words, or their name and address only.

    `author` still has name and address. Reports keep their reason, which counts, and lose their words.
    """
    ReadMark.objects.filter(user=author).delete()
    Report.objects.filter(reporter=author).update(words="")
    if removes_words:
        _remove_words(author, at)
    else:
        _leave_out_name(author)


def _remove_words(author, at):
    removed = Coalesce("removed_at", Value(at))
    Post.objects.filter(author=author).update(removed_at=removed, source="", html="", word_count=0)
    Thread.objects.filter(author=author).update(title="")
    written_in = Post.objects.filter(author=author).values("thread")
    for thread in Thread.objects.select_for_update().filter(pk__in=written_in).order_by("pk"):
        recount(thread, thread.posts.get(is_opening=True))


def _leave_out_name(author):
    words = [author.name, author.email]
    for post in Post.objects.filter(author=author).exclude(source=""):
        source = without_words(post.source, *words)
        if source != post.source:
            _rewrite(post, source)
    for thread in Thread.objects.filter(author=author):
        Thread.objects.filter(pk=thread.pk).update(title=without_words(thread.title, *words))


def _rewrite(post, source):
    post.source, post.html = source, render(source)
    post.word_count = count_words(post.html)
    post.save(update_fields=["source", "html", "word_count"])
