from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """What other systems ask: is this certificate genuine?"""

    name = "api"
    verbose_name = _("API for other systems")

    def ready(self):
        from accounts.holdings import register
        from api.holdings import KeyHolding

        register(self.name, KeyHolding())
