"""Changing and removing what was posted: one's own words, and as a moderator those of others."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forums import actions
from forums.composing import Place, send
from forums.forms import EditForm, OpeningEditForm
from forums.models import Post, Thread
from forums.moderation_forms import OpeningReviseForm, ReviseForm
from forums.moderation_views import onward, post_to_moderate
from forums.rules import may_edit, may_remove, may_revise
from forums.views import place_of


def own_post_or_404(request, key):
    """The reader's own post while it stands. What is not theirs is not found."""
    post = get_object_or_404(Post.objects.with_place(), key=key, author=request.user)
    if not may_remove(request.user, post):
        raise Http404
    return post


@login_required
@require_http_methods(["GET", "POST"])
def edit_post(request, key):
    """Change one's own words for a while."""
    post = own_post_or_404(request, key)
    if request.method == "GET" and not may_edit(request.user, post, at=timezone.now()):
        messages.info(request, _("The time for editing this post is over. You can add an answer to it."))
        return redirect(post)
    form = _edit_form(request, post)
    if form.is_bound and send(request, form, actions.edit_post, editor=request.user, post=post):
        messages.success(request, _("Your changes are saved."))
        return redirect(post)
    context = {"form": form, "post": post, "minutes_left": _minutes_left(post), "where": Place(None)}
    return render(request, "forums/edit_post.html", context, status=form.status if form.is_bound else 200)


def _edit_form(request, post):
    form_class = OpeningEditForm if post.is_opening else EditForm
    if request.method == "POST":
        return form_class(request.POST, request.FILES, author=request.user, edited=post)
    initial = _said_by(post)
    pictures = [str(key) for key in post.pictures.values_list("key", flat=True)]
    return form_class(initial=initial | {"pictures": pictures}, author=request.user, edited=post)


def _minutes_left(post):
    return max(0, int((post.editable_until - timezone.now()).total_seconds() // 60))


@login_required
@require_http_methods(["GET", "POST"])
def remove_post(request, key):
    """Take back one's own words, after a page that says what that means."""
    post = own_post_or_404(request, key)
    if request.method == "GET":
        return render(request, "forums/remove_post.html", {"post": post})
    try:
        actions.remove_post(remover=request.user, post=post)
    except actions.NotAllowed:  # hidden since the page was opened
        raise PermissionDenied from None
    messages.success(request, _("Your post is removed."))
    thread = post.thread
    if Thread.objects.listed().filter(pk=thread.pk).exists():
        return redirect(thread)
    place = place_of(thread.discussion)
    return redirect(place.url if place else "enrolments:my_learning")


@login_required
@require_http_methods(["GET", "POST"])
def revise_post(request, key):
    """Change the words of somebody else, with a reason: for moderators."""
    post = post_to_moderate(request, key)
    if not may_revise(request.user, post):
        messages.info(request, _("Its author looks after this discussion too: moderators do not edit each other."))
        return redirect(post)
    form_class = OpeningReviseForm if post.is_opening else ReviseForm
    form = form_class(request.POST if request.method == "POST" else None, initial=_said_by(post))
    if form.is_bound and form.is_valid() and _revise(request, post, form):
        messages.success(request, _("The post is changed. Its author is told, with your reason."))
        return onward(request, post)
    context = {"form": form, "post": post, "queue": (request.POST or request.GET).get("queue")}
    return render(request, "forums/revise_post.html", context, status=422 if form.is_bound else 200)


def _revise(request, post, form):
    """The changed post; None when it says something else meanwhile, and then the form shows it."""
    try:
        return actions.revise_post(moderator=request.user, post=post, **form.cleaned_data)
    except actions.ChangedMeanwhile as refusal:
        return form.show_newer(refusal.post)
    except actions.NotAllowed:  # removed since the page was opened
        raise Http404 from None


def _said_by(post):
    return {"title": post.thread.title, "text": post.source, "language": post.language, "version": post.version}
