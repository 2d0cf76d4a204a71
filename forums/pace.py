"""How fast one person may post and report: counted in the cache, by the minute."""

import time

from django.conf import settings
from django.core.cache import cache


def take_turn(user, what="post"):
    """Count one more post (or report) of `user`; False when they have had `FORUMS_POSTS_PER_MINUTE` in this minute."""
    key = f"forums-pace-{what}-{user.pk}-{int(time.time() // 60)}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) <= settings.FORUMS_POSTS_PER_MINUTE
    except ValueError:  # the cache dropped it in between
        return True
