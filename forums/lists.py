"""Lists of threads: of an activity, of a subject in a course, of a whole course; and what a search finds."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from forums.models import Discussion, Post, Thread
from forums.news import news_key
from forums.paging import number_in
from forums.prose import plain
from forums.reading import ago
from forums.rules import may_moderate
from forums.searching import asked, excerpt

THREADS_PER_PAGE = 20
FOUND_PER_PAGE = 20
FEW = 500  # posts
NEWEST_SHOWN = 10
NEWS_SECONDS = 60


@dataclass(frozen=True)
class Filter:
    """What of a list somebody wants to see, as it stands in an address; what makes no sense filters nothing."""

    show: str = ""
    language: str = ""

    SHOWN = {"unanswered": _("Unanswered"), "mine": _("Mine")}

    @classmethod
    def of(cls, query):
        show, language = query.get("show", ""), query.get("language", "")
        return cls(
            show=show if show in cls.SHOWN else "", language=language if language in dict(settings.LANGUAGES) else ""
        )

    def __bool__(self):
        return bool(self.show or self.language)

    @property
    def languages(self):
        return settings.LANGUAGES

    def of_threads(self, threads, user):
        if self.show == "unanswered":
            threads = threads.unanswered()
        if self.show == "mine":
            threads = threads.with_part_of(user)
        return threads.filter(language=self.language) if self.language else threads


def page_of_threads(threads, user, query):
    """A `Page` of the listed ones of `threads`, newest activity first, as the address `query` filters them.

    One query, with their number in every row. `page.filter` is the `Filter`.
    """
    wanted = Filter.of(query)
    listed = _as_listed(wanted.of_threads(threads.listed(), user), user).pinned_first()
    number = number_in(query.get("page"))
    start = (number - 1) * THREADS_PER_PAGE
    rows = list(listed.annotate(total=Window(Count("pk")))[start : start + THREADS_PER_PAGE])
    if not rows and start:
        return page_of_threads(threads, user, {"show": wanted.show, "language": wanted.language})
    page = Paginator(range(rows[0].total if rows else 0), THREADS_PER_PAGE).get_page(number)
    page.object_list, page.filter = rows, wanted
    return page


def _as_listed(threads, user):
    return threads.with_read_mark_of(user).with_unread_of(user).with_authors()


def newest_in_course(course, user):
    """The newest threads of all discussions of `course` that `user` may read. One query."""
    threads = Thread.objects.readable_by(user).filter(discussion__course=course, state=Thread.State.STANDING)
    return list(_as_listed(threads, user).order_by("-last_post_at", "-pk")[:NEWEST_SHOWN])


@dataclass(frozen=True)
class Room:
    """A discussion of a course as its page lists it: `threads` of it are there, `news` of these have something new."""

    title: str
    url: str
    language: str = ""
    threads: int = 0
    news: int = 0


def rooms_of(course, user, outline, enrolment):
    """The `Room`s of `course`: its cohorts', its subjects, then its activities' in the order of the outline.

    `enrolment`, with its seat, is that by which `user` studies, or None. Three queries at most.
    """
    counts = _counts(course, user)
    rooms = [
        Room(title, reverse("forums:cohort", args=[cohort.key]), "", *counts.get(("", None, cohort.pk), ()))
        for title, cohort in _cohorts(course, user, enrolment)
    ]
    rooms += [
        Room(label, Discussion(course=course, subject=subject).get_absolute_url(), "", *counts.get(_on(subject), ()))
        for subject, label in Discussion.Subject.choices
    ]
    return rooms + [
        Room(activity.title, f"{activity.url}#discussion", activity.language, *counts.get(("", activity.pk, None), ()))
        for activity in outline.activities
        if activity.kind.name == "discussion"
    ]


def _on(subject):
    return subject, None, None


def _cohorts(course, user, enrolment):
    """[(title, cohort)]: the learner's own; all of the course for who looks after it."""
    if may_moderate(user, Discussion(course=course)):
        return [(_("Cohort: %(name)s") % {"name": one.name}, one) for one in Cohort.objects.in_course(course)]
    own = [enrolment.seat.cohort] if hasattr(enrolment, "seat") else []
    return [(_("Your cohort: %(name)s") % {"name": one.name}, one) for one in own]


def _counts(course, user):
    """{(subject, activity, cohort): (threads, those with news)} of what `user` may read."""
    threads = Thread.objects.readable_by(user).filter(discussion__course=course)
    place = ("discussion__subject", "discussion__activity", "discussion__cohort")
    listed = threads.listed().order_by().values_list(*place).annotate(n=Count("pk"))
    unread = threads.unread_by(user).order_by().values_list(*place).annotate(n=Count("pk"))
    news = {tuple(place): n for *place, n in unread}
    return {tuple(place): (n, news.get(tuple(place), 0)) for *place, n in listed}


def news_by_course(user):
    """{course id: how many threads have something that `user` has not seen}, of courses that they study.

    One query, held for a minute or until they read something.
    """
    return cache.get_or_set(news_key(user), lambda: _news_by_course(user), NEWS_SECONDS)


def _news_by_course(user):
    threads = Thread.objects.studied_by(user).unread_by(user)
    counted = threads.order_by().values_list("discussion__course").annotate(n=Count("pk"))
    return dict(counted)


@dataclass(frozen=True)
class Found:
    """A post that a search has found."""

    post: Post
    excerpt: str

    @property
    def age(self):
        return ago(self.post.written_at)


def page_of_found(user, question, *, show="", language="", course=None, number=1):
    """The posts that `user` may read and that have every word of `question`, newest first, by pages. Two queries.

    They are not counted: that would cost more than finding them. The `Page` knows whether there is a next one.
    """
    posts = _saying(question, Post.objects.readable_by(user))
    posts = posts.filter(language=language) if language else posts
    posts = posts.filter(thread__discussion__course=course) if course else posts
    posts = posts.filter(author=user) if show == "mine" else posts
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
