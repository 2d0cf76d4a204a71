from django import forms


class SharingForm(forms.Form):
    """What the holder of a certificate wants others to see in its picture."""

    names_holder = forms.BooleanField(required=False)
