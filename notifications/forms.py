from django import forms
from django.utils.translation import gettext_lazy as _


class MailsForm(forms.Form):
    """Whether somebody wants our mails."""

    mails = forms.BooleanField(
        label=_("Send me mails about my certificates and about answers to me"),
        help_text=_("Mails that your account needs, such as a code to sign in, are always sent."),
        required=False,
    )
