"""What answers are worth. Pure calculation: keys in, points out.

A *structure* is `{"questions": [{"key", "kind", "points", "options": [{"key", "right"}]}]}`; *answers* are
`{question key: [keys of the options chosen]}`. A question gives all its points for exactly the right ones, else none.
"""

from dataclasses import dataclass
from enum import StrEnum


class QuestionKind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"


@dataclass(frozen=True)
class Result:
    """Points reached and points possible; `right` are the keys of the questions answered right."""

    points: int
    max_points: int
    right: frozenset

    @property
    def percent(self):
        """Whole per cent, rounded down: 70 means 70 or more was reached. 0 for a quiz without points."""
        return self.points * 100 // self.max_points if self.max_points else 0


class UnknownAnswer(ValueError):
    """An answer to a question, or by an option, that the structure does not have; or too many options."""


def check_answer(structure, question_key, option_keys):
    """Refuse an answer that the question does not allow. Raises `UnknownAnswer`."""
    question = next((q for q in structure["questions"] if q["key"] == question_key), None)
    if question is None:
        raise UnknownAnswer(f"no question {question_key}")
    known = {option["key"] for option in question["options"]}
    if not set(option_keys) <= known:
        raise UnknownAnswer(f"no such option in {question_key}")
    if question["kind"] != QuestionKind.MULTIPLE and len(option_keys) > 1:
        raise UnknownAnswer(f"one option at most in {question_key}")


def is_right(question, chosen):
    """Are exactly the right options of `question` chosen?"""
    return set(chosen) == {option["key"] for option in question["options"] if option["right"]}


def max_points(structure):
    return sum(question["points"] for question in structure["questions"])


def grade(structure, answers):
    """The `Result` of `answers`; questions without an answer give nothing."""
    right = [question for question in structure["questions"] if is_right(question, answers.get(question["key"], ()))]
    return Result(
        points=sum(question["points"] for question in right),
        max_points=max_points(structure),
        right=frozenset(question["key"] for question in right),
    )
