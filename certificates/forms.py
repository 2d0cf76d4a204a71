from functools import partial

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from accounts.forms import LatinNameField, PrintedNameField
from accounts.models import NAME_LENGTH, is_latin
from certificates import inspection, pictures
from certificates.codes import normalise
from certificates.comparison import compare, compare_picture
from pages.periods import DATES


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


class FileForm(forms.Form):
    """A PDF, or a picture of a certificate, to compare with what we issued."""

    file = forms.FileField(
        label=_("PDF of the certificate, or a photo of it"),
        help_text=_("A PDF of at most 2 MB, or a picture (JPEG, PNG, WebP) of at most 12 MB. We do not keep it."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf,image/jpeg,image/png,image/webp"}),
    )

    def clean_file(self):
        """The function that compares it, to be called without arguments."""
        file = self.cleaned_data["file"]
        content = file.read()
        if pictures.form_of(content):
            return partial(compare_picture, _said_by_picture(file.size, content))
        if file.size > inspection.LARGEST:
            raise forms.ValidationError(_("This file is larger than 2 MB. Our certificates are much smaller."))
        if not inspection.is_pdf(content):
            raise forms.ValidationError(_("This is neither a PDF nor a picture (JPEG, PNG, WebP)."))
        return partial(compare, content)


def _said_by_picture(size, content):
    """What its QR codes say; refuses, with a message, a picture that cannot be read."""
    too_large = _("This picture is too large. Take a smaller one, or only of the part with the QR code.")
    if size > pictures.LARGEST:
        raise forms.ValidationError(too_large)
    try:
        return pictures.said_by_qr_codes(content)
    except pictures.TooManyPixels:
        raise forms.ValidationError(too_large) from None
    except pictures.BrokenPicture:
        raise forms.ValidationError(
            _("This picture cannot be opened: it is damaged. Take it or save it again.")
        ) from None


class CorrectionForm(forms.Form):
    """What the holder of a certificate says their name is, and why."""

    name = PrintedNameField(label=_("The right name, as it should be printed"))
    name_latin = LatinNameField(label=_("The same name in Latin letters"))
    why = forms.CharField(
        label=_("Why is it to be changed?"),
        max_length=1000,
        help_text=_("For example: a letter is wrong, or your name has changed. Those who decide read this."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args, certificate, **kwargs):
        super().__init__(*args, **kwargs)
        self.certificate = certificate
        self.fields["name_latin"].initial = certificate.holder_name_latin

    def clean(self):
        name = self.cleaned_data.get("name", "")
        second_line = "" if is_latin(name) else self.cleaned_data.get("name_latin", "")
        if (name, second_line) == (self.certificate.holder_name, self.certificate.holder_name_latin):
            self.add_error("name", _("The certificate has this name already."))
        return self.cleaned_data


class DecisionForm(forms.Form):
    """What a manager decides on a request; a refusal says why."""

    decision = forms.ChoiceField(choices=[("accept", _("Accept")), ("refuse", _("Refuse"))])
    reason = forms.CharField(
        label=_("Reason, if you refuse"),
        max_length=1000,
        required=False,
        help_text=_("The learner reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean(self):
        if self.cleaned_data.get("decision") == "refuse" and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say why you refuse: the learner reads it."))
        return self.cleaned_data


class HolderForm(forms.Form):
    """A name to compare with that of a holder who is not named any more."""

    name = forms.CharField(
        label=_("Name on the paper"),
        max_length=NAME_LENGTH,
        help_text=_("Copy it letter by letter, with all accents. Capitals and spaces do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )


class ReasonForm(forms.Form):
    """Why a manager does something to `certificate`."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("It stands in the log of the certificate, and the holder reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args, certificate, **kwargs):
        super().__init__(*args, **kwargs)
        self.certificate = certificate


class RevocationForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Everybody reads it on the public page: name nobody, and nothing private.")


class ReissueForm(ReasonForm):
    """Why, and the title where that is what was wrong."""

    course_title = forms.CharField(label=_("Title of the course or programme"), max_length=255)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course_title"].initial = self.certificate.course_title
        self.fields["course_title"].widget.attrs |= {"dir": "auto", "lang": self.certificate.language}


class AttendanceForm(forms.Form):
    """What a manager vouches for."""

    hours = forms.IntegerField(label=_("Hours attended"), min_value=1, max_value=2000)
    attended_on = forms.DateField(label=_("Last day attended"), widget=AdminDateInput)

    def clean_attended_on(self):
        day = self.cleaned_data["attended_on"]
        if not DATES[0].limit_value <= day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day that has been."))
        return day


class ArchiveForm(forms.Form):
    """Which certificates go into an archive; what is left empty narrows nothing."""

    course = forms.ChoiceField(label=_("Course"), required=False)
    cohort = forms.ChoiceField(label=_("Cohort"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    since = forms.DateField(label=_("Issued from"), required=False, widget=AdminDateInput)
    until = forms.DateField(label=_("Issued until"), required=False, widget=AdminDateInput)

    def __init__(self, *args, scope, **kwargs):
        super().__init__(*args, **kwargs)
        self.courses = {course.slug: course for course in scope.courses}
        self.cohorts = {str(cohort.key): cohort for cohort in scope.cohorts}
        self.fields["course"].choices = [("", _("All courses and programmes")), *scope.course_choices()]
        self.fields["cohort"].choices = [("", _("All cohorts")), *scope.cohort_choices()]
        self.fields["country"].choices = [("", _("All countries")), *scope.country_choices()]
        for name in ("since", "until"):
            self.fields[name].validators = DATES

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The first day must not be after the last."))
        course = self.courses.get(self.cleaned_data.get("course"))
        cohort = self.cohorts.get(self.cleaned_data.get("cohort"))
        if course and cohort and cohort.course_id != course.pk:
            self.add_error("cohort", _("This cohort is of another course."))
        return self.cleaned_data | {"course": course, "cohort": cohort}
