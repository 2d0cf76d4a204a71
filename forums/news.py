"""What is held of somebody between requests, their news and the languages that they chose, and when it is forgotten."""

from django.core.cache import cache
from django.db import transaction

from forums.models import LanguageChoice, language_set

LANGUAGES_SECONDS = 300


def news_key(user):
    return f"forums-news-{user.pk}"


def forget_news(user):
    """They have read something: once that is committed, count again."""
    transaction.on_commit(lambda: cache.delete(news_key(user)))


def languages_of(user):
    """The languages in which `user` reads, as a set of codes; None for all. A query in five minutes."""
    return language_set(cache.get_or_set(_languages_key(user), lambda: _chosen_by(user), LANGUAGES_SECONDS))


def _chosen_by(user):
    return LanguageChoice.objects.filter(user=user).values_list("languages", flat=True).first() or ""


def _languages_key(user):
    return f"forums-languages-{user.pk}"


def forget_languages(user):
    """They have chosen others: once that is committed, ask again, and count their news again."""
    transaction.on_commit(lambda: cache.delete_many([_languages_key(user), news_key(user)]))
