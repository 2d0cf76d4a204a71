"""Designs of certificates in Wagtail's admin: those whom a group gives the permission draw them up, for all courses."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from certificates.models import CertificateDesign, DesignAssignment

COLOUR = forms.TextInput(attrs={"type": "color"})


class DesignViewSet(SnippetViewSet):
    """What certificates look like."""

    model = CertificateDesign
    icon = "doc-full"
    menu_label = _("Designs")
    list_display = ["name", Column("layout", accessor="get_layout_display", label=_("Layout")), "live"]
    panels = [
        TitleFieldPanel("name", targets=[]),
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


class AssignmentViewSet(SnippetViewSet):
    """Which design is used where: the nearest wins."""

    model = DesignAssignment
    icon = "link"
    menu_label = _("Where they are used")
    list_display = [Column("place", label=_("Certificates of")), "design"]
    copy_view_enabled = False
    panels = [
        FieldPanel("design"),
        FieldPanel(
            "course", help_text=_("Leave course and programme empty for everything that has no design of its own.")
        ),
        FieldPanel("programme"),
    ]

    def get_queryset(self, request):
        return DesignAssignment.objects.select_related("design", "course", "programme").order_by("pk")


class DesignsGroup(SnippetViewSetGroup):
    """One item of the menu for both."""

    items = (DesignViewSet, AssignmentViewSet)
    menu_label = _("Certificate designs")
    menu_name = "certificate-designs"
    menu_icon = "doc-full"
    menu_order = 65
