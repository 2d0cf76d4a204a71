from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    """Discussions: threads, posts, and who keeps them safe."""

    name = "forums"
    verbose_name = _("Discussions")

    def ready(self):
        from accounts.holdings import register
        from forums.holdings import DiscussionHolding

        register(self.name, DiscussionHolding())
