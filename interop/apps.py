from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class InteropConfig(AppConfig):
    """What other systems read and verify: Open Badges."""

    name = "interop"
    verbose_name = _("Credentials")

    def ready(self):
        from accounts.holdings import register
        from interop import receivers  # noqa: F401  connects them
        from interop.checks import find_keys, find_own_keys
        from interop.holdings import CredentialHolding

        checks.register(find_keys)
        checks.register(find_own_keys, checks.Tags.security, deploy=True)
        register(self.name, CredentialHolding())
