from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.models import DEFAULTS, Cadence, Cadences, Stream


class MailsForm(forms.Form):
    """Whether somebody wants our mails."""

    mails = forms.BooleanField(
        label=_("Send me mails"),
        help_text=_("Mails that your account needs, such as a code to sign in, are always sent."),
        required=False,
    )


class CadencesForm(forms.ModelForm):
    """How often somebody wants mails, in all courses."""

    class Meta:
        model = Cadences
        fields = [stream.value for stream in Stream]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in self._choices().items():
            start = getattr(self.instance, name) or self._unchosen(name)
            field = forms.ChoiceField(label=Stream(name).label, choices=choices, required=False)
            self.fields[name], self.initial[name] = field, start

    def _choices(self):
        records = [(cadence.value, cadence.label) for cadence in (Cadence.AT_ONCE, Cadence.NEVER)]
        return {stream.value: Cadence.choices for stream in Stream} | {Stream.RECORDS.value: records}

    def _unchosen(self, name):
        return DEFAULTS[name]

    def save(self, commit=True):
        raise NotImplementedError  # `choose_cadences` is the verb


class CourseCadencesForm(CadencesForm):
    """How often somebody wants mails of one course."""

    class Meta(CadencesForm.Meta):
        fields = [stream.value for stream in Stream if stream != Stream.RECORDS]

    def _choices(self):
        choices = [("", _("As in all courses")), *Cadence.choices]
        return dict.fromkeys(self.Meta.fields, choices)

    def _unchosen(self, name):
        return ""
