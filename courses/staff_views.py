"""Who teaches a course: appointed and dismissed by superusers, in Wagtail's admin."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from accounts.models import User
from courses.actions import appoint_instructor, dismiss_instructor, instructors_of
from courses.forms import InstructorForm
from courses.models import CoursePage
from courses.rules import may_appoint


@require_http_methods(["GET", "POST"])
def instructors(request, key):
    """The instructors of a course, and a form for one more."""
    page = _course_page_or_404(request, key)
    form = InstructorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        appoint_instructor(user=form.user, course_page=page)
        messages.success(request, _("%(name)s may edit this course now.") % {"name": form.user})
        return redirect("course_instructors", key=key)
    return render(request, "courses/staff/instructors.html", _context(page, form), status=422 if form.errors else 200)


@require_POST
def dismiss(request, key):
    """Take the course out of somebody's hands."""
    page = _course_page_or_404(request, key)
    form = InstructorForm(request.POST)
    if form.is_valid():
        dismiss_instructor(user=form.user, course_page=page)
        messages.success(request, _("%(name)s may not edit this course any more.") % {"name": form.user})
    return redirect("course_instructors", key=key)


def _course_page_or_404(request, key):
    if not may_appoint(request.user):
        raise PermissionDenied
    page = CoursePage.objects.filter(translation_key=key).order_by("pk").first()
    if page is None:
        raise Http404
    return page


def _context(page, form):
    group = instructors_of(page)
    people = User.objects.filter(groups=group).order_by("name") if group else []
    return {
        "page": page,
        "form": form,
        "people": people,
        "header_title": _("Instructors: %(course)s") % {"course": page.title},
        "breadcrumbs_items": [{"url": "/admin/", "label": _("Home")}, {"url": "", "label": page.title}],
    }
