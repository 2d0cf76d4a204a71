from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    """Who studies a course together."""

    name = "cohorts"
    verbose_name = _("Cohorts")

    def ready(self):
        from accounts.holdings import register
        from cohorts.holdings import CohortHolding

        register(self.name, CohortHolding())
