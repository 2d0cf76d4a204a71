"""Where discussions meet other pages."""

from django import template
from django.utils.safestring import mark_safe

from forums.models import Discussion, Draft, Thread
from forums.people import mention_key
from forums.progress import progress_of
from forums.prose import render
from forums.queue import is_shown_queue
from forums.reading import ago, page_of_threads

register = template.Library()
register.filter(ago)
register.filter(is_shown_queue)

NEWS_SHOWN = 10


@register.filter
def prose(source):
    """Markdown as safe HTML, for what is not rendered when it is written."""
    return mark_safe(render(source))


@register.inclusion_tag("forums/_discussion.html", takes_context=True)
def discussion_panel(context, activity):
    """The threads of `activity` (its row, or as the outline has it), newest activity first, by pages. One query.

    Nothing in a preview, where nobody is reading; of a discussion that is closed to them, nothing but that it is.
    """
    request = context.get("request")
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return {"page": None}
    is_post_first = bool(activity.terms.get("post_first"))
    page = page_of_threads(activity.pk, user, request.GET.get("page", ""), is_post_first=is_post_first)
    is_closed = is_post_first and not page.object_list and _is_closed(activity, user)
    return {"request": request, "user": user, "activity": activity, "page": page, "is_closed": is_closed}


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
    """What `user` has begun and not sent, the newest first, at most ten. One query."""
    drafts = Draft.objects.open().of(user).filter(activity__retired_at=None)
    return list(drafts.select_related("activity", "thread", "parent")[:NEWS_SHOWN])


@register.inclusion_tag("forums/_writing_tools.html", takes_context=True)
def writing_tools(context, activity):
    """What scripts need on a page with a form for writing: buttons, words and addresses. Without them it stays unseen.

    `writer` keeps the drafts of people who share a browser apart.
    """
    user = getattr(context.get("request"), "user", None)
    return {"activity": activity, "writer": mention_key(user) if user else ""}


@register.simple_tag
def discussions_with_news(user):
    """The threads in which `user` has something to read, newest first, at most ten. One query."""
    threads = Thread.objects.with_news_for(user).only("key", "title", "language").order_by("-last_post_at")
    return list(threads[:NEWS_SHOWN])
