from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Mails about what concerns somebody. It listens to the other apps; nobody calls it."""

    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self):
        from accounts.holdings import register
        from notifications import receivers  # noqa: F401  connects them
        from notifications.holdings import NotificationHolding

        register(self.name, NotificationHolding())
