"""What becomes of somebody's words when their account is erased."""

from django.db import transaction
from django.db.models import Q, Value
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
    for post in Post.objects.filter(_quoting("source", words), author=author):
        post.source = without_words(post.source, *words)
        post.html = render(post.source)
        post.word_count = count_words(post.html)
        post.save(update_fields=["source", "html", "word_count"])
    for thread in Thread.objects.filter(_quoting("title", words), author=author):
        thread.title = without_words(thread.title, *words)
        thread.save(update_fields=["title"])


def _quoting(field, words):
    """Has `field` one of `words`? As they are written, or with other capitals as far as the database knows them."""
    found = Q(pk__in=[])
    for word in filter(None, words):
        found |= Q(**{f"{field}__icontains": word}) | Q(**{f"{field}__contains": word})
    return found
