from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Home and plain pages, the content blocks that all pages share, pictures and recordings."""

    name = "pages"
    verbose_name = _("Pages")

    def ready(self):
        from accounts.holdings import register
        from pages import receivers  # noqa: F401  connects them
        from pages.holdings import ContentHolding

        register(self.name, ContentHolding())
