"""Lists of threads: of an activity, of a subject in a course, of a whole course, and what is new in them."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, Window
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Seat
from forums.models import Discussion, Follow, Thread, is_unread_by, is_wanted_by
from forums.news import languages_of, news_key
from forums.paging import number_in
from forums.rules import edited_pages, reads_as_learner
from pages.prepared import prepared

THREADS_PER_PAGE = 20
NEWEST_SHOWN = 10
NEWS_SECONDS = 60
ALL = "all"  # stands in an address for all languages


@dataclass(frozen=True)
class Filter:
    """What of a list somebody wants to see, as it stands in an address; what makes no sense filters nothing."""

    show: str = ""
    language: str = ""
    all_languages: bool = False

    SHOWN = {"unanswered": _("Unanswered"), "mine": _("Mine"), "followed": _("Followed")}

    @classmethod
    def of(cls, query):
        show, language = query.get("show", ""), query.get("language", "")
        return cls(
            show=show if show in cls.SHOWN else "",
            language=language if language in dict(settings.LANGUAGES) else "",
            all_languages=query.get("languages") == ALL,
        )

    def __bool__(self):
        return bool(self.show or self.language)

    @property
    def languages(self):
        return settings.LANGUAGES

    @property
    def as_query(self):
        """As it stands in an address."""
        return {"show": self.show, "language": self.language, "languages": ALL if self.all_languages else ""}

    def of_threads(self, threads, user):
        if self.show == "unanswered":
            threads = threads.unanswered()
        if self.show == "mine":
            threads = threads.with_part_of(user)
        if self.show == "followed":
            threads = threads.followed_by(user)
        return threads.filter(language=self.language) if self.language else threads


def page_of_threads(place, user, query, groups=None):
    """A `Page` of the threads at `place`, a `Discussion`, that `user` may read, newest activity first.

    The address `query` filters them, and staff's `groups`, a `GroupFilter`.

    One query, with their number in every row, and one more for who has chosen languages. `page.filter` is the `Filter`,
    `page.left_out` how many are not there because of their language; `page.shows_all`: although languages are chosen.
    """
    wanted, chosen = Filter.of(query), languages_of(user)
    languages = None if wanted.language or wanted.all_languages else chosen
    number = number_in(query.get("page"))
    start = (number - 1) * THREADS_PER_PAGE
    ways = {"wanted": replace(wanted, all_languages=False), "languages": languages and tuple(sorted(languages))}
    if reads_as_learner(user) and not start:
        rows = _first_lines_for_learner(user, *_whereabouts(place), subject=place.subject, **ways)
    else:
        rows = list(_lines(_readable(place, user, groups), user, start=start, **ways))
    if not rows and start:
        return page_of_threads(place, user, wanted.as_query, groups)
    page = Paginator(range(rows[0].total if rows else 0), THREADS_PER_PAGE).get_page(number)
    page.object_list, page.filter = rows, wanted
    page.left_out = 0
    if languages:
        page.left_out = wanted.of_threads(_readable(place, user, groups), user).count() - page.paginator.count
    page.shows_all = bool(chosen and wanted.all_languages)
    return page


def _readable(place, user, groups):
    threads = Thread.objects.readable_by(user).at(place).listed()
    return groups.of_threads(threads) if groups else threads


def _whereabouts(place):
    return place.activity_id, place.cohort_id, place.course_id


@prepared
def _first_lines_for_learner(user, activity, cohort, course, *, subject, **ways):
    place = Discussion(activity_id=activity, cohort_id=cohort, course_id=course, subject=subject)
    return _lines(Thread.objects.studied_by(user).at(place).listed(), user, **ways)


def _lines(threads, user, *, wanted, languages, start=0):
    """So many of `threads` as a page has, each with the `total`."""
    found = wanted.of_threads(threads, user).wanted_by(user, languages)
    listed = _as_listed(found, user, languages).pinned_first()
    return listed.annotate(total=Window(Count("pk")))[start : start + THREADS_PER_PAGE]


def is_followed(place, user):
    """Does `user` follow all that is written at `place`, a `Discussion`? One query."""
    return bool(_follows(user, *_whereabouts(place), subject=place.subject))


@prepared
def _follows(user, activity, cohort, course, *, subject):
    place = Discussion(activity_id=activity, cohort_id=cohort, course_id=course, subject=subject)
    return Follow.objects.of(user).filter(discussion__in=Discussion.objects.at(place)).values_list("pk")[:1]


def _as_listed(threads, user, languages=None):
    return threads.with_read_mark_of(user).with_unread_of(user, languages).with_authors()


def newest_in_course(course, user, languages=None):
    """The newest threads of all discussions of `course` that `user` may read, in `languages`. One query."""
    languages = languages and tuple(sorted(languages))
    if reads_as_learner(user):
        return _newest_for_learner(user, course.pk, languages=languages)
    return list(_newest(Thread.objects.readable_by(user), user, course, languages))


@prepared
def _newest_for_learner(user, course, *, languages):
    return _newest(Thread.objects.studied_by(user), user, course, languages)


def _newest(threads, user, course, languages):
    there = threads.filter(discussion__course=course, state=Thread.State.STANDING, merged_into=None)
    wanted = there.wanted_by(user, languages)
    return _as_listed(wanted, user, languages).order_by("-last_post_at", "-pk")[:NEWEST_SHOWN]


def news_for(user):
    """The newest threads in which `user` has something to read, in the languages that they chose. One query."""
    chosen = languages_of(user)
    return _news_for(user, languages=chosen and tuple(sorted(chosen)))


@prepared
def _news_for(user, *, languages):
    threads = Thread.objects.with_news_for(user, languages).only("key", "title", "language")
    return threads.order_by("-last_post_at")[:NEWEST_SHOWN]


@dataclass(frozen=True)
class Room:
    """A discussion of a course as its page lists it: `threads` of it are there, `news` of these have something new.

    `left_out` more are in languages that the reader does not want.
    """

    title: str
    url: str
    language: str = ""
    threads: int = 0
    news: int = 0
    left_out: int = 0


def rooms_of(course, user, outline, languages=None):
    """The `Room`s of `course`: its cohorts', its subjects, then its activities' in the order of the outline.

    Two queries. They count what `user` may read and wants to, in `languages`.
    """
    counts = _counts(course, user, languages)
    rooms = [
        Room(title, reverse("forums:cohort", args=[cohort.key]), "", *counts.get(("", None, cohort.pk), ()))
        for title, cohort in _cohorts(course, user)
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


def _cohorts(course, user):
    """[(title, cohort)]: the learner's own; all of the course for who looks after it. One query."""
    mine = Exists(Seat.objects.filter(cohort=OuterRef("pk"), enrolment__user=user, enrolment__left_at=None))
    cohorts = Cohort.objects.in_course(course).annotate(is_mine=mine)
    if not user.has_perm("forums.moderate_post"):
        edited = edited_pages(user).order_by().values("translation_key")
        cohorts = cohorts.filter(Q(is_mine=True) | Q(course__key__in=edited))
    own, other = _("Your cohort: %(name)s"), _("Cohort: %(name)s")
    return [((own if cohort.is_mine else other) % {"name": cohort.name}, cohort) for cohort in cohorts]


def _counts(course, user, languages):
    """{(subject, activity, cohort): (threads, those with news, those left out)} of what `user` may read."""
    languages = languages and tuple(sorted(languages))
    if reads_as_learner(user):
        counted = _counted_for_learner(user, course.pk, languages=languages)
    else:
        counted = _counted(Thread.objects.readable_by(user), user, course, languages)
    return {tuple(place): (n, news, total - n) for *place, total, n, news in counted}


@prepared
def _counted_for_learner(user, course, *, languages):
    return _counted(Thread.objects.studied_by(user), user, course, languages)


def _counted(threads, user, course, languages):
    wanted = is_wanted_by(user, languages)
    news = Count("pk", filter=wanted & is_unread_by(user, languages))
    listed = threads.filter(discussion__course=course).listed().order_by()
    places = listed.values_list("discussion__subject", "discussion__activity", "discussion__cohort")
    return places.annotate(total=Count("pk"), wanted=Count("pk", filter=wanted), news=news)


def news_by_course(user):
    """{course id: how many threads have something that `user` has not seen}, of courses that they study.

    In the languages that they chose. One query, held for a minute or until they read something.
    """
    return cache.get_or_set(news_key(user), lambda: _news_by_course(user), NEWS_SECONDS)


def _news_by_course(user):
    threads = Thread.objects.studied_by(user).unread_by(user, languages_of(user))
    counted = threads.order_by().values_list("discussion__course").annotate(n=Count("pk"))
    return dict(counted)
