from django import forms

DAY = 24 * 60 * 60


class PositionForm(forms.Form):
    """Where a recording was stopped, in seconds."""

    seconds = forms.IntegerField(min_value=0, max_value=DAY)
