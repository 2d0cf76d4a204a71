"""Following and muting, by a button. htmx gets the button in its new state."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from forums import actions
from forums.finding import discussion_in, discussion_of, discussion_on, find_thread
from forums.views import place_of

OF_THREAD = {
    "follow": actions.follow_thread,
    "mute": actions.mute_thread,
    "unfollow": actions.unfollow_thread,
}
OF_DISCUSSION = {"follow": actions.follow_discussion, "unfollow": actions.unfollow_discussion}


@login_required
@require_POST
def follow_thread(request, key):
    """Follow a thread, stop following it, or mute it: `what`."""
    thread = find_thread(request.user, key=key)
    if not thread.is_listed:
        raise Http404
    what = request.POST.get("what")
    if what not in OF_THREAD:
        return HttpResponseBadRequest()
    _do(OF_THREAD[what], user=request.user, thread=thread)
    thread.muted = {"follow": False, "mute": True}.get(what)
    return render(request, "forums/_follow.html", {"thread": thread}) if request.htmx else redirect(thread)


@login_required
@require_POST
def follow_discussion(request, key):
    """Follow all that is written in the discussion of the activity with that key, or stop: `what`."""
    return _follow_place(request, discussion_of(key))


@login_required
@require_POST
def follow_subject(request, key, subject):
    """Follow all that is written on a subject of the course with that key, or stop: `what`."""
    return _follow_place(request, discussion_on(key, subject))


@login_required
@require_POST
def follow_cohort(request, key):
    """Follow all that is written in the discussion of the cohort with that key, or stop: `what`."""
    return _follow_place(request, discussion_in(key))


def _follow_place(request, discussion):
    what = request.POST.get("what")
    if what not in OF_DISCUSSION:
        return HttpResponseBadRequest()
    _do(OF_DISCUSSION[what], user=request.user, discussion=discussion)
    if request.htmx:
        context = {"activity": discussion.activity, "place": discussion, "follows": what == "follow"}
        return render(request, "forums/_follow_discussion.html", context)
    place = place_of(discussion)
    return redirect(f"{place.url}#discussion" if place else "enrolments:my_learning")


def _do(verb, **arguments):
    try:
        verb(**arguments)
    except actions.NotAllowed:
        raise PermissionDenied from None
