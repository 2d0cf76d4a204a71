"""Announcements of a course: reading and writing."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import Course
from enrolments.models import Enrolment
from forums import actions
from forums.announcement_forms import AnnouncementForm
from forums.models import Announcement
from forums.rules import may_announce

PER_PAGE = 10


def _course(key):
    return get_object_or_404(Course.objects.with_titles(), key=key)


@require_safe
def show_announcements(request, key):
    """Those of the course that the visitor may read, newest first, by pages."""
    course = _course(key)
    found = Announcement.objects.filter(course=course).readable_by(request.user).with_texts()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    may_write = request.user.is_authenticated and may_announce(request.user, course)
    if not page.object_list and not may_write and not _studies(request.user, course):
        raise Http404
    for announcement in page.object_list:
        announcement.text = announcement.text_in(get_language())
    context = {"course": course, "listing": course.listing_in(get_language()), "page": page, "may_write": may_write}
    context["has_feed"] = any(announcement.is_public for announcement in page.object_list)
    return render(request, "forums/announcements.html", context)


def _studies(user, course):
    return user.is_authenticated and Enrolment.objects.active().of(user).in_course(course).exists()


@require_safe
def find_announcement(request, key):
    """The permanent address of an announcement: to its place in the list of its course."""
    announcement = get_object_or_404(Announcement.objects.readable_by(request.user).select_related("course"), key=key)
    newer = Announcement.objects.filter(course=announcement.course).readable_by(request.user)
    number = newer.filter(published_at__gt=announcement.published_at).count() // PER_PAGE + 1
    page = f"?page={number}" if number > 1 else ""
    address = reverse("forums:announcements", args=[announcement.course.key])
    return redirect(f"{address}{page}#{announcement.anchor}")


@login_required
@require_http_methods(["GET", "POST"])
def new_announcement(request, key):
    """Tell everybody in the course, or one cohort of it."""
    course = _course(key)
    if not may_announce(request.user, course):
        raise Http404
    form = AnnouncementForm(_sent(request), languages=_languages(course), course=course)
    announcement = _publish(request, form, course) if form.is_bound and form.is_valid() else None
    if announcement:
        messages.success(request, _("It is published, and the mails are on their way."))
        return redirect(announcement)
    return _show_form(request, form, course)


def _sent(request):
    return request.POST if request.method == "POST" else None


def _publish(request, form, course):
    try:
        return actions.publish_announcement(author=request.user, course=course, **form.cleaned)
    except actions.KeyUsed:
        return form.add_error(None, _("Your form is too old. Open it again."))


@login_required
@require_http_methods(["GET", "POST"])
def edit_announcement(request, key):
    """Say it in other words. Nobody is told again."""
    announcement = _own(request.user, key)
    course = announcement.course
    form = AnnouncementForm(_sent(request), languages=_languages(course), course=course, announcement=announcement)
    if form.is_bound and form.is_valid():
        actions.edit_announcement(editor=request.user, announcement=announcement, **form.changed)
        messages.success(request, _("Your changes are saved."))
        return redirect(announcement)
    return _show_form(request, form, course, announcement)


def _show_form(request, form, course, announcement=None):
    context = {"form": form, "course": course, "listing": course.listing_in(get_language())}
    context["announcement"] = announcement
    return render(request, "forums/announcement_form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw_announcement(request, key):
    """Show it to nobody any more, after a page that says what that means."""
    announcement = _own(request.user, key)
    if request.method == "GET":
        context = {"announcement": announcement, "text": announcement.text_in(get_language())}
        return render(request, "forums/withdraw_announcement.html", context)
    actions.withdraw_announcement(editor=request.user, announcement=announcement)
    messages.success(request, _("The announcement is withdrawn."))
    return redirect("forums:announcements", key=announcement.course.key)


def _own(user, key):
    """One that `user` may change; what is not theirs is not found."""
    found = Announcement.objects.standing().with_texts().select_related("course").prefetch_related("course__listings")
    announcement = get_object_or_404(found, key=key)
    if not may_announce(user, announcement.course):
        raise Http404
    return announcement


def _languages(course):
    """The languages of the course, its own first."""
    found = {course.source_language: None} | {listing.language: None for listing in course.listings.all()}
    return [code for code in found if code in dict(settings.LANGUAGES)]
