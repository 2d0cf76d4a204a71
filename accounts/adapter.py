from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User, clean_name


class AccountAdapter(DefaultAccountAdapter):
    """allauth's door to our user: the sign-up form's own fields are saved with the account."""

    def save_user(self, request, user, form, commit=True):
        user.name = clean_name(form.cleaned_data["name"])
        user.country = form.cleaned_data["country"]
        user.language = get_language() or ""
        return super().save_user(request, user, form, commit)

    def clean_email(self, email):
        """Refuse what the database cannot hold: Django's form field allows more than its model's."""
        if len(email) > User._meta.get_field("email").max_length:
            raise ValidationError(_("This address is too long."))
        return super().clean_email(email)

    def get_logout_redirect_url(self, request):
        """The home page in the language that one was reading, which the bare address would forget."""
        return reverse("wagtail_serve", args=[""])

    def populate_username(self, request, user):
        """There is no username to fill."""
