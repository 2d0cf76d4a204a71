"""What managers fill in to open a cohort and to say who is in it."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.wording import listed
from cohorts.models import NAME_LENGTH
from cohorts.scope import SEVERAL_CODE
from enrolments.models import Enrolment

MOST_ADDRESSES = 1000
SHOWN = 5
BETWEEN = re.compile(r"[\r\n,;]+")
IN_BRACKETS = re.compile(r"<([^<>]*)>")


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the cohort"),
        max_length=NAME_LENGTH,
        help_text=gettext_lazy("Its members read it: for example the place and the year."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class OpenForm(NameForm):
    """Of which course and country, from what `scope` holds."""

    course = forms.ChoiceField(label=gettext_lazy("Course"))
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        help_text=gettext_lazy("Only learners who work there can be members. It cannot be changed later."),
    )

    field_order = ["course", "country", "name"]

    def __init__(self, *args, scope, **kwargs):
        super().__init__(*args, **kwargs)
        self.courses = scope.courses
        self.fields["course"].choices = [("", "---------"), *scope.course_choices()]
        countries = scope.country_choices()
        self.fields["country"].choices = countries if len(countries) == 1 else [("", "---------"), *countries]

    def clean_course(self):
        return self.courses[self.cleaned_data["course"]]

    def clean_country(self):
        code = self.cleaned_data["country"]
        return "" if code == SEVERAL_CODE else code


class ChooseForm(forms.Form):
    """Those whose boxes are ticked, of `enrolments`."""

    chosen = forms.ModelMultipleChoiceField(
        Enrolment.objects.none(),
        error_messages={"required": gettext_lazy("Tick the box of somebody.")},
    )

    def __init__(self, *args, enrolments, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = enrolments


class AddressesForm(forms.Form):
    addresses = forms.CharField(
        label=gettext_lazy("E-mail addresses"),
        max_length=200_000,
        help_text=gettext_lazy("One in each line, at most 1,000. You see what will happen before anything is done."),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_addresses(self):
        """The different ones, in small letters and in the order in which they came."""
        pieces = (piece.strip() for piece in BETWEEN.split(self.cleaned_data["addresses"]))
        found = list(dict.fromkeys(bare_address(piece) for piece in pieces if piece))
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(_("These are more than 1,000 addresses. Take them in parts."))
        wrong = [address for address in found if not is_address(address)]
        if wrong:
            text = ngettext(
                "This is not an e-mail address: %(which)s", "%(number)s lines are not e-mail addresses: %(which)s",
                len(wrong),
            )  # fmt: skip
            raise ValidationError(text % {"number": len(wrong), "which": listed(wrong[:SHOWN])})
        return found


def bare_address(text):
    """The address in `text`, which may be as mail programs copy it: `Amina Wanjiru <amina@example.org>`."""
    in_brackets = IN_BRACKETS.search(text)
    return (in_brackets[1] if in_brackets else text).strip().lower()


def is_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
