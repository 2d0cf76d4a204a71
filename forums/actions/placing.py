"""Where something is written, and for whom."""

from forums.actions.refusals import OtherGroup
from forums.models import EVERYBODY, Discussion, groups_in, own_group, place_of_activity
from forums.rules import may_moderate


def place_for(*, activity=None, course=None, subject="", cohort=None):
    """The discussion of an activity or a cohort, or on a subject in a course; not saved."""
    if activity:
        return place_of_activity(activity)
    return Discussion(course=cohort.course if cohort else course, subject=subject, cohort=cohort)


def kept_place(place):
    """The discussion of `place` as it is in the database; made when somebody first writes there."""
    if place.pk:
        return place
    if place.activity:
        found, _created = Discussion.objects.get_or_create(activity=place.activity, defaults={"course": place.course})
    elif place.cohort:
        found, _created = Discussion.objects.get_or_create(cohort=place.cohort, defaults={"course": place.course})
    else:
        on_subject = {"activity": None, "cohort": None, "course": place.course, "subject": place.subject}
        found, _created = Discussion.objects.get_or_create(**on_subject)
    found.activity, found.course, found.cohort = place.activity, place.course, place.cohort  # read already
    return found


def group_for(author, discussion, key, enrolment):
    """The `Group` that reads what `author` opens there. Raises `OtherGroup` when that is not the one of `key`."""
    chooses = discussion.is_split and may_moderate(author, discussion)
    groups = [EVERYBODY, *groups_in(discussion)] if chooses else [own_group(author, discussion, enrolment)]
    found = next((group for group in groups if key in (None, group.key)), None)
    if found is None:
        raise OtherGroup
    return found
