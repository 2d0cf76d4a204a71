"""People in Wagtail's admin."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from accounts.viewsets import DeletePeople, OrganisationViewSet, RemitViewSet

register_snippet(RemitViewSet)
register_snippet(OrganisationViewSet)
# After Wagtail's own of that name, whose place it takes.
hooks.register("register_bulk_action", DeletePeople, order=10)


@hooks.register("register_account_menu_item")
def profile_item(_request):
    return {
        "url": reverse("accounts:profile"),
        "label": _("Name, address and password"),
        "help_text": _("They are the same here and where you learn."),
    }
