from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.codes import normalise


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
