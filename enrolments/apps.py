from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnrolmentsConfig(AppConfig):
    """Who studies what, and how far."""

    name = "enrolments"
    verbose_name = _("Enrolments")

    def ready(self):
        from accounts.holdings import register
        from enrolments import receivers  # noqa: F401  connects them
        from enrolments.holdings import StudyHolding

        register(self.name, StudyHolding())
