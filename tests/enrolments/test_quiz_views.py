"""Trying a quiz, through the screens."""

import uuid

import pytest
from django.urls import reverse

from enrolments.actions import start_attempt, submit_attempt
from enrolments.models import Answer, Attempt, Completion
from tests.factories.enrolments import answer_all, make_enrolment
from tests.factories.modules import activities, key_of

pytestmark = pytest.mark.django_db

Q1, RIGHT, WRONG = key_of("q1"), key_of("q1", "a"), key_of("q1", "b")


@pytest.fixture
def quiz(course):
    return activities(course, "quiz")[0]


@pytest.fixture
def attempt(client, course, quiz, amina):
    client.force_login(amina)
    return start_attempt(enrolment=make_enrolment(course, amina), activity=quiz)


def post(client, attempt, **kwargs):
    data = {f"q-{key}": value for key, value in kwargs.pop("answers", {}).items()}
    headers = {"HX-Request": "true"} if kwargs.pop("htmx", False) else {}
    return client.post(reverse("enrolments:attempt", args=[attempt.key]), data | kwargs, headers=headers)


def test_start_twice_gives_one_open_attempt(client, course, quiz, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    for _time in range(2):
        client.post(reverse("enrolments:start_attempt", args=[quiz.key]))
    assert Attempt.objects.count() == 1


def test_answer_is_saved_as_it_is_given(client, attempt):
    response = post(client, attempt, answers={Q1: ["", RIGHT]}, htmx=True)
    assert "saved" in response.content.decode()
    assert Answer.objects.get().option_keys == [RIGHT]


def test_answer_given_again_replaces_the_first(client, attempt):
    post(client, attempt, answers={Q1: [RIGHT]}, htmx=True)
    post(client, attempt, answers={Q1: [WRONG]}, htmx=True)
    assert Answer.objects.get().option_keys == [WRONG]


def test_save_without_script_keeps_answers_and_the_attempt_open(client, attempt):
    post(client, attempt, answers={Q1: [RIGHT]}, do="save")
    attempt.refresh_from_db()
    assert attempt.is_open
    assert Answer.objects.count() == 1


def test_submit_with_a_question_unanswered_asks_first(client, attempt):
    response = post(client, attempt, answers={Q1: [RIGHT]}, do="submit")
    attempt.refresh_from_db()
    assert attempt.is_open
    page = client.get(response["Location"]).content.decode()
    assert "submit_anyway" in page


def test_submit_anyway_grades_and_completes_at_the_pass_mark(client, attempt, quiz):
    post(client, attempt, answers={Q1: [RIGHT]}, do="submit_anyway")
    attempt.refresh_from_db()
    assert (attempt.points, attempt.max_points, attempt.passed) == (1, 2, True)
    assert Completion.objects.get().activity == quiz


def test_ring_of_the_result_is_about_points(client, attempt):
    page = client.get(post(client, attempt, answers={Q1: [RIGHT]}, do="submit_anyway")["Location"]).content.decode()
    assert 'aria-label="Points: 1 of 2"' in page
    assert "1 of 2 done" not in page


def test_submit_twice_grades_once(client, attempt):
    post(client, attempt, answers={Q1: [RIGHT]}, do="submit_anyway")
    response = post(client, attempt, answers={Q1: [WRONG]}, do="submit_anyway")
    attempt.refresh_from_db()
    assert response.status_code == 409
    assert attempt.points == 1


def test_answer_after_the_attempt_was_closed_is_refused_and_changes_nothing(client, attempt):
    submit_attempt(attempt=attempt)
    response = post(client, attempt, answers={Q1: [RIGHT]}, htmx=True)
    assert response.status_code == 409
    assert not Answer.objects.exists()


@pytest.mark.parametrize("value", ["nonsense", str(uuid.UUID(int=1)), key_of("q2", "a"), "\x00"])
def test_option_of_another_question_is_refused(client, attempt, value):
    assert post(client, attempt, answers={Q1: [value]}, htmx=True).status_code == 422
    assert not Answer.objects.exists()


def test_two_options_for_one_right_answer_are_refused(client, attempt):
    assert post(client, attempt, answers={Q1: [RIGHT, WRONG]}, htmx=True).status_code == 422


def test_attempt_of_somebody_else_is_not_found(client, attempt, dana):
    client.force_login(dana)
    assert post(client, attempt, answers={Q1: [RIGHT]}, do="submit").status_code == 404


def test_attempts_used_up_say_so(client, course, quiz, amina):
    enrolment = make_enrolment(course, amina)
    client.force_login(amina)
    for _time in range(3):
        answer_all(enrolment, quiz, right=False)
    response = client.post(reverse("enrolments:start_attempt", args=[quiz.key]), follow=True)
    assert "used all your attempts" in response.content.decode()
    assert Attempt.objects.count() == 3


def test_right_answers_and_feedback_stay_hidden_until_submission(client, attempt, quiz):
    open_page = client.post(reverse("enrolments:start_attempt", args=[quiz.key]), follow=True)
    assert "About a." not in open_page.content.decode()
    closed_page = client.get(post(client, attempt, do="submit_anyway")["Location"])
    assert "About a." in closed_page.content.decode()


def test_version_published_during_an_attempt_does_not_change_it(client, attempt, quiz, on_commit):
    from modules.kinds.quiz import QuizPage
    from pages.actions import publish
    from tests.factories.modules import question

    page = QuizPage.objects.get(translation_key=quiz.key, locale__language_code="es")
    raw = [question("q1", right=("b",)), question("q9")]
    page.questions = QuizPage._meta.get_field("questions").to_python(raw)
    with on_commit():
        publish(page)
    post(client, attempt, answers={Q1: [RIGHT]}, do="submit_anyway")
    attempt.refresh_from_db()
    assert (attempt.version.number, attempt.points) == (1, 1)
    assert quiz.versions.first().number == 2


def test_quiz_that_left_the_course_tells_learners_no_answers(client, course, amina, quiz, on_commit):
    from modules.kinds.quiz import QuizPage

    make_enrolment(course, amina)
    pages = {page.language: page for page in QuizPage.objects.filter(translation_key=quiz.key)}
    with on_commit():
        pages["es"].unpublish()
    client.force_login(amina)
    response = client.get(pages["en"].url)
    assert response.status_code == 200
    assert "About a." not in response.content.decode()
