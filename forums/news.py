"""What is held of somebody's news between requests, and when it is forgotten."""

from django.core.cache import cache
from django.db import transaction


def news_key(user):
    return f"forums-news-{user.pk}"


def forget_news(user):
    """They have read something: once that is committed, count again."""
    transaction.on_commit(lambda: cache.delete(news_key(user)))
