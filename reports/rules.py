"""Who may see reports. What is in them is limited by `within_remit_of`."""

from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.rules import may_manage
from courses.models import CoursePage

EDITING = PagePermissionPolicy(CoursePage)


def may_see_reports(user):
    """Those who answer for a programme in some country."""
    return may_manage(user)


def may_edit_courses(user):
    """Is there any page that `user` may edit, so that the list of their courses means something?"""
    return EDITING.user_has_any_permission(user, ["change"])
