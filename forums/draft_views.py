"""Drafts, as the browser keeps them while somebody writes, and as they are discarded."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forums import actions
from forums.composing import Place
from forums.finding import discussion_in, discussion_of, discussion_on
from forums.models import Discussion, Post, Thread


@login_required
@require_POST
def save(request):
    """Keep what was written so far: 204, or 422 with why not. Sent again it changes nothing."""
    place, key = _place(request.POST), _uuid(request.POST.get("key"))
    words = {name: request.POST.get(name, "") for name in ("kind", "title", "text", "language")}
    try:
        actions.save_draft(user=request.user, key=key, **place.as_fields, **words)
    except actions.NotAllowed:
        raise PermissionDenied from None
    except ValidationError as error:
        return HttpResponse(error.message, status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def _place(data):
    """Where it was written. Nothing of the place is told: whoever may not write there keeps nothing."""
    if data.get("cohort"):
        discussion = discussion_in(_uuid(data["cohort"]))
    elif data.get("subject"):
        discussion = discussion_on(_uuid(data.get("course")), data["subject"])
    else:
        discussion = discussion_of(_uuid(data.get("activity")))
    thread = parent = None
    if data.get("thread"):
        threads = Thread.objects.filter(discussion__in=Discussion.objects.at(discussion))
        thread = get_object_or_404(threads, key=_uuid(data["thread"]))
    if thread and data.get("parent"):
        parent = get_object_or_404(thread.posts, key=_uuid(data["parent"]))
    return Place(discussion, thread, parent)


def _uuid(text):
    try:
        return UUID(text)
    except (ValueError, TypeError, AttributeError):
        raise Http404 from None


@login_required
@require_safe
@never_cache
def is_posted(request, key):
    """Has the form with that key become a post of the visitor's? A browser that was cut off asks."""
    return JsonResponse({"posted": Post.objects.filter(key=key, author=request.user).exists()})


@login_required
@require_POST
def discard(request, key):
    """Forget what was begun."""
    actions.discard_draft(user=request.user, key=key)
    messages.success(request, _("The draft is discarded."))
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = "enrolments:my_learning"
    return redirect(onward)
