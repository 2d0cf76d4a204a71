"""Forms about people."""

from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.actions import find_organisation
from accounts.models import NAME_LENGTH, ErasureRequest, User, clean_name, is_latin
from accounts.zones import zone_choices


class NameField(forms.CharField):
    """A name of somebody or something: any script, no invisible characters. Its length is that of what is kept."""

    def to_python(self, value):
        text = super().to_python(value)
        ProhibitNullCharactersValidator()(text)
        return clean_name(text)


class PrintedNameField(NameField):
    """A name as certificates print it."""

    def __init__(self, **kwargs):
        options = {
            "label": _("Your name, as it should be printed on your certificates"),
            "max_length": NAME_LENGTH,
            "widget": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        }
        super().__init__(**options | kwargs)

    def validate(self, value):
        super().validate(value)
        if not any(c.isalpha() for c in value):
            raise forms.ValidationError(_("Write a name: letters, in any script."))


class LatinNameField(NameField):
    """The same name in Latin letters, for a second line on certificates; may be left empty."""

    def __init__(self, **kwargs):
        options = {
            "label": _("Your name in Latin letters"),
            "help_text": _(
                "Only if you write it in other letters: as in your passport. It is printed below your name."
            ),
            "max_length": NAME_LENGTH,
            "required": False,
            "widget": forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        }
        super().__init__(**options | kwargs)

    def validate(self, value):
        super().validate(value)
        if value and not (is_latin(value) and any(c.isalpha() for c in value)):
            raise forms.ValidationError(_("Write it in Latin letters only, or leave it empty."))


class SignupFields(forms.Form):
    """What sign-up asks beside e-mail and password."""

    name = PrintedNameField()
    country = CountryField(blank_label=_("Choose a country")).formfield(label=_("The country where you work"))
    field_order = ["name", "email", "password1", "country"]

    def signup(self, request, user):
        """allauth calls this after saving; the adapter has saved these fields already."""


class ProfileForm(forms.ModelForm):
    """One's own details."""

    organisation_name = NameField(
        label=_("Organisation"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    name = PrintedNameField()
    name_latin = LatinNameField()
    country = CountryField(blank_label=_("Choose a country")).formfield(label=_("The country where you work"))
    language = forms.ChoiceField(label=_("Language of our mails to you"), choices=lambda: settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        help_text=_("Our mails come in your morning."),
        required=False,
        widget=forms.Select(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = User
        fields = ["name", "name_latin", "country", "profession", "organisation_name", "language", "time_zone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.organisation:
            self.fields["organisation_name"].initial = self.instance.organisation.name
        self.fields["time_zone"].choices = self._zones()

    def _zones(self):
        """Their country's first; nothing chosen is the likeliest one there."""
        code = self.instance.country.code or ""
        (first, *others) = zone_choices(code) or [("", [])]
        mine = [(self.instance.country.name, first[1])] if first[0] == code else [first]
        return [("", _("The one of my country")), *mine, *others]

    def save(self, commit=True):
        self.instance.organisation = find_organisation(self.cleaned_data["organisation_name"])
        fields = ["name", "name_latin", "country", "profession", "organisation", "language", "time_zone"]
        self.instance.save(update_fields=fields)
        return self.instance


class NameForm(forms.Form):
    """The name to print: confirmed or corrected before the first certificate."""

    name = PrintedNameField()
    name_latin = LatinNameField()


class CountryForm(forms.Form):
    """The country of work, asked when it is first needed."""

    country = CountryField(blank_label=_("Choose a country")).formfield(label=_("The country where you work"))


class ErasureForm(forms.Form):
    """What becomes of one's posts when the account is erased."""

    posts = forms.ChoiceField(
        label=_("What you wrote in discussions"),
        choices=ErasureRequest.Posts.choices,
        initial=ErasureRequest.Posts.LEAVE,
        widget=forms.RadioSelect,
    )
