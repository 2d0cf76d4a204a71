"""The gate: module and activity pages are for those who study the course, and for those who may edit it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from courses.models import Course
from enrolments.rules import may_edit
from enrolments.study import Study, study_at, study_in
from modules.kinds import ActivityPage
from modules.models import ModulePage


@hooks.register("before_serve_page")
def let_learners_in(page, request, _serve_args, _serve_kwargs):
    """Put the `Study` on the request, or send the visitor to the course's page."""
    if not isinstance(page, (ModulePage, ActivityPage)):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    request.study = _study_of(request.user, page) or _study_of_staff(request.user, page)
    if request.study is None:
        messages.info(request, _("Enrol in the course to open its activities. It takes one tap."))
        return redirect(course_page_url(page))
    return None


def _study_of(user, page):
    if isinstance(page, ActivityPage):
        return study_at(user, page.translation_key, page.language)
    course = Course.objects.filter(modules__key=page.translation_key).first()
    return study_in(user, course, page.language) if course else None


def _study_of_staff(user, page):
    if not may_edit(user, page):
        return None
    course = Course.objects.filter(key__in=page.get_ancestors().values("translation_key")).first()
    key = str(page.translation_key) if isinstance(page, ActivityPage) else ""
    return Study(course, None, page.language, key) if course else None


def course_page_url(page):
    """The address of the course page above `page`."""
    above = page.get_parent() if isinstance(page, ModulePage) else page.get_parent().get_parent()
    return above.specific.get_url()
