"""What studying leaves behind about a person."""

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.holdings import Chapter, Holding, section
from enrolments.models import Attempt, Completion, Enrolment, PlaybackPosition
from enrolments.quiz import sheet_of
from modules.outline import outline_of

STEPS = ("country", "enrolled_at", "started_at", "completed_at", "achieved_at", "left_at")


class StudyHolding(Holding):
    rank = 4
    decided = {
        "enrolments.Enrolment.user": "kept, without the name: figures still add up",
        "enrolments.Enrolment": "see its user",
        "enrolments.Completion": "kept, as a number",
        "enrolments.PlaybackPosition": "erased",
        "enrolments.Attempt": "kept, as numbers; it has options and no text of the person",
        "enrolments.Answer": "kept: options by their keys, no text of the person",
    }

    def erased(self):
        return [_("Where you stopped in a recording")]

    def kept(self):
        what = _("Your courses with your country, dates and points, as those of nobody in particular")
        why = _("So that the numbers of those who pay for the courses and report on them still add up.")
        return [(what, why)]

    def erase(self, *, user, request):
        PlaybackPosition.objects.filter(enrolment__user=user).delete()

    def sections(self, user):
        theirs = Enrolment.objects.of(user).select_related("course")
        course = {"course": (_("course"), lambda enrolment: enrolment.course.slug)}
        within = {"course": (_("course"), lambda thing: thing.enrolment.course.slug)}
        at = {"activity": (_("activity"), lambda thing: thing.activity.key)}
        deep = {"enrolment__user": user}
        done = Completion.objects.filter(**deep).select_related("enrolment__course", "activity")
        stops = PlaybackPosition.objects.filter(**deep).select_related("enrolment__course", "activity")
        return [
            section("enrolments", _("Courses"), theirs, *STEPS, "last_studied_at", **course),
            section("completions", _("Completed activities"), done, "completed_at", **within, **at),
            section("attempts", _("Attempts at quizzes"), _attempts(user), *TRIES, **within, **at, **ANSWERS),
            section("positions", _("Where you stopped in recordings"), stops, "seconds", "saved_at", **within, **at),
        ]

    def chapters(self, user):
        enrolments = list(Enrolment.objects.of(user).with_course().order_by("enrolled_at", "pk"))
        if not enrolments:
            return []
        courses = [_course(enrolment) for enrolment in enrolments]
        html = render_to_string("enrolments/evidence.html", {"courses": courses})
        return [Chapter(20, _("What was studied"), html)]


TRIES = ("number", "started_at", "submitted_at", "points", "max_points", "passed")


def _answers(attempt):
    """The questions as they were worded, with the answers chosen; what was right only when it was submitted."""
    return [
        {"question": question.text, "chosen": [choice.text for choice in question.choices if choice.chosen]}
        | ({} if attempt.is_open else {"right": question.right})
        for question in sheet_of(attempt, get_language()).questions
    ]


ANSWERS = {"answers": ("answers", _answers)}


def _attempts(user):
    whole = Attempt.objects.select_related("enrolment__course", "activity", "version").prefetch_related("answers")
    return whole.filter(enrolment__user=user).order_by("enrolment", "activity", "number")


def _course(enrolment):
    """One course as the folder shows it: outline, hours, what was done and when, the best result of each quiz."""
    course, language = enrolment.course, get_language()
    done = dict(enrolment.completions.values_list("activity__key", "completed_at"))
    best = {}
    for attempt in enrolment.attempts.submitted().select_related("activity"):
        key = str(attempt.activity.key)
        if key not in best or attempt.points > best[key].points:
            best[key] = attempt
    listing = course.listing_in(language)
    modules = [
        {"module": module, "steps": [_step(activity, done, best) for activity in module.activities]}
        for module in outline_of(course, language).modules
    ]
    return {"enrolment": enrolment, "course": course, "listing": listing, "modules": modules}


def _step(activity, done, best):
    moments = {str(key): moment for key, moment in done.items()}
    return {"activity": activity, "done_at": moments.get(activity.key), "best": best.get(activity.key)}
