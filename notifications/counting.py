"""How much is unread: shown on every page, and so held for a minute."""

from django.core.cache import cache

from notifications.models import Notice

SECONDS = 60
MOST = 100  # beyond it nobody counts


def unread_count(user):
    """How many unread notices `user` has, up to `MOST`. At most one query, and none for a minute after it."""
    return cache.get_or_set(_key(user.pk), lambda: _count(user), SECONDS)


def _count(user):
    return len(Notice.objects.of(user).readable_by(user).unread().order_by().values_list("pk", flat=True)[:MOST])


def forget_counts(user_ids):
    """Something has changed for them."""
    cache.delete_many([_key(user_id) for user_id in user_ids])


def _key(user_id):
    return f"notifications-unread-{user_id}"
