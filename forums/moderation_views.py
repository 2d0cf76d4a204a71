"""Keeping discussions safe: what waits, hiding posts, taking that back, and the log."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forums import actions
from forums.models import Post
from forums.moderation_forms import HideForm, QueueForm, RedactForm
from forums.queue import page_of_log, page_of_queue
from forums.rules import may_moderate, may_see_queue

FILTERS = ("kind", "language", "page")


@login_required
@require_safe
def show_queue(request):
    """What waits for this moderator, in all discussions that they look after."""
    if not may_see_queue(request.user):
        raise Http404
    form = QueueForm(request.GET)
    page = page_of_queue(request.user, request.GET.get("page"), at=timezone.now(), **form.wanted)
    context = {"form": form, "page": page, "queue": _filters(request.GET)}
    return render(request, "forums/moderation_queue.html", context)


@login_required
@require_safe
def show_log(request):
    """What was done in all discussions that this moderator looks after."""
    if not may_see_queue(request.user):
        raise Http404
    page = page_of_log(request.user, request.GET.get("page"))
    return render(request, "forums/moderation_log.html", {"page": page})


def _filters(query):
    """Where in the queue somebody is, as a query string of nothing else."""
    found = QueryDict(mutable=True)
    found.update({name: query[name] for name in FILTERS if query.get(name)})
    return found.urlencode()


def onward(request, post):
    """Back to the place in the queue from which somebody came, or to the post."""
    if "queue" not in request.POST:
        return redirect(post)
    return redirect(f"{reverse('forums:queue')}?{_filters(QueryDict(request.POST['queue']))}")


def post_to_moderate(request, key):
    """The post, for those who may moderate it; it is nobody else's business."""
    post = get_object_or_404(Post.objects.with_place().select_related("author"), key=key, removed_at=None)
    if not may_moderate(request.user, post.thread.discussion):
        raise Http404
    return post


@login_required
@require_http_methods(["GET", "POST"])
def hide_post(request, key):
    """Hide a post, with a reason that is shown in its place."""
    post = post_to_moderate(request, key)
    form = HideForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.hide_post(moderator=request.user, post=post, reason=form.cleaned_data["reason"])
        messages.success(request, _("The post is hidden."))
        return onward(request, post)
    context = {"form": form, "post": post, "queue": (request.POST or request.GET).get("queue")}
    return render(request, "forums/hide_post.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def redact_post(request, key):
    """Black a passage out of a post."""
    post = post_to_moderate(request, key)
    form = RedactForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.redact_post(moderator=request.user, post=post, **form.cleaned_data)
        except actions.PassageNotFound:
            form.add_error("passage", _("The post does not say this. Copy the passage as it stands in the text above."))
        else:
            messages.success(request, _("The passage is blacked out."))
            return onward(request, post)
    context = {"form": form, "post": post, "queue": (request.POST or request.GET).get("queue")}
    return render(request, "forums/redact_post.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def restore_post(request, key):
    """Show a hidden post again."""
    post = post_to_moderate(request, key)
    actions.restore_post(moderator=request.user, post=post)
    messages.success(request, _("The post is shown again."))
    return onward(request, post)


@login_required
@require_POST
def dismiss_reports(request, key):
    """Leave a reported post as it is."""
    post = post_to_moderate(request, key)
    actions.dismiss_reports(moderator=request.user, post=post)
    messages.success(request, _("The reports are dismissed."))
    return onward(request, post)
