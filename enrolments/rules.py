"""Who may study what."""

from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy


def may_enrol(user, course):
    """Is the course open for somebody new?"""
    return user.is_authenticated and course.is_open(at=timezone.now())


def may_study(user, page, enrolment):
    """May `user` read this module or activity page: enrolled and not left, or somebody who may edit it?"""
    if enrolment is not None and enrolment.is_active:
        return True
    return user.is_authenticated and may_edit(user, page)


def may_edit(user, page):
    """May `user` change this page, by Wagtail's permissions?"""
    return PagePermissionPolicy().user_has_permission_for_instance(user, "change", page)
