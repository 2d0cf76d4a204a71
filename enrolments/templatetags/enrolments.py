"""Where pages and records meet: what a template shows of somebody's studies."""

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from courses.models import Course
from enrolments.models import Enrolment, PlaybackPosition
from enrolments.quiz import sheet_of
from enrolments.study import Study, study_in
from pages.prepared import prepared

register = template.Library()


@register.simple_tag(takes_context=True)
def study(context):
    """The `Study` that the gate put on the request; None in a preview."""
    return getattr(context.get("request"), "study", None)


@register.inclusion_tag("enrolments/_enrolment_panel.html", takes_context=True)
def enrolment_panel(context, course):
    """Enrol, or continue with how far one is: for the page of `course`."""
    request = context["request"]
    return {
        "request": request,
        "user": request.user,
        "course": course,
        "is_open": course.is_open(at=timezone.now()),
        "study": study_of(context, course),
    }


@register.simple_tag(takes_context=True)
def study_of(context, course):
    """The visitor's `Study` of `course`, asked once a request; None when they are not enrolled."""
    request = context["request"]
    held = request.__dict__.setdefault("_studies", {})
    if course.pk not in held:
        held[course.pk] = study_in(request.user, course, get_language())
    return held[course.pk]


@register.simple_tag
def path(study, template):
    """The learner's path, each stage drawn by `template`.

    Stages of the same course and version with the same states look the same for every learner: each is drawn once
    and held by the process.
    """
    version, language = study.course.version, study.language
    return mark_safe("".join(_stage(stage, template, version, language) for stage in study.stages))


def _stage(stage, template, version, language):
    states = tuple(waypoint.state for waypoint in stage.waypoints)
    key = (template, version, language, get_language(), stage.module.key, states)
    html = _stages.get(key)
    if html is None:
        if len(_stages) >= STAGES_HELD:
            _stages.clear()
        html = _stages[key] = render_to_string(template, {"stage": stage})
    return html


_stages = {}
STAGES_HELD = 4000


@register.simple_tag
def position_of(study):
    """The second to go on from, in the recording of the open activity."""
    if not study or not study.enrolment or not study.activity:
        return 0
    rows = PlaybackPosition.objects.filter(enrolment=study.enrolment, activity=study.activity.pk)
    return rows.values_list("seconds", flat=True).first() or 0


@register.inclusion_tag("enrolments/_quiz.html", takes_context=True)
def quiz(context, study):
    """The quiz of the open activity: start, the open attempt, or the last one with its feedback. Two queries."""
    activity = study.activity
    attempts = list(
        study.enrolment.attempts.filter(activity=activity.pk).select_related("version").prefetch_related("answers")
        if study.enrolment
        else []
    )
    for attempt in attempts:
        attempt.enrolment = study.enrolment
    newest = attempts[-1] if attempts else None
    allowed = activity.terms.get("attempts", 0)
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "study": study,
        "activity": activity,
        "attempts": [attempt for attempt in attempts if not attempt.is_open],
        "newest": newest,
        "sheet": sheet_of(newest, study.language) if newest else None,
        "show_missing": "missing" in context["request"].GET,
        "left": max(0, allowed - len(attempts)) if allowed else None,
    }


@register.simple_tag(takes_context=True)
def course_of(context, page):
    """The row of a course page, with the visitor's `Study` of it held for `study_of`; None before it is published."""
    request = context["request"]
    course = None
    if request.user.is_authenticated:
        for enrolment in _enrolments(request.user, page.translation_key):
            course = enrolment.course
            held = request.__dict__.setdefault("_studies", {})
            held[course.pk] = Study(course, enrolment, get_language())
    return course or Course.objects.filter(key=page.translation_key).first()


@prepared
def _enrolments(user, course):
    return Enrolment.objects.active().of(user).filter(course__key=course).select_related("course")[:1]
