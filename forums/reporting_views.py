"""Readers tell moderators of posts that break the rules."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enrolments.models import Enrolment
from forums.actions import NotAllowed
from forums.actions import report_post as report
from forums.forms import ReportForm
from forums.models import Post
from forums.pace import take_turn
from forums.rules import may_read, may_report


def _post_to_report(user, key):
    """A post that `user` reads and somebody else wrote; 404 for any other."""
    posts = Post.objects.with_place().with_report_of(user).select_related("author")
    post = get_object_or_404(posts.filter(removed_at=None).exclude(author=user), key=key)
    discussion = post.thread.discussion
    enrolled = Enrolment.objects.active().of(user).in_course(discussion.course_id).exists()
    if not may_read(user, discussion.activity, enrolled=enrolled) or discussion.is_closed_to(user):
        raise Http404
    return post


@login_required
@require_http_methods(["GET", "POST"])
def report_post(request, key):
    """Report a post of somebody else, with a reason."""
    post = _post_to_report(request.user, key)
    if post.is_reported or not may_report(request.user, post):
        return _nothing_to_report(request, post)
    form = ReportForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        if take_turn(request.user, "report"):
            return _send(request, form, post)
        form.add_error(None, _("You are reporting very fast. Wait a minute and send it again."))
        status = 429
    return render(request, "forums/report_post.html", {"form": form, "post": post}, status=status)


def _send(request, form, post):
    try:
        report(reporter=request.user, post=post, **form.cleaned_data)
    except NotAllowed:  # hidden or removed since the form was opened
        return _nothing_to_report(request, post)
    messages.success(request, _("Thank you. Moderators will look at the post."))
    return redirect(post)


def _nothing_to_report(request, post):
    known = _("You have reported this post already.")
    messages.info(request, known if post.is_reported else _("This post is not shown any more."))
    return redirect(post)
