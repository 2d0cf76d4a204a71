"""A page of a thread as one reader sees it: what each post shows, and what the reader may do with it."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b

from django.core.paginator import Paginator
from django.db.models import Count, Subquery, Window
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forums.models import Post, Thread
from forums.rules import may_edit, may_moderate, may_post, may_remove, may_report

TOPS_PER_PAGE = 30
FETCHED_WHOLE = 100  # posts
THREADS_PER_PAGE = 20


def ago(moment):
    """`just now`, `5 minutes ago`, `3 hours ago`; from a day on, the date."""
    minutes = (timezone.now() - moment) // timedelta(minutes=1)
    if minutes < 1:
        return _("just now")
    language = get_language()
    return _recently(language, minutes) if minutes < 24 * 60 else _day(language, timezone.localdate(moment))


@lru_cache(maxsize=24 * 60)
def _recently(language, minutes):
    now = timezone.now()
    return _("%(time)s ago") % {"time": timesince(now - timedelta(minutes=minutes), now, depth=1)}


@lru_cache(maxsize=1000)
def _day(language, day):
    return date_format(day, "DATE_FORMAT")


@dataclass
class ShownPost:
    """`shows_text`: may this reader see the words? For a hidden post that is moderators only."""

    post: Post
    shows_text: bool
    may_edit: bool
    may_remove: bool
    may_hide: bool
    may_restore: bool
    may_answer: bool
    may_report: bool
    is_reported: bool  # by this reader
    sees_history: bool = False
    may_redact: bool = False
    answers: list = field(default_factory=list)

    @property
    def may_act(self):
        return any(self._rights)

    @property
    def _rights(self):
        changes = (self.may_edit, self.may_remove, self.may_hide, self.may_restore)
        return (self.may_answer, *changes, self.may_report, self.may_redact)

    @property
    def age(self):
        return ago(self.post.written_at)

    @property
    def has_form(self):
        """Does the part of the page hold a form, which is drawn for one person and one visit?"""
        return self.may_restore or any(answer.may_restore for answer in self.answers)

    @property
    def looks(self):
        """All that the post's part of the page depends on, with its answers: a digest."""
        return blake2b(repr(self._looks()).encode(), digest_size=16).hexdigest()

    def _looks(self):
        post, author = self.post, self.post.author
        rights = (self.shows_text, self.is_reported, self.sees_history, *self._rights)
        changes = (post.edited_at, post.hidden_at, post.hidden_by_id, post.removed_at)
        answers = [answer._looks() for answer in self.answers]
        return (post.pk, changes, author.name, author.country.code, rights, self.age, answers)

    @property
    def tone(self):
        """The colour of the author's round picture, as `elements/avatar.html` chooses it."""
        return self.post.author_id % 10

    @property
    def moment(self):
        return self.post.written_at.isoformat(timespec="minutes")


@dataclass
class Reader:
    """Somebody at an activity's discussion, and what they may do there; the rules are asked once."""

    user: object
    writes: bool
    moderates: bool
    at: object

    def show(self, post):
        is_reported = getattr(post, "is_reported", False)
        is_hidden, is_removed = post.hidden_at is not None, post.removed_at is not None
        return ShownPost(
            post=post,
            shows_text=not is_removed and (self.moderates or not is_hidden),
            may_edit=self.writes and may_edit(self.user, post, at=self.at),
            may_remove=may_remove(self.user, post),
            may_hide=self.moderates and (post.is_standing or post.is_hidden_by_reports),
            may_restore=self.moderates and is_hidden,
            may_answer=self.writes and post.is_standing,
            may_report=not self.moderates and not is_reported and may_report(self.user, post),
            is_reported=is_reported,
            sees_history=self.moderates or (post.author_id == self.user.pk and post.is_standing),
            may_redact=self.moderates and not is_removed,
        )


def reader_of(user, activity, *, enrolled):
    """The `Reader` that `user` is at `activity`; they have the right to read it."""
    return Reader(
        user=user,
        writes=may_post(user, activity, enrolled=enrolled),
        moderates=may_moderate(user, activity),
        at=timezone.now(),
    )


def page_of_posts(thread, reader, number):
    """A `Page` of `ShownPost`s, the opening and answers to it, with what nests below them. One query.

    `number` may be anything, as it stands in an address. A short thread is fetched whole and cut here: composing a
    query for one page of it costs more than its posts do.
    """
    if thread.posts_count > FETCHED_WHOLE:
        return _page_of_long(thread, reader, number)
    nested = _nested(thread.posts.with_authors().with_report_of(reader.user).order_by("pk"), reader)
    shown = [entry for entry in nested if entry.post.removed_at is None or entry.answers]
    return Paginator(shown, TOPS_PER_PAGE).get_page(number)


def _page_of_long(thread, reader, number):
    all_tops = thread.posts.shown().tops().order_by("pk")
    wanted = int(number) if str(number or "").isdecimal() and len(number) < 7 else 1
    start = max(0, wanted - 1) * TOPS_PER_PAGE
    tops = all_tops[start : start + TOPS_PER_PAGE]
    total = all_tops.order_by().values("thread").annotate(n=Count("pk")).values("n")
    nested = thread.posts.nested_below(tops).with_authors().with_report_of(reader.user)
    posts = list(nested.annotate(total=Subquery(total)))
    if not posts and start:
        return _page_of_long(thread, reader, "1")
    page = Paginator(range(posts[0].total if posts else 0), TOPS_PER_PAGE).get_page(wanted)
    page.object_list = _nested(posts, reader)
    return page


def _nested(posts, reader):
    """Posts in the order of writing as `ShownPost`s; what nests stands below its parent, unless it is removed."""
    shown = {}
    for post in posts:
        entry = reader.show(post)
        if post.parent_id is None:
            shown[post.pk] = entry
        elif post.parent_id in shown and post.removed_at is None:
            shown[post.parent_id].answers.append(entry)
    return list(shown.values())


def page_number_of(post):
    """The page of its thread on which `post` stands today. One query."""
    top = post.parent_id or post.pk
    before = Post.objects.filter(thread=post.thread_id, pk__lt=top).shown().tops().count()
    return before // TOPS_PER_PAGE + 1


def page_of_threads(activity_pk, user, number, *, is_post_first=False):
    """A `Page` of the threads at an activity, newest activity first. One query, with their number in every row.

    `number` is text from an address and may be anything. `is_post_first`: do its terms say so?
    """
    threads = Thread.objects.of_activity(activity_pk).listed().with_read_mark_of(user).with_authors()
    threads = threads.open_to(user) if is_post_first else threads
    counted = threads.annotate(total=Window(Count("pk")))
    wanted = int(number) if number.isdecimal() and len(number) < 7 else 1
    start = max(0, wanted - 1) * THREADS_PER_PAGE
    rows = list(counted[start : start + THREADS_PER_PAGE])
    if not rows and start:
        return page_of_threads(activity_pk, user, "1", is_post_first=is_post_first)
    page = Paginator(range(rows[0].total if rows else 0), THREADS_PER_PAGE).get_page(wanted)
    page.object_list = rows
    return page
