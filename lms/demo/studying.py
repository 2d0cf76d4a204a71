"""Demo learners at work, by the verbs that the screens use."""

from datetime import timedelta

from django.utils import timezone

from enrolments.actions import mark_complete, save_answers, start_attempt, submit_attempt
from modules.models import Activity


def doable(course):
    """The activities that one completes alone, in order: all but discussions."""
    return [activity for activity in Activity.objects.of_course(course).current() if activity.kind != "discussion"]


def study_some(enrolment, *, count, at=None, skill=1.0, luck=None):
    """Do the first `count` of the doable activities, some hours after each other from the moment `at` on.

    `skill` is the share of questions answered right; `luck` a `random.Random` that says which, None for all of them.
    """
    moment = at or timezone.now() - timedelta(days=2)
    for activity in doable(enrolment.course)[:count]:
        moment = min(moment + timedelta(hours=luck.randint(2, 70) if luck else 3), timezone.now())
        if activity.behaviour.learner_marks:
            mark_complete(enrolment=enrolment, activity=activity, at=moment)
        else:
            try_quiz(enrolment, activity, at=moment, skill=skill, luck=luck)


def study_all(enrolment, **how):
    study_some(enrolment, count=len(doable(enrolment.course)), **how)


def try_quiz(enrolment, activity, *, at, skill=1.0, luck=None):
    """One submitted attempt."""
    attempt = start_attempt(enrolment=enrolment, activity=activity, at=at)
    chosen = {}
    for question in attempt.version.structure["questions"]:
        knows = luck is None or luck.random() < skill
        right = [option["key"] for option in question["options"] if option["right"]]
        wrong = [option["key"] for option in question["options"] if not option["right"]]
        chosen[question["key"]] = right if knows else wrong[:1]
    save_answers(attempt=attempt, chosen=chosen, at=at)
    return submit_attempt(attempt=attempt, at=at)
