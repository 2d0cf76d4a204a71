"""Forms for writing. Whatever is wrong with a text, the form comes back with the text in it."""

import uuid

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import clean_name
from forums.conduct import rules_in_short
from forums.models import ALT_LENGTH, TITLE_LENGTH, WORDS_LENGTH, Report, Thread
from forums.prose import clean_text
from forums.writing_form import WritingForm

OTHER_GROUP = _("Who reads this has changed since you began. Look for whom you write, and send it again.")
FORMATTING = _("You may use Markdown: **bold**, *italic*, lists with a hyphen, [links](https://…).")


class ProseField(forms.Field):
    """What somebody writes, as `clean_text` wants it. No `maxlength`: browsers would cut off what is pasted."""

    widget = forms.Textarea(attrs={"rows": 6, "dir": "auto"})

    def to_python(self, value):
        return clean_text(value or "") if self.required or (value or "").strip() else ""


class TitleField(forms.CharField):
    """One line in any script."""

    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})

    def __init__(self, **kwargs):
        super().__init__(max_length=TITLE_LENGTH, label=_("Title"), **kwargs)

    def widget_attrs(self, widget):
        return {}

    def to_python(self, value):
        return clean_name(super().to_python(value))


class ConductField(forms.BooleanField):
    """The rules of conduct, shown and accepted."""

    def __init__(self):
        super().__init__(
            label=_("I have read the rules of conduct and keep to them"),
            help_text=rules_in_short(),
            error_messages={"required": _("Please read the rules and accept them: then your text can be sent.")},
        )


class PostForm(WritingForm):
    """A post. `key` is made with the empty form, so that the same form sent twice makes one post.

    An `author` who has not accepted the rules of conduct is asked to: `conduct`. It is no part of `cleaned_data`.
    """

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    text = ProseField(label=_("Your text"), help_text=FORMATTING)
    language = forms.ChoiceField(label=_("Language of your text"), choices=lambda: settings.LANGUAGES)
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP or GIF. We make it small and remove the place and moment that the camera noted."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    alt = forms.CharField(
        label=_("What does the picture show?"),
        required=False,
        max_length=ALT_LENGTH,
        help_text=_("For those who cannot see it. Show no patient's face."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args, initial=None, author=None, **kwargs):
        start = {"key": uuid.uuid4(), "language": get_language()}
        super().__init__(*args, author=author, initial=start | (initial or {}), **kwargs)
        if author and not author.has_accepted_conduct:
            self.fields["conduct"] = ConductField()

    @property
    def rules(self):
        """The rules as the form shows them; empty for who has accepted them."""
        return self.fields["conduct"].help_text if "conduct" in self.fields else ""

    def clean(self):
        self.accepts_conduct = self.cleaned_data.pop("conduct", False)
        super().clean()

    def clean_key(self):
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid.uuid4()

    def refuse(self, message, *, renew_key=False):
        """Send the form back with everything in it and `message`, under a new key where the old one is used up."""
        if renew_key:
            self.data = self.data.copy()
            self.data[self.add_prefix("key")] = str(uuid.uuid4())
        self.add_error(None, message)


class ThreadForm(PostForm):
    """The opening of a thread, for an `audience`: staff choose a group, others write for the one that they see.

    When that is another one by the time the form comes, it comes back: nobody writes for others than they believe.
    """

    kind = forms.ChoiceField(
        label=_("What do you start?"),
        help_text=_("A question can have one answer that is marked as the one that helped."),
        choices=Thread.Kind,
        widget=forms.RadioSelect,
        required=False,
    )
    group = forms.CharField(required=False, widget=forms.HiddenInput)
    title = TitleField()
    field_order = ["key", "kind", "group", "title", "text", "language"]

    def __init__(self, *args, audience, initial=None, **kwargs):
        self.audience = audience
        super().__init__(*args, initial={"group": audience.key} | (initial or {}), **kwargs)
        if audience.choices:
            begun = [("", "—")] if self.initial.get("text") else []  # a draft does not know for whom it was begun
            field = forms.ChoiceField(label=_("Who reads it?"), choices=[*begun, *audience.options])
            self.fields["group"] = field

    def clean_kind(self):
        return self.cleaned_data["kind"] or Thread.Kind.DISCUSSION

    def clean_group(self):
        group = self.cleaned_data["group"]
        if group and not self.audience.choices and group != self.audience.key:
            self.regroup()
            raise forms.ValidationError(OTHER_GROUP)
        return group or None

    def regroup(self):
        """Send the form back for the group in which its writer is now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("group")] = self.audience.key


class VersionedForm(forms.Form):
    """What a post says, to be changed. `version` is the one that its editor has read; `newer` is the post as it is now,
    where it says something else meanwhile."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    newer = None

    def show_newer(self, post):
        """The form comes back with its words and with those of the post; sent again, it changes these."""
        self.newer, self.data = post, self.data.copy()
        self.data[self.add_prefix("version")] = post.version
        self.add_error(
            None, _("The post was changed meanwhile. Compare both texts; if you save, yours takes its place.")
        )


class EditForm(VersionedForm, PostForm):
    """One's own post again, `edited`. The key names the pictures that are brought to the form."""

    def clean(self):
        super().clean()
        self.cleaned_data.pop("key", None)


class OpeningEditForm(EditForm):
    title = TitleField()
    field_order = ["key", "title", "text", "language"]


class TranslationForm(forms.Form):
    """A post in another language."""

    language = forms.ChoiceField(label=_("Language of the translation"))
    text = ProseField(label=_("Translation"), help_text=FORMATTING)

    def __init__(self, *args, post, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [choice for choice in settings.LANGUAGES if choice[0] != post.language]


class LanguagesForm(forms.Form):
    """In which languages somebody reads posts."""

    languages = forms.MultipleChoiceField(
        label=_("Show me posts in"),
        help_text=_("Posts in other languages are left out and counted. One tap shows them."),
        choices=lambda: settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )


class SearchForm(forms.Form):
    """What somebody looks for in discussions; what makes no sense filters nothing."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    course = forms.ChoiceField(label=_("Course"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: [("", _("All languages")), *settings.LANGUAGES]
    )
    show = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[
            ("", _("Everything")),
            ("mine", _("Mine")),
            ("followed", _("Followed")),
            ("questions", _("Questions")),
            ("unanswered", _("Unanswered")),
        ],
    )

    def __init__(self, *args, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [("", _("All my courses")), *courses]

    def wanted(self, name):
        """What is asked by the field `name`; empty for what makes no sense."""
        self.is_valid()
        return self.cleaned_data.get(name, "")


class ReportForm(forms.Form):
    """What is wrong with a post."""

    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Report.Reason, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What should moderators know?"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
