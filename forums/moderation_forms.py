"""Forms by which moderators look after posts."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from forums.forms import FORMATTING, ProseField, TitleField, VersionedForm
from forums.models import REASON_LENGTH, WORDS_LENGTH
from forums.queue import Kind


class QueueForm(forms.Form):
    """What a moderator wants to see of the queue; what makes no sense filters nothing."""

    kind = forms.ChoiceField(label=_("What"), required=False, choices=lambda: [("", _("Everything")), *Kind.choices])
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: [("", _("All languages")), *settings.LANGUAGES]
    )

    @property
    def wanted(self):
        return self.cleaned_data if self.is_valid() else {}


class HideForm(forms.Form):
    """Why a post is hidden: shown in its place."""

    reason = forms.CharField(label=_("Reason, shown to everybody"), max_length=REASON_LENGTH, widget=forms.TextInput)


class RedactForm(forms.Form):
    """Which passage of a post is blacked out, and why: the reason stands in the log, the passage nowhere."""

    passage = forms.CharField(
        label=_("Passage, exactly as it stands in the text"),
        max_length=2000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Reason, for the author and the log"),
        max_length=WORDS_LENGTH,
        required=False,
        help_text=_("Do not repeat the passage here."),
    )

    def clean_reason(self):
        reason, passage = self.cleaned_data["reason"], self.cleaned_data.get("passage")
        if passage and passage in reason:
            raise forms.ValidationError(_("Leave the passage out of the reason: the log is kept for ever."))
        return reason


class ReviseForm(VersionedForm):
    """The post of somebody else, and why it is changed."""

    text = ProseField(label=_("Text"), help_text=FORMATTING)
    language = forms.ChoiceField(label=_("Language of the text"), choices=lambda: settings.LANGUAGES)
    reason = forms.CharField(
        label=_("Reason, shown to everybody"),
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    field_order = ["version", "text", "language", "reason"]


class OpeningReviseForm(ReviseForm):
    title = TitleField()
    field_order = ["version", "title", "text", "language", "reason"]
