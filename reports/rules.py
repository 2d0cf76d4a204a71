"""Who may see reports. What is in them is limited by `within_remit_of`."""

from accounts.rules import may_manage


def may_see_reports(user):
    """Those who answer for a programme in some country. Asked once for each `user` object: every menu item asks."""
    if "_may_see_reports" not in user.__dict__:
        user.__dict__["_may_see_reports"] = may_manage(user)
    return user.__dict__["_may_see_reports"]
