"""What production needs of its settings, said by `manage.py check --deploy`."""

from django.conf import settings
from django.core.checks import Warning

OF_ONE_PROCESS = "django.core.cache.backends.locmem.LocMemCache"


def find_shared_cache(**_kwargs):
    """One cache for all processes: limits of sign-in, posts and certificate checks are counted in it."""
    if settings.DEBUG or settings.CACHES["default"]["BACKEND"] != OF_ONE_PROCESS:
        return []
    message = "Rate limits are counted by each process for itself: the cache is in the memory of the process."
    hint = "Set CACHE_URL, like redis://host:6379/0. Only a site of one process may leave it."
    return [Warning(message, hint=hint, id="lms.W001")]
