"""What answers are worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.grading import UnknownAnswer, check_answer, grade, max_points

STRUCTURE = {
    "questions": [
        {
            "key": "one",
            "kind": "single",
            "points": 1,
            "options": [{"key": "a", "right": True}, {"key": "b", "right": False}],
        },
        {
            "key": "two",
            "kind": "multiple",
            "points": 2,
            "options": [{"key": "c", "right": True}, {"key": "d", "right": True}, {"key": "e", "right": False}],
        },
    ]
}


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        ({}, 0),
        ({"one": ["a"]}, 1),
        ({"one": ["b"], "two": ["c", "d"]}, 2),
        ({"two": ["c"]}, 0),
        ({"two": ["c", "d", "e"]}, 0),
        ({"one": ["a"], "two": ["d", "c"]}, 3),
    ],
)
def test_points_are_for_exactly_the_right_options(answers, points):
    assert grade(STRUCTURE, answers).points == points


def test_percent_is_rounded_down():
    assert grade(STRUCTURE, {"two": ["c", "d"]}).percent == 66


@pytest.mark.parametrize(("question", "options"), [("none", ["a"]), ("one", ["z"]), ("one", ["a", "b"])])
def test_answer_that_the_question_does_not_have_is_refused(question, options):
    with pytest.raises(UnknownAnswer):
        check_answer(STRUCTURE, question, options)


@given(st.dictionaries(st.sampled_from(["one", "two", "else"]), st.lists(st.sampled_from("abcde"))))
def test_points_are_never_more_than_there_are(answers):
    result = grade(STRUCTURE, answers)
    assert 0 <= result.points <= result.max_points == max_points(STRUCTURE) == 3
