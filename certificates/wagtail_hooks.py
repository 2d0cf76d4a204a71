"""Name corrections and designs in Wagtail's admin: addresses and menu."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from certificates import staff_views
from certificates.rules import may_decide_corrections
from certificates.viewsets import DeleteDesigns, DesignsGroup

register_snippet(DesignsGroup)
# After Wagtail's own of that name, whose place it takes.
hooks.register("register_bulk_action", DeleteDesigns, order=10)


class CorrectionsMenuItem(MenuItem):
    """Shown to those who decide."""

    def is_shown(self, request):
        return may_decide_corrections(request.user)


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("corrections/", staff_views.corrections, name="name_corrections"),
        path("corrections/<uuid:key>/", staff_views.correction, name="name_correction"),
    ]


@hooks.register("register_admin_menu_item")
def corrections_item():
    address = reverse_lazy("name_corrections")
    return CorrectionsMenuItem(_("Name corrections"), address, name="corrections", icon_name="edit", order=60)
