"""Who may do what, where no record of study is needed to say so."""

from accounts.models import Remit


def may_manage(user):
    """Does `user` answer for a programme in some country, so that they may see learners' numbers there?"""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or Remit.objects.filter(user=user).exists()
