"""A quiz as a learner sees it: the words of the version that was seen, with what was chosen."""

from dataclasses import dataclass

from modules.grading import QuestionKind, is_right


@dataclass(frozen=True)
class Choice:
    key: str
    text: str
    feedback: str
    chosen: bool
    right: bool


@dataclass(frozen=True)
class Question:
    """`right` is about the whole question; it and the choices' `right` are shown after submission only."""

    key: str
    number: int
    kind: str
    points: int
    text: str
    choices: tuple
    right: bool

    @property
    def answered(self):
        return any(choice.chosen for choice in self.choices)

    @property
    def takes_several(self):
        return self.kind == QuestionKind.MULTIPLE

    @property
    def name(self):
        return f"q-{self.key}"


@dataclass(frozen=True)
class Sheet:
    """An attempt on paper."""

    attempt: object
    questions: tuple

    @property
    def unanswered(self):
        return [question for question in self.questions if not question.answered]


def sheet_of(attempt, language):
    """The `Sheet` of `attempt`, in `language` where its version has the words."""
    version, chosen = attempt.version, attempt.chosen()
    wording = version.wording_in(language, attempt.enrolment.course.source_language)
    rows = enumerate(version.structure["questions"], start=1)
    return Sheet(attempt, tuple(_question(n, row, wording, chosen.get(row["key"], [])) for n, row in rows))


def _question(number, row, wording, chosen):
    words = wording.get(row["key"], {"text": "", "options": {}})
    return Question(
        key=row["key"],
        number=number,
        kind=row["kind"],
        points=row["points"],
        text=words["text"],
        choices=tuple(_choice(option, words["options"].get(option["key"], {}), chosen) for option in row["options"]),
        right=is_right(row, chosen),
    )


def _choice(option, words, chosen):
    return Choice(
        key=option["key"],
        text=words.get("text", ""),
        feedback=words.get("feedback", ""),
        chosen=option["key"] in chosen,
        right=option["right"],
    )
