"""Forms of Wagtail's admin about people."""

from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.users.forms import UserForm

from accounts.actions import admin_door, appoint_manager
from accounts.forms import PrintedNameField
from accounts.models import Remit, User

FIELDS = ["email", "name", "country", "profession", "language", "is_superuser", "groups"]


class PersonForm(UserForm):
    """A person, as a superuser sees them. Without a password they sign in by a code that is sent to their address."""

    password_required = False
    error_messages = UserForm.error_messages | {
        "duplicate_username": _("Somebody has signed up with this e-mail address.")
    }

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = PrintedNameField(label=_("Name as it should be printed"))
    language = forms.ChoiceField(
        label=_("Language of our mails and of the admin"),
        choices=lambda: [("", _("As the browser asks")), *settings.LANGUAGES],
        required=False,
    )
    first_name = None
    last_name = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("Leave it empty to keep it as it is, or to have none.")

    def save(self, commit=True):
        user = super().save(commit=False)
        if not user.password:
            user.set_unusable_password()
        user.is_staff = user.is_superuser or self.cleaned_data["groups"].filter(permissions=admin_door()).exists()
        user.save()
        self.save_m2m()
        # The address before, too, opens the door: allauth keeps its own list.
        EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
        return user


class NewPersonForm(PersonForm):
    class Meta:
        model = User
        fields = FIELDS
        widgets = {"groups": forms.CheckboxSelectMultiple}


class EditPersonForm(PersonForm):
    class Meta(NewPersonForm.Meta):
        fields = [*FIELDS, "is_active"]

    def __init__(self, *args, editing_self=False, **kwargs):
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]
            del self.fields["is_superuser"]


class RemitForm(WagtailAdminModelForm):
    """Who manages which countries. The person is named by the address they sign in with: lists of people grow long."""

    email = forms.EmailField(label=_("E-mail address of the manager"), max_length=254)

    class Meta:
        model = Remit
        fields = ["everywhere", "countries"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["email"].initial = self.instance.user.email
            self.fields["email"].disabled = True

    def clean_email(self):
        user = User.objects.with_email(self.cleaned_data["email"]).first()
        if user is None:
            raise forms.ValidationError(_("Nobody has signed up with this e-mail address."))
        self.instance.user = user
        return user.email

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("everywhere") and not cleaned.get("countries"):
            self.add_error("countries", _("Choose at least one country, or all."))
        return cleaned

    def save(self, commit=True):
        chosen = self.cleaned_data
        self.instance = appoint_manager(
            user=self.instance.user, countries=chosen["countries"], everywhere=chosen["everywhere"]
        )
        return self.instance
