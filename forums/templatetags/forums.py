"""Where discussions meet other pages."""

from django import template
from django.urls import reverse

from forums.lists import Room, news_by_course, page_of_threads
from forums.models import Thread
from forums.queue import is_shown_queue
from forums.reading import ago

register = template.Library()
register.filter(ago)
register.filter(is_shown_queue)

NEWS_SHOWN = 10


@register.inclusion_tag("forums/_discussion.html", takes_context=True)
def discussion_panel(context, activity):
    """The threads of `activity` (its row, or as the outline has it), newest activity first, by pages. One query.

    Nothing in a preview, where nobody is reading.
    """
    request = context.get("request")
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return {"page": None}
    threads = Thread.objects.of_activity(activity.pk).readable_by(user)
    page = page_of_threads(threads, user, request.GET)
    return {"request": request, "user": user, "activity": activity, "page": page}


@register.inclusion_tag("forums/_course_link.html", takes_context=True)
def course_discussions(context, course):
    """The way to the discussions of `course`, for who studies it. No query."""
    return {"course": course}


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
    threads = Thread.objects.with_news_for(user).only("key", "title", "language").order_by("-last_post_at")
    return list(threads[:NEWS_SHOWN])
