from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import LatinNameField, PrintedNameField
from accounts.models import NAME_LENGTH, is_latin
from certificates.codes import normalise
from certificates.inspection import LARGEST, is_pdf


class CodeForm(forms.Form):
    """The code on a certificate, however it is typed."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        max_length=50,
        help_text=_("For example CAM-7K3M-Q9TX-4B2D8. Small letters and spaces do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "dir": "ltr"}),
    )

    def clean_code(self):
        code = normalise(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(_("This is not a whole code. Look at it again: a letter is missing or wrong."))
        return code


class FileForm(forms.Form):
    """A PDF to compare with what we issued. `cleaned_data["file"]` is its content, in bytes."""

    file = forms.FileField(
        label=_("PDF file of the certificate"),
        help_text=_("At most 2 MB. The file is looked at and forgotten at once: we do not keep it."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 2 MB. Our certificates are much smaller."))
        content = file.read()
        if not is_pdf(content):
            raise forms.ValidationError(
                _("This is not a PDF. Choose the file that was sent to you, not a photo of it.")
            )
        return content


class CorrectionForm(forms.Form):
    """What the holder of a certificate says their name is, and why."""

    name = PrintedNameField(label=_("The right name, as it should be printed"))
    name_latin = LatinNameField(label=_("The same name in Latin letters"))
    why = forms.CharField(
        label=_("Why is it to be changed?"),
        max_length=1000,
        help_text=_("For example: a letter is wrong, or your name has changed. Those who decide read this."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args, certificate, **kwargs):
        super().__init__(*args, **kwargs)
        self.certificate = certificate
        self.fields["name_latin"].initial = certificate.holder_name_latin

    def clean(self):
        name = self.cleaned_data.get("name", "")
        second_line = "" if is_latin(name) else self.cleaned_data.get("name_latin", "")
        if (name, second_line) == (self.certificate.holder_name, self.certificate.holder_name_latin):
            self.add_error("name", _("The certificate has this name already."))
        return self.cleaned_data


class DecisionForm(forms.Form):
    """What a manager decides on a request; a refusal says why."""

    decision = forms.ChoiceField(choices=[("accept", _("Accept")), ("refuse", _("Refuse"))])
    reason = forms.CharField(
        label=_("Reason, if you refuse"),
        max_length=1000,
        required=False,
        help_text=_("The learner reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean(self):
        if self.cleaned_data.get("decision") == "refuse" and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say why you refuse: the learner reads it."))
        return self.cleaned_data


class HolderForm(forms.Form):
    """A name to compare with that of a holder who is not named any more."""

    name = forms.CharField(
        label=_("Name on the paper"),
        max_length=NAME_LENGTH,
        help_text=_("Copy it letter by letter, with all accents. Capitals and spaces do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
