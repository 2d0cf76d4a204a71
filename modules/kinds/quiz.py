from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from modules.grading import QuestionKind
from modules.kinds.base import ActivityPage, Kind, register
from modules.syllabus.shapes import Choice, Flag, Key, Listing, Mapping, Record, Text, Whole
from pages.fields import ContentField

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link"]
OPTION_FEATURES = ["bold", "italic"]
KIND_CHOICES = [
    (QuestionKind.SINGLE, _("One right answer")),
    (QuestionKind.MULTIPLE, _("Several right answers")),
    (QuestionKind.TRUE_FALSE, _("True or false")),
]


class OptionBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("Answer"), features=OPTION_FEATURES)
    is_right = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.RichTextBlock(
        label=_("Feedback"), features=TEXT_FEATURES, required=False, help_text=_("Why it is right, or what is.")
    )


class QuestionBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=KIND_CHOICES, default=QuestionKind.SINGLE)
    text = blocks.RichTextBlock(label=_("Question"), features=TEXT_FEATURES)
    points = blocks.IntegerBlock(label=_("Points"), default=1, min_value=1, max_value=100)
    options = blocks.ListBlock(OptionBlock(label=_("Answer")), label=_("Answers"), min_num=2, max_num=12)

    class Meta:
        icon = "help"
        label = _("Question")

    def clean(self, value):
        result = super().clean(value)
        message = mistake_in(result["kind"], [bool(option["is_right"]) for option in result["options"]])
        if message:
            raise blocks.StructBlockValidationError(block_errors={"kind": ValidationError(message)})
        return result


def mistake_in(kind, right):
    """What is wrong with a question of that kind whose options are `right` or not, in order; "" when nothing is."""
    if kind == QuestionKind.MULTIPLE:
        return "" if any(right) else _("Mark at least one answer as right.")
    if sum(right) != 1:
        return _("Mark exactly one answer as right.")
    if kind == QuestionKind.TRUE_FALSE and len(right) != 2:
        return _("True or false has exactly two answers.")
    return ""


class QuizPage(ActivityPage):
    """Questions. A question and its options are known by the ids of their blocks, the same in every language."""

    introduction = RichTextField(_("introduction"), blank=True, features=TEXT_FEATURES)
    questions = ContentField([("question", QuestionBlock())], verbose_name=_("questions"), min_num=1)
    graded = models.BooleanField(
        _("graded"), default=False, help_text=_("Its points count for the certificate of achievement.")
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=60,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Per cent of the points that complete it."),
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, help_text=_("0 is without limit."))

    content_panels = [
        *ActivityPage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("questions"),
        MultiFieldPanel(
            [FieldPanel("graded"), FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("attempts")])],
            heading=_("Grading"),
        ),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")


def _question_wording(value):
    bound = value["options"].bound_blocks
    options = {
        option.id: {"text": option.value["text"].source, "feedback": option.value["feedback"].source}
        for option in bound
    }
    return {"text": value["text"].source, "options": options}


QUESTION_FACTS = Record(
    {
        "key": Key(),
        "type": Choice(*QuestionKind),
        "points": Whole(1, 100),
        "objective": Whole(1),
        "options": Mapping(Flag(), least=2, most=12),
    },
    {"case": Flag()},
)
QUESTION_WORDS = Record({"text": Text(), "options": Mapping(Record({"text": Text(), "feedback": Text()}))})


@register
class Quiz(Kind):
    name = "quiz"
    label = _("Quiz")
    icon = "quiz"
    page_model = QuizPage
    graded = True
    facts = {"graded": Flag(), "pass_mark": Whole(0, 100), "attempts": Whole()}
    words = {"introduction": Text(), "questions": Mapping(QUESTION_WORDS)}
    words_in = "yaml"
    sheet = Record({"questions": Listing(QUESTION_FACTS, least=1)})

    def fields_from(self, source):
        words = source.words
        return super().fields_from(source) | {
            "introduction": source.rich_words(words, "introduction", TEXT_FEATURES),
            "questions": questions_from(source),
        }

    def terms(self, page):
        return {"graded": page.graded, "pass_mark": page.pass_mark, "attempts": page.attempts}

    def is_complete(self, terms, evidence):
        return evidence.passed

    def structure(self, page):
        return {"questions": [_question_structure(question) for question in page.questions]}

    def wording(self, page):
        return {question.id: _question_wording(question.value) for question in page.questions}

    def condition(self, terms):
        return _("Reach %(pass_mark)d per cent.") % {"pass_mark": terms["pass_mark"]}


def _question_structure(question):
    options = question.value["options"].bound_blocks
    return {
        "key": question.id,
        "kind": question.value["kind"],
        "points": question.value["points"],
        "options": [{"key": option.id, "right": bool(option.value["is_right"])} for option in options],
    }


def questions_from(source):
    """The raw data of `QuizPage.questions`; refuses facts that cannot be graded and words that do not fit them."""
    facts = {}
    for row in source.sheet["questions"]:
        _check_facts(row, facts, source.aims, source.sheet_file.refuse)
        facts.setdefault(row["key"], row)
    if not source.sheet_file.is_sound:
        return []
    words = source.words["questions"]
    refuse = source.words_file.refuse
    _check_keys("question", facts, words, source.words.lines["questions"], refuse)
    for key in facts.keys() & words.keys():
        _check_keys("option", facts[key]["options"], words[key]["options"], words.lines[key], refuse)
    return [_question_from(source, row, words[key]) for key, row in facts.items() if key in words]


def _check_facts(row, before, aims, refuse):
    if row["key"] in before:
        refuse(row.line, f"the question {row['key']!r} stands here twice")
    if aims and row["objective"] > aims:
        refuse(row.lines["objective"], f"`objective` is {row['objective']}, and there are {aims}")
    mistake = mistake_in(row["type"], list(row["options"].values()))
    if not mistake and row["type"] == QuestionKind.TRUE_FALSE and set(row["options"]) != {"true", "false"}:
        mistake = "A true_false question has the options true and false."
    if mistake and row["type"]:
        refuse(row.line, f"the question {row['key']!r}: {mistake}")


def _check_keys(what, facts, words, line, refuse):
    for key in facts.keys() - words.keys():
        refuse(line, f"the {what} {key!r} has no words here")
    for key in words.keys() - facts.keys():
        refuse(words.lines[key], f"the {what} {key!r} is not among the facts")


def _question_from(source, row, words):
    options = [
        _option_from(source, row["key"], key, right, words["options"][key])
        for key, right in row["options"].items()
        if key in words["options"]
    ]
    value = {
        "kind": row["type"],
        "text": source.rich_words(words, "text", TEXT_FEATURES),
        "points": row["points"],
        "options": options,
    }
    return {"type": "question", "value": value, "id": source.key(row["key"])}


def _option_from(source, question_key, key, right, words):
    value = {
        "text": source.rich_words(words, "text", OPTION_FEATURES),
        "is_right": right,
        "feedback": source.rich_words(words, "feedback", TEXT_FEATURES),
    }
    return {"type": "item", "value": value, "id": source.key(question_key, key)}
