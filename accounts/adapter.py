from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import get_language

from accounts.models import clean_name


class AccountAdapter(DefaultAccountAdapter):
    """allauth's door to our user: the sign-up form's own fields are saved with the account."""

    def save_user(self, request, user, form, commit=True):
        user.name = clean_name(form.cleaned_data["name"])
        user.country = form.cleaned_data["country"]
        user.language = get_language() or ""
        return super().save_user(request, user, form, commit)

    def populate_username(self, request, user):
        """There is no username to fill."""
