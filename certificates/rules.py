"""Who may do what with certificates."""

from accounts.rules import may_manage


def may_decide_corrections(user):
    """Is `user` one of those who decide on names? On which, `NameCorrection.objects.for_decision_by` says."""
    if "_may_decide_corrections" not in user.__dict__:  # every page of Wagtail's admin asks, for its menu
        user.__dict__["_may_decide_corrections"] = may_manage(user)
    return user.__dict__["_may_decide_corrections"]
