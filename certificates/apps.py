from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """What somebody has earned: issued once, frozen, printed, and verified by anybody."""

    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self):
        from accounts.holdings import register
        from certificates import receivers  # noqa: F401  connects them
        from certificates.checks import find_fonts, find_own_key, find_pango, find_signing_key
        from certificates.holdings import CertificateHolding

        checks.register(find_pango)
        checks.register(find_fonts)
        checks.register(find_signing_key)
        checks.register(find_own_key, deploy=True)
        register(self.name, CertificateHolding())
