from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The project itself: it has no models, only what concerns all apps together."""

    name = "lms"
    verbose_name = "Camino"
