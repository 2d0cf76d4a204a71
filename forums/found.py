"""What a search over all discussions finds, by pages."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from forums.models import Post, Thread
from forums.prose import plain
from forums.reading import ago
from forums.searching import asked, excerpt

FOUND_PER_PAGE = 20
FEW = 500  # posts


@dataclass(frozen=True)
class Found:
    """A post that a search has found."""

    post: Post
    excerpt: str

    @property
    def age(self):
        return ago(self.post.written_at)


def page_of_found(user, question, *, show="", language="", languages=None, course=None, number=1):
    """The posts that `user` may read and that have every word of `question`, newest first, by pages. Two queries.

    Those in `language`, or else in the `languages` in which they read (None: all). They are not counted: that would
    cost more than finding them. The `Page` knows whether there is a next one.
    """
    posts = _saying(question, Post.objects.readable_by(user))
    posts = posts.filter(language=language) if language else posts.wanted_by(user, languages)
    posts = posts.filter(thread__discussion__course=course) if course else posts
    posts = posts.filter(author=user) if show == "mine" else posts
    posts = posts.filter(thread__in=Thread.objects.followed_by(user)) if show == "followed" else posts
    posts = posts.filter(is_opening=True, thread__in=Thread.objects.unanswered()) if show == "unanswered" else posts
    posts = posts.filter(is_opening=True, thread__kind=Thread.Kind.QUESTION) if show == "questions" else posts
    start = (number - 1) * FOUND_PER_PAGE
    rows = list(posts.select_related("author", "thread").defer("source", "words").order_by("-pk")[start : start + 21])
    wanted = asked(question)
    found = [Found(post, excerpt(plain(post.html), wanted)) for post in rows[:FOUND_PER_PAGE]]
    return FoundPage(found, number, has_next=len(rows) > FOUND_PER_PAGE)


def _saying(question, posts):
    """Those of `posts` with the words of `question`. One query for what few posts say.

    Asked in one with the order, PostgreSQL reads a million posts from the newest on, to find a rare word.
    """
    few = list(Post.objects.saying(question).values_list("pk", flat=True)[: FEW + 1])
    return posts.saying(question) if len(few) > FEW else posts.filter(pk__in=few)


class FoundPage(Page):
    """A page of what was found; how many pages there are nobody knows."""

    def __init__(self, found, number, *, has_next):
        super().__init__(found, number, Paginator(found, FOUND_PER_PAGE))
        self._has_next = has_next

    def has_next(self):
        return self._has_next

    def next_page_number(self):
        return self.number + 1

    def previous_page_number(self):
        return self.number - 1
