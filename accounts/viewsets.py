"""People, organisations and remits in Wagtail's admin."""

from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.snippets.views.snippets import DeleteView as SnippetDeleteView
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.users.views.bulk_actions import DeleteBulkAction
from wagtail.users.views.users import DeleteView, IndexView, UserColumn
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from accounts.actions import dismiss_manager
from accounts.models import Organisation, Remit
from accounts.rules import has_records
from accounts.staff_forms import EditPersonForm, NewPersonForm, RemitForm
from accounts.wording import listed


def _role(person):
    if person.is_superuser:
        return _("Administrator")
    return _("Staff") if person.is_staff else ""


class PeopleView(IndexView):
    """All accounts."""

    search_fields = ["name", "email"]
    default_ordering = "name"

    @cached_property
    def columns(self):
        name_column = self._get_title_column_class(UserColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            name_column("name", accessor=str, label=_("Name"), sort_key="name", get_url=self.get_edit_url),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("country", accessor="country.name", label=_("Country"), sort_key="country"),
            Column("is_staff", accessor=_role, label=_("Role"), sort_key="is_staff"),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last login"), sort_key="last_login"),
        ]

    def order_queryset(self, queryset):
        return queryset.order_by(self.ordering, "pk")


class DeletePersonView(DeleteView):
    """Deletes an account that has no records; the others can be made inactive."""

    def form_valid(self, form):
        if not has_records(self.object):
            return super().form_valid(form)
        messages.error(
            self.request,
            _("%(person)s has records of study, which are kept. Make the account inactive instead.")
            % {"person": self.object},
        )
        return redirect("wagtailusers_users:edit", self.object.pk)


class DeletePeople(DeleteBulkAction):
    """The same for several at once: those with records are left out, and named."""

    def check_perm(self, obj):
        return super().check_perm(obj) and not has_records(obj)


class PeopleViewSet(WagtailUserViewSet):
    """Accounts: our user has no username, and one name."""

    index_view_class = PeopleView
    delete_view_class = DeletePersonView
    ordering = "name"

    def get_form_class(self, for_update=False):
        return EditPersonForm if for_update else NewPersonForm


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "home"
    add_to_settings_menu = True
    menu_order = 620
    search_fields = ["name"]
    panels = [FieldPanel("name")]


class DismissManagerView(SnippetDeleteView):
    """Without a remit somebody is no manager."""

    def delete_action(self):
        dismiss_manager(user=self.object.user)


class RemitViewSet(SnippetViewSet):
    """Programme managers and their countries; saving a remit appoints, deleting it dismisses."""

    model = Remit
    icon = "globe"
    menu_label = _("Programme managers")
    add_to_settings_menu = True
    menu_order = 610
    list_display = [
        "user",
        BooleanColumn("everywhere", label=_("All countries")),
        Column(
            "countries",
            label=_("Countries"),
            accessor=lambda remit: listed(country.name for country in remit.countries),
        ),
    ]
    delete_view_class = DismissManagerView
    edit_handler = ObjectList(
        [FieldPanel("email"), FieldPanel("everywhere"), FieldPanel("countries")], base_form_class=RemitForm
    )

    def get_queryset(self, request):
        return Remit.objects.select_related("user").order_by("user__name")
