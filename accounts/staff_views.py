"""One's own settings in Wagtail's admin."""

from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel


class StaffAccountView(AccountView):
    """Wagtail's page without first and last name: name and address are changed on one's profile."""

    def get_panels(self):
        return [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]
