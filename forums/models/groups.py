"""The groups into which a discussion may be split, and who is in which.

A thread keeps the group in which it was opened: neither another split nor a move shows it to anybody else. In which
group somebody is their profile and their seat say today.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django_countries import countries

from cohorts.models import Cohort, Seat
from enrolments.models import Enrolment
from modules.kinds.discussion import DiscussionPage

Split = DiscussionPage.Split
CODE_LENGTH = 20


@dataclass(frozen=True)
class Group:
    """`code` is empty for everybody, `country:KE`, `language:es`; or `cohort`, without one for who has no seat."""

    code: str = ""
    cohort: Cohort | None = None

    def __bool__(self):
        return bool(self.code)

    @property
    def key(self):
        """As forms and addresses have it."""
        if self.code == Split.COHORT:
            return f"{self.code}:{self.cohort.key if self.cohort else ''}"
        return self.code or "all"

    @property
    def name(self):
        kind, _colon, value = self.code.partition(":")
        return NAMES[kind](self.cohort if kind == Split.COHORT else value)


def _language(code):
    name = get_language_info(code)["name_local"]
    return name[:1].upper() + name[1:]


NAMES = {
    "": lambda _nothing: _("Everybody in this discussion"),
    Split.COHORT: lambda cohort: cohort.name if cohort else _("Those without a cohort"),
    Split.COUNTRY: lambda code: str(countries.name(code)) if code else _("Those without a country"),
    Split.LANGUAGE: _language,
}
EVERYBODY = Group()


def _country_group(user):
    return Group(f"{Split.COUNTRY}:{user.country.code or ''}")


def _language_group(user):
    return Group(f"{Split.LANGUAGE}:{user.language or settings.LANGUAGE_CODE}")


def own_group(user, discussion, enrolment=None):
    """The group with which `user` talks in `discussion`, as it is split today.

    One query where it is by cohort and `enrolment`, that by which they talk there with its seat, is not given.
    """
    if discussion.cohort_id:
        return Group(Split.COHORT, discussion.cohort)
    if discussion.split == Split.COUNTRY:
        return _country_group(user)
    if discussion.split == Split.LANGUAGE:
        return _language_group(user)
    if discussion.split == Split.COHORT:
        if enrolment is None:
            return Group(Split.COHORT, Cohort.objects.in_course(discussion.course_id).of(user).first())
        seat = getattr(enrolment, "seat", None)
        return Group(Split.COHORT, seat.cohort if seat else None)
    return EVERYBODY


def groups_in(discussion):
    """Those among which who looks after `discussion` chooses beside everybody; not for that of a cohort. One query."""
    if discussion.split == Split.COUNTRY:
        enrolled = Enrolment.objects.active().in_course(discussion.course_id).order_by()
        codes = enrolled.values_list("user__country", flat=True).distinct()
        return sorted((Group(f"{Split.COUNTRY}:{code}") for code in codes), key=lambda group: group.name)
    if discussion.split == Split.LANGUAGE:
        return [Group(f"{Split.LANGUAGE}:{code}") for code, _name in settings.LANGUAGES]
    if discussion.split == Split.COHORT:
        cohorts = Cohort.objects.in_course(discussion.course_id)
        return [*(Group(Split.COHORT, cohort) for cohort in cohorts), Group(Split.COHORT)]
    return []


def is_in_group(user):
    """The condition, on a thread, that it is for everybody or for a group of `user`."""
    theirs = ["", _country_group(user).code, _language_group(user).code]
    seats = Seat.objects.filter(enrolment__user=user, enrolment__left_at=None)
    in_cohort = Q(cohort__in=seats.values("cohort"))
    in_none = Q(cohort=None) & ~Exists(seats.filter(enrolment__course=OuterRef("discussion__course")))
    return Q(group__in=theirs) | Q(group=Split.COHORT) & (in_cohort | in_none)


def is_member_for(thread):
    """The same the other way round: the condition, on a user, that `thread` is for everybody or for a group of theirs.

    Whether they study the course it does not say.
    """
    kind, _colon, value = thread.group.partition(":")
    if kind == Split.COUNTRY:
        return Q(country=value)
    if kind == Split.LANGUAGE:
        return Q(language=value) | Q(language="") if value == settings.LANGUAGE_CODE else Q(language=value)
    if kind == Split.COHORT:
        seats = Seat.objects.filter(enrolment__left_at=None)
        if thread.cohort_id:
            return Q(pk__in=seats.filter(cohort=thread.cohort_id).values("enrolment__user"))
        return ~Q(pk__in=seats.filter(enrolment__course=thread.discussion.course_id).values("enrolment__user"))
    return Q(pk__isnull=False)
