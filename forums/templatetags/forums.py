"""Where discussions meet other pages."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from cohorts.models import Cohort
from forums.audience import GroupFilter, group_filter
from forums.lists import Room, is_followed, news_by_course, news_for, page_of_threads
from forums.models import EVERYBODY, Announcement, AnnouncementText, Discussion, Draft, Split, own_group, text_among
from forums.people import mention_key
from forums.progress import progress_of
from forums.prose import render
from forums.queue import is_shown_queue, waiting_for
from forums.reading import ago, looks
from forums.rules import may_announce, may_moderate, reads_as_learner
from modules.models import Activity
from pages.prepared import prepared

register = template.Library()
register.filter(ago)
register.filter(looks)
register.filter(is_shown_queue)

DRAFTS_SHOWN = 10


@register.filter
def prose(source):
    """Markdown as safe HTML, for what is not rendered when it is written."""
    return mark_safe(render(source))


@register.inclusion_tag("forums/_discussion.html", takes_context=True)
def discussion_panel(context, activity):
    """The threads of `activity` (its row, or as the outline has it), newest activity first, by pages.

    One query; one more for staff, two for learners where it is split by cohort.

    Nothing in a preview, where nobody is reading; of a discussion that is closed to them, nothing but that it is.
    """
    request = context.get("request")
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return {"page": None}
    place = Discussion(activity=Activity(pk=activity.pk, key=activity.key, terms=activity.terms))
    groups, group = _groups_at(place, user, request.GET)
    page = page_of_threads(place, user, request.GET, groups)
    is_closed = bool(activity.terms.get("post_first")) and not page.object_list and _is_closed(activity, user)
    shown = {"page": page, "is_closed": is_closed, "groups": groups, "group": group}
    return {"request": request, "user": user, "activity": activity} | shown


def _groups_at(place, user, query):
    """The `GroupFilter` of staff, and the learner's own `Group`, in the discussion of an activity."""
    if may_moderate(user, place):  # asked for the list in any case
        return group_filter(user, place, query), EVERYBODY
    if place.split == Split.COHORT:
        place.course_id = Activity.objects.values_list("module__course", flat=True).get(pk=place.activity_id)
    return GroupFilter(), own_group(user, place)


def _is_closed(activity, user):
    """Also before anybody has written: whether there is something to see is not told."""
    found = Discussion.objects.filter(activity=activity.pk)
    return not found.exists() or found.closed_to(user).exists()


@register.inclusion_tag("forums/_progress.html")
def discussion_progress(study):
    """How far the learner is with what completes the open discussion, while it is not complete. One query."""
    if not study or not study.enrolment or study.is_complete:
        return {"progress": None}
    return {"progress": progress_of(study.enrolment.user_id, study.activity)}


@register.simple_tag
def my_drafts(user):
    """What `user` has begun and not sent, where it still can be, the newest first, at most ten. One query."""
    return _drafts(user)


@prepared
def _drafts(user):
    drafts = Draft.objects.open().of(user).filter(discussion__activity__retired_at=None)
    return drafts.select_related("discussion__activity", "discussion__course", "thread", "parent")[:DRAFTS_SHOWN]


@register.inclusion_tag("forums/_writing_tools.html", takes_context=True)
def writing_tools(context, discussion):
    """What scripts need on a page with a form for writing: buttons, words and addresses. Without them it stays unseen.

    `writer` keeps the drafts of people who share a browser apart.
    """
    user = getattr(context.get("request"), "user", None)
    return {"discussion": discussion, "writer": mention_key(user) if user else ""}


@register.inclusion_tag("forums/_course_link.html", takes_context=True)
def course_discussions(context, course):
    """The way to the discussions of `course`, for who studies it, and to that of their cohort. One query."""
    user = getattr(context.get("request"), "user", None)
    cohorts = _cohorts(user, course.pk) if user and user.is_authenticated else []
    return {"course": course, "cohort": next(iter(cohorts), None)}


@prepared
def _cohorts(user, course):
    return Cohort.objects.in_course(course).of(user)[:1]


@register.simple_tag
def courses_with_discussions(user, enrolments):
    """(`Room` of the discussions of each course, as a link with what is new). A query a minute."""
    news = news_by_course(user) if enrolments else {}
    return tuple(_room(enrolment, news.get(enrolment.course_id, 0)) for enrolment in enrolments)


def _room(enrolment, news):
    course, listing = enrolment.course, enrolment.listing
    title, language = (listing.title, listing.language) if listing else (course.slug, "")
    return Room(title, reverse("forums:course", args=[course.key]), language, news=news)


@register.simple_tag
def discussions_with_news(user):
    """The threads in which `user` has something to read, newest first, at most ten. One query."""
    return news_for(user)


@register.simple_tag
def posts_waiting(user):
    """How many posts wait for `user` in the queue of moderation; None for who looks after none."""
    return waiting_for(user, at=timezone.now()).count() if is_shown_queue(user) else None


@register.simple_tag
def follows_discussion(user, activity=None, place=None):
    """Does `user` follow all that is written at `activity`, or in the discussion `place`? One query."""
    return is_followed(place or Discussion(activity_id=activity.pk), user)


@register.inclusion_tag("forums/_announcements_panel.html", takes_context=True)
def announcements_panel(context, course):
    """The newest announcement in `course` that the reader may read, and the way to all. Two queries at most."""
    user = getattr(context.get("request"), "user", None)
    if user is None:
        return {}
    newest = next(iter(_newest_announcement(course, user)), None)
    text = text_among(_texts_of(newest.pk), get_language()) if newest else None
    may_write = user.is_staff and may_announce(user, course)
    return {"course": course, "newest": newest, "text": text, "may_write": may_write}


def _newest_announcement(course, user):
    if user.is_authenticated and reads_as_learner(user):
        return _newest_for_learner(user, course.pk)
    return _newest_of(Announcement.objects.readable_by(user), course)


@prepared
def _newest_for_learner(user, course):
    return _newest_of(Announcement.objects.for_learner(user), course)


def _newest_of(announcements, course):
    return announcements.filter(course=course).select_related("cohort")[:1]


@prepared
def _texts_of(announcement):
    return AnnouncementText.objects.filter(announcement=announcement)
