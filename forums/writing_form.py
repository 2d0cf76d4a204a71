"""What a form for writing has beside its fields: the pictures that it holds, what may identify somebody, a preview."""

from functools import cached_property
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from forums.models import ALT_LENGTH, PostPicture
from forums.privacy import composed, find_identifiers
from forums.prose import clean_text, figures, render

KINDS = {
    "name": _("A person's name with an age, a date or a document"),
    "phone": _("A phone number"),
    "email": _("An e-mail address"),
    "number": _("The number of a document or a medical record"),
    "birth": _("A date of birth"),
    "address": _("An address"),
}
AROUND = 40  # characters shown on each side of a passage
NO_ALT = _("Say in a few words what each picture shows.")


class WritingForm(forms.Form):
    """`do` is what the writer wants: send (the default), anyway, preview, draft, picture; or `drop` a picture.

    `seen` are the passages that were pointed out when the writer said "anyway": a passage that came later is pointed
    out again.
    """

    preview = ""
    is_kept = False  # the draft was just saved
    draft = None  # what the form was filled in from

    def __init__(self, *args, author=None, edited=None, **kwargs):
        self.author, self.edited = author, edited
        super().__init__(*args, **kwargs)

    @property
    def wish(self):
        return "drop" if self.data.get("drop") else self.data.get("do", "send")

    @property
    def is_filled(self):
        """Is there more in it than in an empty form?"""
        return self.is_bound or bool(self.draft or self.initial.get("text"))

    @property
    def form_key(self):
        """The key under which pictures are brought to the form."""
        try:
            return UUID(str(self["key"].value()))
        except ValueError:
            return UUID(int=0)

    @cached_property
    def pictures(self):
        """Those that the form holds, with the texts written beside them. No query where there are none."""
        if self.draft and not self.is_bound:
            return list(PostPicture.objects.filter(owner=self.author, form_key=self.draft.key, post=None))
        keys = self.data.getlist("pictures") if self.is_bound else self.initial.get("pictures", [])
        keys = [key for key in keys if _is_key(key)]
        if not keys:
            return []
        mine = PostPicture.objects.filter(Q(post=None) | Q(post=self.edited), key__in=keys, owner=self.author)
        found = list(mine)
        for picture in found:
            alt = self.data.get(f"alt_{picture.key}", picture.alt) if self.is_bound else picture.alt
            picture.alt = " ".join(alt.replace("\x00", "").split())[:ALT_LENGTH]
        return found

    @property
    def lacks_alt(self):
        return any(not picture.alt for picture in self.pictures)

    def clean(self):
        self.cleaned_data.pop("picture", None)
        self.cleaned_data.pop("alt", None)
        if self.lacks_alt:
            self.add_error(None, NO_ALT)
        self.cleaned_data["pictures"] = self.pictures
        self.cleaned_data["sent_anyway"] = bool(self.findings)

    @cached_property
    def _searched(self):
        """All that would be read, as one text."""
        fields = [self.data.get(name, "") for name in ("title", "text")]
        return composed("\n".join([*fields, *(picture.alt for picture in self.pictures)]).replace("\r\n", "\n"))

    @cached_property
    def findings(self):
        """What may identify somebody, where something is sent or looked at; never stored."""
        return find_identifiers(self._searched) if self.is_bound else []

    @property
    def is_decided(self):
        """Is there nothing to point out, or has the writer seen all of it and decided?"""
        seen = {composed(passage) for passage in self.data.getlist("seen")}
        return not self.findings or (self.wish == "anyway" and all(f.passage in seen for f in self.findings))

    @property
    def shown_findings(self):
        """[{kind, before, passage, after}] for the writer to look at, where the form came back because of them."""
        if not getattr(self, "points_out", False):
            return []
        text = self._searched
        return [
            {
                "kind": KINDS[found.kind],
                "before": text[max(0, found.start - AROUND) : found.start],
                "passage": found.passage,
                "after": text[found.end : found.end + AROUND],
            }
            for found in self.findings
        ]

    def quiet(self):
        """Nothing is wrong yet: the form comes back with its words, for another reason."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    def show_preview(self):
        """What the post would look like, in `preview`; or why it could not be sent."""
        self.quiet()
        try:
            self.preview = render(clean_text(self.data.get("text", ""))) + figures(self.pictures)
        except ValidationError as error:
            self.add_error("text", error)


def _is_key(text):
    try:
        return bool(UUID(str(text)))
    except ValueError:
        return False
