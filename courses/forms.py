from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from courses.models import Course, Topic
from pages.prepared import prepared


class CatalogueForm(forms.Form):
    """The catalogue's filters, all of them optional, all in the address."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False, widget=forms.SearchInput)
    language = forms.ChoiceField(label=_("Language of the course"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.fields["language"].choices = [("", _("Any language")), *settings.LANGUAGES]
        self.fields["topic"].choices = [("", _("Any topic")), *_topics_in(get_language()).items()]

    def topics_of(self, course):
        """The names of the course's topics in the active language."""
        names = dict(self.fields["topic"].choices)
        return [names[topic.key] for topic in course.topics.all()]

    def courses(self):
        """The listed courses that the filters leave, in order; a filter with a mistake leaves all."""
        chosen = self.cleaned_data if self.is_valid() else {}
        found = Course.objects.listed()
        if chosen.get("language"):
            found = found.in_language(chosen["language"])
        if chosen.get("topic"):
            found = found.about(chosen["topic"])
        if chosen.get("q"):
            found = found.matching(chosen["q"])
        return found.prefetch_related("topics")


def _topics_in(language):
    """{key: the name in `language`, else in any, else the key} of the topics of all courses. One query."""
    found = {}
    for key, known, name in _names_of_topics():
        if key not in found or known == language:
            found[key] = name or key
    return found


@prepared
def _names_of_topics():
    names = Topic.objects.filter(courses__isnull=False).values_list("key", "names__language", "names__name")
    return names.distinct().order_by("key", "names__language")


class InstructorForm(forms.Form):
    """Who is to teach, by the address they sign in with; `user` when the form is right."""

    email = forms.EmailField(label=_("E-mail address of the instructor"), max_length=254)

    def clean_email(self):
        self.user = User.objects.with_email(self.cleaned_data["email"]).filter(is_active=True).first()
        if self.user is None:
            raise forms.ValidationError(_("Nobody has signed up with this e-mail address."))
        return self.user.email
