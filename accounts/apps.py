from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who: users, the organisations they work for, and the remit of those who manage."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        from accounts import receivers  # noqa: F401  connects them
        from accounts.farewell import AccountHolding
        from accounts.holdings import register

        register(self.name, AccountHolding())
