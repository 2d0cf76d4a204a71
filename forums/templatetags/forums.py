"""Where discussions meet other pages."""

from django import template

from forums.models import Thread
from forums.queue import is_shown_queue
from forums.reading import ago, page_of_threads

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
