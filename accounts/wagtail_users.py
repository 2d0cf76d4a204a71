from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's own app for users, with our screens: it stands in INSTALLED_APPS in place of `wagtail.users`."""

    user_viewset = "accounts.viewsets.PeopleViewSet"
