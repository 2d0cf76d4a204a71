from django import forms
from django.utils.translation import gettext_lazy as _


class KeyForm(forms.Form):
    """For whom a key is made."""

    name = forms.CharField(
        label=_("Who will use the key?"),
        max_length=200,
        help_text=_("For example the register or the employer, and the name of the program."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
