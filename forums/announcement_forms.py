"""Forms of those who teach: what a course or a cohort is told."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cohorts.models import Cohort
from forums.forms import FORMATTING, ProseField, TitleField

ALL = "all"


class AnnouncementForm(forms.Form):
    """What people are told: a title and a text in each language, one of them at least; of a new one, to whom."""

    audience = forms.ChoiceField(label=_("Who reads it?"), widget=forms.RadioSelect)
    is_public = forms.BooleanField(
        label=_("Show it to everybody, without signing in, and in the web feed"), required=False
    )
    widens = forms.BooleanField(label=_("Yes, from now on everybody may read it"), required=False)

    def __init__(self, *args, languages, course, announcement=None, **kwargs):
        start = {"is_public": announcement.is_public} if announcement else {"key": uuid.uuid4(), "audience": ALL}
        super().__init__(*args, initial=start, **kwargs)
        self.announcement = announcement
        self.languages = list(dict.fromkeys([*languages, *_texts(announcement)]))
        self._offer_audience(course)
        for language in self.languages:
            text = _texts(announcement).get(language)
            title, source = (text.title, text.source) if text else ("", "")
            self.fields[f"title_{language}"] = TitleField(required=False, initial=title)
            field = ProseField(label=_("Text"), help_text=FORMATTING, required=False, initial=source)
            self.fields[f"text_{language}"] = field

    def _offer_audience(self, course):
        """Of a new one: everybody or a cohort, open or closed. Who reads a published one stays, but for the world."""
        self.cohorts = {} if self.announcement else _cohorts_of(course)
        if self.announcement is None:
            self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput)
        elif self.announcement.cohort_id:
            del self.fields["is_public"]
        if self.cohorts:
            named = [(key, _label(cohort)) for key, cohort in self.cohorts.items()]
            self.fields["audience"].choices = [(ALL, _("Everybody in the course")), *named]
        else:
            del self.fields["audience"]
        if not self.announcement or not self.is_bound:
            del self.fields["widens"]

    @property
    def in_languages(self):
        """[(language, field of the title, field of the text)]."""
        return [(code, self[f"title_{code}"], self[f"text_{code}"]) for code in self.languages]

    @property
    def asks_to_widen(self):
        """Is it to be public from now on? Then somebody says so twice."""
        return self.has_error("widens") or "widens" in self.data

    @property
    def cleaned(self):
        """What the verb that publishes takes."""
        return self.words | {"key": self.cleaned_data["key"], "cohort": self._cohort}

    @property
    def changed(self):
        """What the verb that edits takes."""
        return self.words | {"widens": self.cleaned_data["widens"]}

    @property
    def _cohort(self):
        return self.cohorts.get(self.cleaned_data.get("audience"))

    @property
    def words(self):
        return {"texts": self.texts, "is_public": self.cleaned_data.get("is_public", False)}

    def clean(self):
        self._clean_texts()
        if not self.cleaned_data.get("is_public"):
            return
        if self._cohort:
            self.add_error("is_public", _("What is for one cohort cannot be shown to everybody."))
        if self.announcement and not (self.announcement.is_public or self.cleaned_data.get("widens")):
            self.add_error("widens", _("Until now only those in the course read it. If everybody may, say so here."))

    def _clean_texts(self):
        self.texts = {}
        for language in self.languages:
            title, text = self.cleaned_data.get(f"title_{language}"), self.cleaned_data.get(f"text_{language}")
            if title and text:
                self.texts[language] = (title, text)
            elif title and not self.has_error(f"text_{language}"):
                self.add_error(f"text_{language}", _("Write something first."))
            elif text and not self.has_error(f"title_{language}"):
                self.add_error(f"title_{language}", _("Give it a title."))
        if not self.texts and not self.errors:
            raise forms.ValidationError(_("Write it in one language at least."))


def _cohorts_of(course):
    return {str(cohort.key): cohort for cohort in Cohort.objects.in_course(course).with_members()}


def _label(cohort):
    people = ngettext("%(count)d person", "%(count)d people", cohort.members_count) % {"count": cohort.members_count}
    closed = "" if cohort.is_open else _("takes no new members")
    facts = [str(fact) for fact in (cohort.country.name, people, closed) if fact]
    return f"{cohort.name} ({' · '.join(facts)})"


def _texts(announcement):
    return {text.language: text for text in announcement.texts.all()} if announcement else {}
