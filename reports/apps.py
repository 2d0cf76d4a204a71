from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Managers' numbers and lists, each within the manager's remit. No models of its own: it reads the records."""

    name = "reports"
    verbose_name = _("Reports")
