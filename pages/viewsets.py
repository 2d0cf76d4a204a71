"""The library in Wagtail's admin."""

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import DeleteView, EditView, HistoryView, SnippetViewSet, UsageView
from wagtailmedia import get_permission_policy
from wagtailmedia.widgets import AdminMediaChooser

from pages.models import Track


class TrackPolicy(ModelPermissionPolicy):
    """Captions belong to their recording: who may change the one may change the other."""

    def user_has_permission(self, user, action):
        return get_permission_policy().user_has_any_permission(user, ["add", "change"])

    def user_has_any_permission(self, user, actions):
        return self.user_has_permission(user, None)

    def user_has_permission_for_instance(self, user, action, instance):
        return get_permission_policy().user_has_permission_for_instance(user, "change", instance.recording)

    def instances_user_has_any_permission_for(self, user, actions):
        recordings = get_permission_policy().instances_user_has_permission_for(user, "change")
        return Track.objects.filter(recording__in=recordings)

    def instances_user_has_permission_for(self, user, action):
        return self.instances_user_has_any_permission_for(user, [action])


class TrackForm(WagtailAdminModelForm):
    """Captions of a recording that one may change."""

    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)

    def clean_recording(self):
        recording = self.cleaned_data["recording"]
        if not get_permission_policy().user_has_permission_for_instance(self.for_user, "change", recording):
            raise ValidationError(_("Only those who may change a recording give it captions."))
        return recording

    def clean_file(self):
        """WebVTT begins with its name, after at most a byte order mark (W3C WebVTT, section 4)."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and not file.read(20).removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
            raise ValidationError(_("This is no WebVTT file: it must begin with WEBVTT."))
        return file


class OneTrack:
    """A view of one track, for those who may change its recording: Wagtail asks about the model as a whole."""

    def get_object(self, *args):
        track = super().get_object(*args)
        if not self.user_has_permission_for_instance("change", track):
            raise PermissionDenied
        return track


class TrackViewSet(SnippetViewSet):
    """Captions of recordings."""

    model = Track
    icon = "openquote"
    menu_label = _("Captions")
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["recording", "language"]
    edit_view_class = type("EditTrack", (OneTrack, EditView), {})
    delete_view_class = type("DeleteTrack", (OneTrack, DeleteView), {})
    history_view_class = type("TrackHistory", (OneTrack, HistoryView), {})
    usage_view_class = type("TrackUsage", (OneTrack, UsageView), {})
    edit_handler = ObjectList(
        [FieldPanel("recording", widget=AdminMediaChooser), FieldPanel("language"), FieldPanel("file")],
        base_form_class=TrackForm,
    )

    def get_queryset(self, request):
        found = self.permission_policy.instances_user_has_any_permission_for(request.user, ["change"])
        return found.select_related("recording").order_by("recording__title", "language")
