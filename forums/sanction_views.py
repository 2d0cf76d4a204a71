"""Deciding about people, and reading what was decided about oneself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forums import actions
from forums.models import Post, Sanction
from forums.ordering_forms import SanctionForm
from forums.rules import may_moderate, may_sanction

VERBS = {
    Sanction.Kind.WARNING: actions.warn_author,
    Sanction.Kind.SILENCE: actions.silence_author,
    Sanction.Kind.REMOVAL: actions.remove_author,
}


@login_required
@require_http_methods(["GET", "POST"])
def sanction_author(request, key):
    """Warn the author of a post, let them not write for a time, or remove them from the course."""
    post = get_object_or_404(Post.objects.with_place().select_related("author"), key=key)
    if not may_sanction(request.user, post):
        raise Http404
    form = SanctionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        _decide(request.user, post, **form.cleaned_data)
        messages.success(request, _("Done. The person is told, with your reason."))
        return redirect(post)
    context = {"form": form, "post": post, "earlier": _earlier(post), "now": timezone.now()}
    return render(request, "forums/sanction_author.html", context, status=422 if form.is_bound else 200)


def _decide(moderator, post, *, kind, days, reason):
    fields = {"days": days} if kind == Sanction.Kind.SILENCE else {}
    try:
        return VERBS[kind](moderator=moderator, post=post, reason=reason, **fields)
    except actions.NotAllowed:  # has no enrolment to be removed from
        raise Http404 from None


def _earlier(post):
    """What was decided before about the author in this course, newest first."""
    now = timezone.now()
    found = list(Sanction.objects.of(post.author).in_course(post.thread.discussion.course_id).select_related("by"))
    for sanction in found:
        sanction.holds = sanction.is_in_force(at=now)
    return found


@login_required
@require_POST
def lift_sanction(request, key):
    """Take a decision back before its time."""
    sanction = get_object_or_404(Sanction, key=key)
    if not may_moderate(request.user, Post.objects.with_place().get(pk=sanction.post_id).thread.discussion):
        raise Http404
    actions.lift_sanction(moderator=request.user, sanction=sanction)
    messages.success(request, _("The decision is taken back."))
    return redirect("forums:sanction_author", key=sanction.post.key)


@login_required
@require_safe
def my_sanctions(request):
    """What moderators have decided about the reader, in all courses."""
    sanctions = Sanction.objects.of(request.user).select_related("course", "post")
    return render(request, "forums/my_sanctions.html", {"sanctions": sanctions})


@login_required
@require_POST
def mark_seen(request, key):
    """The reader has read a decision about themselves."""
    sanction = get_object_or_404(Sanction.objects.of(request.user), key=key)
    actions.mark_seen(user=request.user, sanction=sanction)
    return redirect("forums:my_sanctions")
