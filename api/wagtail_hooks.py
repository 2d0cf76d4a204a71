"""API keys in Wagtail's admin: addresses, menu and the permission that groups are given."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from api import staff_views
from api.rules import may_keep_api_keys


class KeysMenuItem(MenuItem):
    """Shown to those who keep them."""

    def is_shown(self, request):
        return may_keep_api_keys(request.user)


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("api-keys/", staff_views.keys, name="api_keys"),
        path("api-keys/<uuid:key>/revoke/", staff_views.revoke, name="revoke_api_key"),
    ]


@hooks.register("register_settings_menu_item")
def keys_item():
    return KeysMenuItem(_("API keys"), reverse_lazy("api_keys"), name="api-keys", icon_name="key", order=900)


@hooks.register("register_permissions")
def permissions():
    return Permission.objects.filter(content_type__app_label="api", codename="add_apikey")
