"""Wagtail's admin as Camino's: its look, and no menus that lead nowhere."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from pages.models import Track
from pages.viewsets import TrackPolicy, TrackViewSet

register_permission_policy(Track, TrackPolicy(Track))
register_snippet(TrackViewSet)
# They lead to Wagtail's own sites.
FOREIGN = ("whats-new-in-wagtail", "editor-guide")
# For those who look after the whole site.
SUPERUSERS_ONLY = ("aging-pages", "page-types-usage", "site-history", "locked-pages")


@hooks.register("insert_global_admin_css")
def own_look():
    return format_html('<link rel="stylesheet" href="{}">', static("camino/admin.css"))


@hooks.register("construct_help_menu")
def leave_foreign_sites_out(_request, items):
    items[:] = [item for item in items if not item.name.startswith(FOREIGN)]


@hooks.register("construct_reports_menu")
def leave_site_reports_to_superusers(request, items):
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in SUPERUSERS_ONLY]
