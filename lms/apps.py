from django.apps import AppConfig
from django.core import checks


class ProjectConfig(AppConfig):
    """The project itself: it has no models, only what concerns all apps together."""

    name = "lms"
    verbose_name = "Camino"

    def ready(self):
        from lms.checks import find_shared_cache

        checks.register(find_shared_cache, checks.Tags.caches, deploy=True)
