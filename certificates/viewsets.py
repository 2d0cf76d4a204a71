"""Designs of certificates in Wagtail's admin: those whom a group gives the permission draw them up, for all courses."""

from django import forms
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet, SnippetViewSetGroup

from certificates.models import CertificateDesign, DesignAssignment

COLOUR = forms.TextInput(attrs={"type": "color"})


class WithoutChooser(SnippetViewSet):
    """Wagtail's choosers are open to everybody in the admin; who has no right on these sees none of them."""

    def register_chooser_viewset(self):
        """None."""


class DeleteDesignView(DeleteView):
    """Deletes what was never published; certificates may need the rest."""

    def form_valid(self, form):
        if not self.object.frozen.exists():
            return super().form_valid(form)
        messages.error(self.request, _("This design was published: it can be unpublished, not deleted."))
        return redirect(f"{self.model.snippet_viewset.get_url_name('edit')}", quote(self.object.pk))


class DeleteDesigns(DeleteBulkAction):
    """The same for several at once: those that were published are left out, and named."""

    models = [CertificateDesign, DesignAssignment]

    def dispatch(self, request):
        if not self.permission_policy.user_has_permission(request.user, "delete"):
            raise PermissionDenied
        return super().dispatch(request)

    @classmethod
    def get_models(cls):
        return cls.models

    def check_perm(self, snippet):
        was_published = isinstance(snippet, CertificateDesign) and snippet.frozen.exists()
        return super().check_perm(snippet) and not was_published


class DesignViewSet(WithoutChooser):
    """What certificates look like."""

    model = CertificateDesign
    icon = "doc-full"
    menu_label = _("Certificates")
    delete_view_class = DeleteDesignView
    list_display = ["name", Column("layout", accessor="get_layout_display", label=_("Layout")), "live"]
    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("layout"), FieldPanel("paper")]),
                FieldRowPanel([FieldPanel(name, widget=COLOUR) for name in ("accent", "second", "line", "ink")]),
                FieldPanel("second_language"),
            ],
            heading=_("Look"),
        ),
        FieldPanel("logos"),
        FieldPanel("signatories"),
        FieldPanel("texts"),
    ]


def title_of(offer):
    """The title of a course or programme in the reader's language, else in its own. Needs `listings` prefetched."""
    titles = {listing.language: listing.title for listing in offer.listings.all()}
    return titles.get(get_language()) or titles.get(offer.source_language) or offer.slug


def place_of(assignment):
    offer = assignment.course or assignment.programme
    return title_of(offer) if offer else _("Everywhere else")


class AssignmentForm(WagtailAdminModelForm):
    """Courses and programmes by their titles."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("course", "programme"):
            field = self.fields[name]
            field.queryset = field.queryset.prefetch_related("listings")
            field.label_from_instance = title_of


class AssignmentViewSet(WithoutChooser):
    """Which design is used where: the nearest wins."""

    model = DesignAssignment
    icon = "link"
    menu_label = _("Where they are used")
    list_display = [Column("place", accessor=place_of, label=_("Certificates of")), "design"]
    copy_view_enabled = False
    ordering = ["pk"]
    edit_handler = ObjectList(
        [
            FieldPanel("design"),
            FieldPanel("course", help_text=_("Leave course and programme empty for what has no design of its own.")),
            FieldPanel("programme"),
        ],
        base_form_class=AssignmentForm,
    )

    def get_queryset(self, request):
        return DesignAssignment.objects.select_related("design", "course", "programme").prefetch_related(
            "course__listings", "programme__listings"
        )


class DesignsGroup(SnippetViewSetGroup):
    """One item of the menu for both."""

    items = (DesignViewSet, AssignmentViewSet)
    menu_label = _("Designs")
    menu_name = "certificate-designs"
    menu_icon = "doc-full"
    menu_order = 65
