"""Who may do what, where no record of study is needed to say so."""

from django.db import router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector

from accounts.models import Remit


def may_manage(user):
    """Does `user` answer for a programme in some country, so that they may see learners' numbers there?

    Asked once for each `user` object: every menu item of Wagtail's admin asks.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if "_may_manage" not in user.__dict__:
        user.__dict__["_may_manage"] = user.is_superuser or Remit.objects.filter(user=user).exists()
    return user.__dict__["_may_manage"]


def has_records(person):
    """Is there anything that must outlive the account: enrolments, posts, certificates, whatever protects itself?"""
    try:
        Collector(using=router.db_for_write(type(person))).collect([person])
    except ProtectedError:
        return True
    return False


def must_hand_over(user):
    """Does `user` administer the site? Then others need somebody in their place before the account can be erased."""
    return user.is_superuser
