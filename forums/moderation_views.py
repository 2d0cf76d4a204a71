"""Keeping discussions safe: hiding posts, and taking that back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forums import actions
from forums.forms import HideForm
from forums.models import Post
from forums.rules import may_moderate


def _post_to_moderate(request, key):
    """The post, for those who may moderate it; it is nobody else's business."""
    post = get_object_or_404(Post.objects.with_place().select_related("author"), key=key, removed_at=None)
    if not may_moderate(request.user, post.thread.discussion.activity):
        raise Http404
    return post


@login_required
@require_http_methods(["GET", "POST"])
def hide_post(request, key):
    """Hide a post, with a reason that is shown in its place."""
    post = _post_to_moderate(request, key)
    form = HideForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.hide_post(moderator=request.user, post=post, reason=form.cleaned_data["reason"])
        messages.success(request, _("The post is hidden."))
        return redirect(post)
    return render(request, "forums/hide_post.html", {"form": form, "post": post}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def restore_post(request, key):
    """Show a hidden post again."""
    post = _post_to_moderate(request, key)
    actions.restore_post(moderator=request.user, post=post)
    messages.success(request, _("The post is shown again."))
    return redirect(post)
