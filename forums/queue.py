"""What waits for those who look after discussions, and what they did: over all the discussions of one of them."""

from datetime import timedelta

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from forums.models import Discussion, ModerationEvent, Post, Report
from forums.reading import ago
from forums.rules import may_see_queue

UNANSWERED_AFTER = timedelta(hours=48)
ROWS_PER_PAGE = 20
EVENTS_PER_PAGE = 50
MENU_SECONDS = 300


class Kind(TextChoices):
    """Why a post waits. The order of these words is that of the queue."""

    HELD = "held", _("Held since it was sent")
    HIDDEN = "hidden", _("Hidden by reports")
    REPORTED = "reported", _("Reported")
    SENT_ANYWAY = "sent_anyway", _("Sent although it may identify somebody")
    UNANSWERED = "unanswered", _("Unanswered for 48 hours")


def waiting_for(moderator, *, at):
    """The posts that wait for `moderator` at the moment `at`, each with its `kind`; what waits longest first."""
    posts = Post.objects.filter(removed_at=None, thread__discussion__in=Discussion.objects.looked_after_by(moderator))
    reported = Exists(Report.objects.waiting().filter(post=OuterRef("pk")))
    kind = Case(
        When(~Q(held_for=""), then=Value(Kind.HELD)),
        When(Q(hidden_at__isnull=False, hidden_by=None), then=Value(Kind.HIDDEN)),
        When(Q(hidden_at=None) & reported, then=Value(Kind.REPORTED)),
        When(Q(hidden_at=None, sent_anyway=True), then=Value(Kind.SENT_ANYWAY)),
        When(_unanswered(at), then=Value(Kind.UNANSWERED)),
        default=Value(""),
    )
    return posts.annotate(kind=kind).exclude(kind="").order_by("kind", "written_at", "pk")


def _unanswered(at):
    """An opening to which nobody but its author has written, where somebody still can."""
    others = Post.objects.standing().filter(thread=OuterRef("thread")).exclude(author=OuterRef("author"))
    waits = Q(is_opening=True, hidden_at=None, written_at__lte=at - UNANSWERED_AFTER)
    open_places = Q(thread__discussion__activity=None) | Q(thread__discussion__activity__retired_at=None)
    return waits & open_places & ~Exists(others)


def page_of_queue(moderator, number, *, at, kind="", language=""):
    """A `Page` of what waits, with authors, threads and the reports that wait. Three queries."""
    posts = waiting_for(moderator, at=at)
    posts = posts.filter(kind=kind) if kind else posts
    posts = posts.filter(language=language) if language else posts
    reports = Prefetch("reports", Report.objects.waiting(), to_attr="waiting_reports")
    posts = posts.select_related("author", "thread__cohort").prefetch_related(reports)
    page = Paginator(posts, ROWS_PER_PAGE).get_page(number)
    page.object_list = [_row(post) for post in page.object_list]
    return page


def _row(post):
    return {"post": post, "kind": Kind(post.kind), "age": ago(post.written_at)}


def page_of_log(moderator, number):
    """A `Page` of the acts of moderation in discussions that `moderator` looks after, newest first. Two queries."""
    mine = Discussion.objects.looked_after_by(moderator)
    events = ModerationEvent.objects.filter(thread__discussion__in=mine).select_related("by", "post__author")
    return Paginator(events, EVENTS_PER_PAGE).get_page(number)


def is_shown_queue(user):
    """Does the menu of `user` lead to the queue? Asked on every page, and so held for some minutes."""
    if not user.is_authenticated:
        return False
    return cache.get_or_set(f"forums-queue-{user.pk}", lambda: may_see_queue(user), MENU_SECONDS)


def forget_menu(user):
    """Their rights have changed."""
    cache.delete(f"forums-queue-{user.pk}")
