from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from modules.grading import QuestionKind
from modules.kinds.base import ActivityPage, Kind, register
from pages.fields import ContentField

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link"]
KIND_CHOICES = [
    (QuestionKind.SINGLE, _("One right answer")),
    (QuestionKind.MULTIPLE, _("Several right answers")),
    (QuestionKind.TRUE_FALSE, _("True or false")),
]


class OptionBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("Answer"), features=["bold", "italic"])
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
        right = sum(bool(option["is_right"]) for option in result["options"])
        message = ""
        if result["kind"] == QuestionKind.MULTIPLE and not right:
            message = _("Mark at least one answer as right.")
        elif result["kind"] != QuestionKind.MULTIPLE and right != 1:
            message = _("Mark exactly one answer as right.")
        elif result["kind"] == QuestionKind.TRUE_FALSE and len(result["options"]) != 2:
            message = _("True or false has exactly two answers.")
        if message:
            raise blocks.StructBlockValidationError(block_errors={"kind": ValidationError(message)})
        return result


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


@register
class Quiz(Kind):
    name = "quiz"
    label = _("Quiz")
    icon = "quiz"
    page_model = QuizPage
    graded = True

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
