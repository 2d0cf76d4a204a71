"""What learners do."""

import pytest

from enrolments.actions import AttemptClosed, enrol, leave, mark_complete, measure, save_answers
from enrolments.models import Completion, Enrolment
from tests.factories.enrolments import answer_all, complete, make_enrolment
from tests.factories.modules import activities

pytestmark = pytest.mark.django_db


def test_enrol_twice_counts_once(course, amina):
    assert enrol(user=amina, course=course) == enrol(user=amina, course=course)
    assert Enrolment.objects.get().country == "KE"


def test_leave_and_come_back_keeps_completions(course, amina):
    enrolment = make_enrolment(course, amina)
    mark_complete(enrolment=enrolment, activity=activities(course, "reading")[0])
    leave(enrolment=enrolment)
    enrol(user=amina, course=course)
    assert Enrolment.objects.active().get().completions.count() == 1


def test_complete_activity_twice_counts_once(course, amina):
    enrolment = make_enrolment(course, amina)
    reading = activities(course, "reading")[0]
    mark_complete(enrolment=enrolment, activity=reading)
    mark_complete(enrolment=enrolment, activity=reading)
    assert Completion.objects.count() == 1


def test_answer_after_submit_is_refused(course, amina):
    enrolment = make_enrolment(course, amina)
    attempt = answer_all(enrolment, activities(course, "quiz")[0])
    question = attempt.version.structure["questions"][0]
    with pytest.raises(AttemptClosed):
        save_answers(attempt=attempt, chosen={question["key"]: []})


def test_all_activities_done_sets_both_dates(course, amina):
    enrolment = make_enrolment(course, amina)
    for activity in activities(course):
        complete(enrolment, activity)
    enrolment.refresh_from_db()
    progress = measure(enrolment)
    assert (progress.done, progress.total, progress.points, progress.max_points) == (6, 6, 4, 4)
    assert enrolment.completed_at
    assert enrolment.achieved_at
