"""Trying a quiz: start, answer, submit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from enrolments import actions
from enrolments.models import Attempt
from enrolments.quiz import sheet_of
from enrolments.views import PLAIN, study_or_404
from modules.grading import UnknownAnswer
from modules.outline import outline_of


@login_required
@require_POST
def start(request, key):
    """Begin an attempt, or come back to the one that is open."""
    study = study_or_404(request, key)
    activity = study.row
    if not activity.versions.exists():
        return HttpResponse(_("This activity has no questions."), status=409, content_type=PLAIN)
    try:
        actions.start_attempt(enrolment=study.enrolment, activity=activity)
    except actions.NoAttemptLeft:
        messages.error(request, _("You have used all your attempts."))
    return redirect(f"{study.activity.url}#quiz" if study.activity else "enrolments:my_learning")


@login_required
@require_POST
def attempt(request, key):
    """Keep the answers given, and submit when asked to. One question at a time with htmx, all together without."""
    attempts = Attempt.objects.filter(enrolment__user=request.user, enrolment__left_at=None)
    found = get_object_or_404(attempts.select_related("enrolment__course", "activity", "version"), key=key)
    try:
        _keep_answers(request, found)
    except actions.AttemptClosed:
        return _refuse(request, found, _("This attempt has been submitted, so its answers stand."), 409)
    except UnknownAnswer:
        return _refuse(request, found, _("That answer does not belong to this question. Please choose again."), 422)
    if request.htmx and "do" not in request.POST:
        return render(request, "enrolments/_answer_saved.html")
    return _submit(request, found)


def _keep_answers(request, found):
    """Save what the form holds; a question that it does not name stays as it was."""
    names = {f"q-{question['key']}": question["key"] for question in found.version.structure["questions"]}
    named = {key: request.POST.getlist(name) for name, key in names.items() if name in request.POST}
    chosen = {key: [option for option in options if option] for key, options in named.items()}
    actions.save_answers(attempt=found, chosen=chosen)


def _submit(request, found):
    back = _address(found)
    if request.POST.get("do") not in ("submit", "submit_anyway"):
        messages.success(request, _("Your answers are saved."))
        return redirect(back)
    missing = sheet_of(found, get_language()).unanswered
    if missing and request.POST["do"] == "submit":
        return redirect(f"{back.split('#')[0]}?missing=1#quiz")
    actions.submit_attempt(attempt=found)
    return redirect(back)


def _address(found):
    activity = outline_of(found.enrolment.course, get_language()).activity(found.activity.key)
    return f"{activity.url}#quiz" if activity else reverse("enrolments:my_learning")


def _refuse(request, found, message, status):
    context = {"message": message, "back": _address(found)}
    template = "enrolments/_answer_refused.html" if request.htmx else "enrolments/answer_refused.html"
    return render(request, template, context, status=status)
