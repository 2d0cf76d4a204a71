"""Who may do what with certificates."""

from accounts.rules import may_manage


def may_decide_corrections(user):
    """Is `user` one of those who decide on names? On which, `NameCorrection.objects.for_decision_by` says."""
    return may_manage(user)
