"""Where discussions meet other pages."""

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from forums.models import Announcement, Follow, Thread
from forums.queue import is_shown_queue, waiting_for
from forums.reading import ago, page_of_threads
from forums.rules import may_announce

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
    page = page_of_threads(activity.pk, user, request.GET.get("page", ""))
    return {"request": request, "user": user, "activity": activity, "page": page}


@register.simple_tag
def discussions_with_news(user):
    """The threads in which `user` has something to read, newest first, at most ten. One query."""
    threads = Thread.objects.with_news_for(user).only("key", "title", "language").order_by("-last_post_at")
    return list(threads[:NEWS_SHOWN])


@register.simple_tag
def posts_waiting(user):
    """How many posts wait for `user` in the queue of moderation; None for who looks after none."""
    return waiting_for(user, at=timezone.now()).count() if is_shown_queue(user) else None


@register.simple_tag
def follows_discussion(activity, user):
    """Does `user` follow all that is written at `activity`? One query."""
    return Follow.objects.of(user).filter(discussion__activity=activity.pk).exists()


@register.inclusion_tag("forums/_announcements_panel.html", takes_context=True)
def announcements_panel(context, course):
    """The newest announcement in `course` that the reader may read, and the way to all. Two queries at most."""
    user = getattr(context.get("request"), "user", None)
    if user is None:
        return {}
    newest = Announcement.objects.filter(course=course).readable_by(user).prefetch_related("texts").first()
    text = newest.text_in(get_language()) if newest else None
    may_write = user.is_staff and may_announce(user, course)
    return {"course": course, "newest": newest, "text": text, "may_write": may_write}
