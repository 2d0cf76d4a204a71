"""What somebody has read of their notices."""

from django.utils import timezone

from notifications.counting import forget_counts
from notifications.models import Notice


def mark_notice_read(*, user, key, at=None):
    """`user` has read the notice with that key; returns whether they have one. The first time counts."""
    mine = Notice.objects.of(user).filter(key=key)
    if mine.filter(read_at=None).update(read_at=at or timezone.now()):
        forget_counts([user.pk])
        return True
    return mine.exists()


def mark_all_read(*, user, until, at=None):
    """`user` has read what was noted up to the moment `until`; what came since stays unread."""
    unread = Notice.objects.of(user).filter(read_at=None, noted_at__lte=until)
    count = unread.update(read_at=at or timezone.now())
    forget_counts([user.pk])
    return count
