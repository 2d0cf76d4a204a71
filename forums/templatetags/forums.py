"""Where discussions meet other pages."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from forums.models import Thread
from forums.reading import page_of_threads

register = template.Library()

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


@register.filter
def ago(moment):
    """`just now`, `5 minutes ago`, `3 hours ago`; from a day on, the date."""
    passed = timezone.now() - moment
    if passed < timedelta(minutes=1):
        return _("just now")
    if passed < timedelta(days=1):
        return _("%(time)s ago") % {"time": timesince(moment, depth=1)}
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
