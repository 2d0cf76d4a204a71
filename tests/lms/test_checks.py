"""Deployment checks of the project."""

import pytest
from django.core.checks import run_checks

LOCMEM = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
REDIS = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://cache:6379/0"}}


def found(*, deploying=True):
    return [message for message in run_checks(include_deployment_checks=deploying) if message.id == "lms.W001"]


def test_cache_of_each_process_is_warned_of_with_its_remedy(settings):
    settings.CACHES = LOCMEM
    (warning,) = found()
    assert "Rate limits" in warning.msg
    assert "CACHE_URL" in warning.hint


@pytest.mark.parametrize(
    ("caches", "debug", "deploying"), [(REDIS, False, True), (LOCMEM, True, True), (LOCMEM, False, False)]
)
def test_shared_cache_and_development_are_not_warned_of(settings, caches, debug, deploying):
    settings.CACHES, settings.DEBUG = caches, debug
    assert found(deploying=deploying) == []
