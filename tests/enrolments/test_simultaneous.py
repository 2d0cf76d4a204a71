"""Two requests at the same moment, on real connections: what may happen once happens once."""

import pytest

from courses.models import Course
from enrolments import actions
from enrolments.actions import (
    AttemptClosed,
    NoAttemptLeft,
    enrol,
    leave,
    mark_complete,
    save_answers,
    start_attempt,
    submit_attempt,
)
from enrolments.models import Answer, Attempt, Completion, Enrolment
from enrolments.signals import course_achieved, course_completed
from tests.factories.enrolments import answer_all, complete, make_enrolment
from tests.factories.modules import activities
from tests.simultaneous import Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 4


@pytest.fixture
def enrolment(course, amina):
    """In a course that asks for every activity and every point."""
    course.participation_share = course.achievement_share = 100
    course.save(update_fields=["participation_share", "achievement_share"])
    return make_enrolment(course, amina)


@pytest.fixture
def quiz(course):
    return activities(course, "quiz")[0]


@pytest.fixture
def announced():
    """The names of the steps that were announced, in order."""
    heard, listeners = [], []
    for name, signal in {"completed": course_completed, "achieved": course_achieved}.items():
        listeners.append((signal, lambda name=name, **_kwargs: heard.append(name)))
        signal.connect(listeners[-1][1])
    yield heard
    for signal, listener in listeners:
        signal.disconnect(listener)


def asked(verb, *refusals, **fields):
    """`verb` as several requests ask for it: each with rows that it fetched itself. A refusal is returned."""

    def ask():
        fresh = {name: type(it).objects.get(pk=it.pk) if hasattr(it, "pk") else it for name, it in fields.items()}
        try:
            return verb(**fresh)
        except refusals as refusal:
            return refusal

    return ask


def right_answers(attempt):
    questions = attempt.version.structure["questions"]
    return {one["key"]: [option["key"] for option in one["options"] if option["right"]] for one in questions}


def readings_first(course):
    return sorted(activities(course), key=lambda it: it.kind != "reading")


def test_enrol_at_once_makes_one_enrolment(course, amina, monkeypatch):
    monkeypatch.setattr(Course, "is_open", Meeting(THREADS).before(Course.is_open))
    first, *others = at_once(*[asked(enrol, user=amina, course=course)] * THREADS)
    assert others == [first] * (THREADS - 1)
    assert Enrolment.objects.count() == 1


def test_come_back_at_once_keeps_the_enrolment(course, amina, enrolment):
    leave(enrolment=enrolment)
    at_once(*[asked(enrol, user=amina, course=course)] * THREADS)
    assert Enrolment.objects.get().is_active


def test_start_at_once_opens_one_attempt(enrolment, quiz, monkeypatch):
    monkeypatch.setattr(actions, "_touch", Meeting(THREADS).before(actions._touch))
    started = at_once(*[asked(start_attempt, enrolment=enrolment, activity=quiz)] * THREADS)
    assert set(started) == {Attempt.objects.get()}
    assert started[0].number == 1


def test_start_after_another_attempt_uses_the_next_number_once(enrolment, quiz, monkeypatch):
    answer_all(enrolment, quiz, right=False)
    monkeypatch.setattr(actions, "_touch", Meeting(THREADS).before(actions._touch))
    at_once(*[asked(start_attempt, enrolment=enrolment, activity=quiz)] * THREADS)
    assert list(Attempt.objects.values_list("number", flat=True)) == [1, 2]


def test_start_while_the_last_attempt_is_submitted_opens_none(enrolment, quiz):
    quiz.terms |= {"attempts": 1}
    quiz.save(update_fields=["terms"])
    attempt = start_attempt(enrolment=enrolment, activity=quiz)
    submit = asked(submit_attempt, attempt=attempt)
    start = asked(start_attempt, NoAttemptLeft, enrolment=enrolment, activity=quiz)
    at_once(submit, start, submit, start)
    assert not Attempt.objects.get().is_open


def test_submit_at_once_grades_and_completes_once(enrolment, quiz, monkeypatch):
    attempt = start_attempt(enrolment=enrolment, activity=quiz)
    save_answers(attempt=attempt, chosen=right_answers(attempt))
    monkeypatch.setattr(Attempt, "result", Meeting(THREADS).before(Attempt.result))
    submitted = at_once(*[asked(submit_attempt, attempt=attempt)] * THREADS)
    assert {(it.submitted_at, it.points) for it in submitted} == {(Attempt.objects.get().submitted_at, 2)}
    assert Completion.objects.count() == 1


def test_answers_at_once_keep_one_for_each_question(enrolment, quiz):
    attempt = start_attempt(enrolment=enrolment, activity=quiz)
    first, second = attempt.version.structure["questions"]
    options = [option["key"] for option in first["options"]]
    saves = [asked(save_answers, attempt=attempt, chosen={first["key"]: [option]}) for option in options]
    at_once(*saves, asked(save_answers, attempt=attempt, chosen={second["key"]: []}))
    assert Answer.objects.count() == 2
    assert attempt.chosen()[first["key"]][0] in options


def test_answer_while_submitting_is_graded_or_refused(enrolment, quiz, monkeypatch):
    attempt, meeting = start_attempt(enrolment=enrolment, activity=quiz), Meeting(2)
    monkeypatch.setattr(Answer.objects, "bulk_create", meeting.before(Answer.objects.bulk_create))
    save = asked(save_answers, AttemptClosed, attempt=attempt, chosen=right_answers(attempt))
    at_once(save, meeting.after(asked(submit_attempt, attempt=attempt)))
    attempt.refresh_from_db()
    assert attempt.points == attempt.result().points


def test_mark_at_once_completes_once(course, enrolment):
    reading = activities(course, "reading")[0]
    assert at_once(*[asked(mark_complete, enrolment=enrolment, activity=reading)] * THREADS) == [True] * THREADS
    assert Completion.objects.count() == 1


def test_last_activity_at_once_announces_once(course, enrolment, announced, monkeypatch):
    last, *others = readings_first(course)
    for activity in others:
        complete(enrolment, activity)
    assert announced == ["achieved"]
    monkeypatch.setattr(actions, "_reach", Meeting(THREADS).before(actions._reach))
    at_once(*[asked(mark_complete, enrolment=enrolment, activity=last)] * THREADS)
    assert announced == ["achieved", "completed"]


def test_last_two_activities_at_once_complete_the_course(course, enrolment, announced, monkeypatch):
    """Either alone is not the last: the second to be counted must see the first."""
    last, before, *others = readings_first(course)
    for activity in others:
        complete(enrolment, activity)
    monkeypatch.setattr(actions, "measure", Meeting(2).before(actions.measure))
    at_once(*(asked(mark_complete, enrolment=enrolment, activity=activity) for activity in (last, before)))
    assert announced == ["achieved", "completed"]


def test_last_two_quizzes_at_once_achieve_the_course(course, enrolment, announced, monkeypatch):
    attempts = [start_attempt(enrolment=enrolment, activity=activity) for activity in activities(course, "quiz")]
    for attempt in attempts:
        save_answers(attempt=attempt, chosen=right_answers(attempt))
    monkeypatch.setattr(actions, "measure", Meeting(2).before(actions.measure))
    at_once(*(asked(submit_attempt, attempt=attempt) for attempt in attempts))
    assert announced == ["achieved"]
