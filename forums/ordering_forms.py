"""Forms by which moderators keep conversations in order, and decide about people."""

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from forums.forms import TitleField
from forums.models import REASON_LENGTH, WORDS_LENGTH, Discussion, Sanction, Thread, place_of_activity
from modules.kinds.discussion import Discussion as DiscussionKind
from modules.models import Activity
from modules.outline import outline_of

OTHERS_SHOWN = 100
SILENCE_DAYS = (1, 3, 7, 30)


class LockForm(forms.Form):
    """Why a conversation is closed; nobody must say it."""

    reason = forms.CharField(label=_("Reason, for the log"), max_length=WORDS_LENGTH, required=False)


class MoveForm(forms.Form):
    """Into which discussion of the course."""

    to = forms.ChoiceField(label=_("Into the discussion"))

    def __init__(self, *args, thread, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "—"), *_other_places(thread)]
        self.course, self.cohort = thread.discussion.course, thread.cohort

    def clean_to(self):
        to = self.cleaned_data["to"]
        if self.cohort and to == str(self.cohort.key):
            return Discussion(course=self.course, cohort=self.cohort)
        if to in Discussion.Subject:
            return Discussion(course=self.course, subject=to)
        return place_of_activity(Activity.objects.select_related("module__course").get(key=to))


def _other_places(thread):
    """The subjects of the course and the discussions of its activities, and that of the cohort that reads `thread`.

    But for the one in which it is.
    """
    discussion, outline = thread.discussion, outline_of(thread.discussion.course, get_language())
    own = Discussion(course=discussion.course, cohort=thread.cohort)
    places = [(str(thread.cohort.key), own.title)] if thread.cohort else []
    places += list(Discussion.Subject.choices) + [
        (activity.key, f"{module.title}: {activity.title}")
        for module in outline.modules
        for activity in module.activities
        if activity.kind.name == DiscussionKind.name
    ]
    place = discussion.activity or discussion.cohort
    here = str(place.key) if place else discussion.subject
    return [(key, title) for key, title in places if key != here]


class MergeForm(forms.Form):
    """With which conversation of the same discussion."""

    other = forms.ModelChoiceField(
        label=_("With the conversation"), queryset=Thread.objects.none(), to_field_name="key"
    )

    def __init__(self, *args, thread, **kwargs):
        super().__init__(*args, **kwargs)
        others = Thread.objects.listed().filter(discussion=thread.discussion_id).exclude(pk=thread.pk)
        others = others.filter(group=thread.group, cohort=thread.cohort_id)
        newest = others.order_by("-last_post_at").values("pk")[:OTHERS_SHOWN]
        self.fields["other"].queryset = Thread.objects.filter(pk__in=list(newest.values_list("pk", flat=True)))


class SplitForm(forms.Form):
    """Which answers go into a conversation of their own, and what that is called."""

    title = TitleField()
    posts = forms.ModelMultipleChoiceField(
        label=_("Answers that go there, with what was answered to them"),
        queryset=None,
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one answer.")},
    )
    field_order = ["posts", "title"]

    def __init__(self, *args, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["posts"].queryset = posts


class SanctionForm(forms.Form):
    """What is decided about the author of a post."""

    kind = forms.ChoiceField(label=_("What do you decide?"), choices=Sanction.Kind, widget=forms.RadioSelect)
    days = forms.TypedChoiceField(
        label=_("For how long, where the person may not write"),
        coerce=int,
        initial=SILENCE_DAYS[1],
        choices=lambda: [
            (days, ngettext("%(days)s day", "%(days)s days", days) % {"days": days}) for days in SILENCE_DAYS
        ],
    )
    reason = forms.CharField(
        label=_("Reason, which the person reads"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
