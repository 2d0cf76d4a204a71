"""For whom somebody writes in a discussion, and what of it staff look at: said wherever a discussion is split."""

from dataclasses import dataclass

from cohorts.models import Cohort
from forums.models import EVERYBODY, Discussion, Group, Thread, groups_in, own_group
from forums.rules import may_moderate


@dataclass(frozen=True)
class Audience:
    """`group` is the writer's own; who looks after the discussion has `choices` instead, of groups beside everybody."""

    group: Group = EVERYBODY
    choices: tuple = ()

    @property
    def key(self):
        return self.group.key

    @property
    def options(self):
        """[(key, name)] to choose among."""
        return [(group.key, group.name) for group in (EVERYBODY, *self.choices)]


def audience_of(user, discussion, enrolment):
    """The `Audience` for which `user` opens a thread in `discussion`; `enrolment` as `enrolment_of` finds it.

    One query at most, and none for a learner.
    """
    if discussion.is_split and may_moderate(user, discussion):
        return Audience(choices=tuple(groups_in(discussion)))
    return Audience(own_group(user, discussion, enrolment))


@dataclass(frozen=True)
class GroupFilter:
    """The groups of which there are threads, and the one that staff want to see, or None for all."""

    groups: tuple = ()
    chosen: Group | None = None

    @property
    def options(self):
        """[(value in the address, name, is it chosen?)]."""
        return [(group.key, group.name, group == self.chosen) for group in self.groups]

    def of_threads(self, threads):
        if self.chosen is None:
            return threads
        return threads.filter(group=self.chosen.code, cohort=self.chosen.cohort)


def group_filter(user, discussion, query):
    """The `GroupFilter` for the list of an activity's `discussion`, as the address `query` has it; empty for learners.

    A query for who looks after the discussion, none for others. What is no activity's is not split.
    """
    if discussion.activity_id is None or not may_moderate(user, discussion):
        return GroupFilter()
    here = Thread.objects.listed().filter(discussion__in=Discussion.objects.at(discussion)).order_by()
    rows = here.values_list("group", "cohort", "cohort__key", "cohort__name").distinct()
    groups = [Group(code, Cohort(pk=pk, key=key, name=name) if pk else None) for code, pk, key, name in rows]
    if not any(groups):
        return GroupFilter()
    groups.sort(key=lambda group: (bool(group), group.name))
    wanted = query.get("group")
    return GroupFilter(tuple(groups), next((group for group in groups if wanted == group.key), None))
