"""Who may do what with cohorts."""

from accounts.rules import may_manage


def may_keep_cohorts(user):
    """Is `user` one of those who open cohorts and seat learners? In which, `within_remit_of` says."""
    return may_manage(user)
