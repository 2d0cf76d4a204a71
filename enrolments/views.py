"""What learners do in a course: enrol, study, leave. Quizzes are in `quiz_views`."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import CountryForm
from courses.models import Course
from courses.titles import listings_in
from enrolments import actions
from enrolments.forms import PositionForm
from enrolments.models import Enrolment
from enrolments.rules import may_enrol
from enrolments.study import study_at, study_in
from pages.prepared import prepared

PLAIN = "text/plain; charset=utf-8"


@login_required
@require_safe
def my_learning(request):
    """My courses with how far I am, newest study first."""
    cards = _enrolments(request.user)
    completed = actions.completed_by(cards)
    listings = listings_in([enrolment.course for enrolment in cards], get_language())
    for enrolment in cards:
        enrolment.progress = actions.weigh(enrolment.course, completed[enrolment.pk], {})
        enrolment.listing = listings[enrolment.course_id]
    return render(request, "enrolments/my_learning.html", {"enrolments": cards})


@prepared
def _enrolments(user):
    return Enrolment.objects.active().of(user).select_related("course").recent_first()


@login_required
@require_http_methods(["GET", "POST"])
def enrol(request, slug):
    """Enrol with one tap; asks for the country of work from those who have not said it yet."""
    course = get_object_or_404(Course.objects.with_titles(), slug=slug)
    needs_country = not request.user.country
    form = CountryForm(request.POST or None) if needs_country else None
    context = {
        "course": course,
        "listing": course.listing_in(get_language()),
        "form": form,
    }
    earlier = Enrolment.objects.of(request.user).in_course(course).first()
    context["is_expelled"] = bool(earlier and earlier.expelled_at)
    context["is_open"] = not context["is_expelled"] and (earlier is not None or may_enrol(request.user, course))
    if request.method == "GET" or not context["is_open"]:
        return render(request, "enrolments/enrol.html", context, status=200 if request.method == "GET" else 409)
    if needs_country and not form.is_valid():
        return render(request, "enrolments/enrol.html", context, status=422)
    if needs_country:
        request.user.country = form.cleaned_data["country"]
        request.user.save(update_fields=["country"])
    try:
        actions.enrol(user=request.user, course=course)
    except actions.NotOpen:  # or removed from it, since the page was opened
        return render(request, "enrolments/enrol.html", context | {"is_open": False}, status=409)
    messages.success(request, _("You are enrolled. Welcome on the way!"))
    return redirect(_address_of(course))


def _address_of(course):
    """Of its page, for `redirect`; of the catalogue while it has no page."""
    listing = course.listing_in(get_language())
    return listing.url if listing else "courses:catalogue"


@login_required
@require_http_methods(["GET", "POST"])
def leave(request, slug):
    """Leave the course, after a page that says what stays."""
    enrolment = _enrolment_or_404(request, slug)
    listing = enrolment.course.listing_in(get_language())
    if request.method == "POST":
        actions.leave(enrolment=enrolment)
        messages.success(request, _("You have left the course. Everything you did is kept for your return."))
        return redirect("enrolments:my_learning")
    return render(request, "enrolments/leave.html", {"enrolment": enrolment, "listing": listing})


def _enrolment_or_404(request, slug):
    enrolments = Enrolment.objects.active().of(request.user).with_course()
    return get_object_or_404(enrolments, course__slug=slug)


@login_required
@require_safe
def resume(request, slug):
    """To the exact activity where the learner stopped."""
    course = get_object_or_404(Course.objects.with_titles(), slug=slug)
    study = study_in(request.user, course)
    if study and study.resume:
        return redirect(study.resume.url)
    return redirect(_address_of(course))


def study_or_404(request, key):
    """The learner's `Study` at the activity with that key; 404 for everybody who is not enrolled in its course."""
    study = study_at(request.user, key)
    if study is None:
        raise Http404
    return study


@login_required
@require_POST
def complete(request, key):
    """Mark an activity complete and go on to the next one."""
    study = study_or_404(request, key)
    try:
        actions.mark_complete(enrolment=study.enrolment, activity=study.row, at=timezone.now())
    except actions.NotMarkable:
        return HttpResponse(_("This activity is completed by doing it."), status=409, content_type=PLAIN)
    onward = study.next
    return redirect(onward.url if onward else _address_of(study.course))


@login_required
@require_POST
def place(request, key):
    """Remember this activity as the one to continue with."""
    study = study_or_404(request, key)
    actions.keep_place(enrolment=study.enrolment, activity=study.row)
    return HttpResponse(status=204)


@login_required
@require_POST
def position(request, key):
    """Remember the second at which the recording was stopped."""
    study = study_or_404(request, key)
    form = PositionForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("Seconds must be a whole number."), status=422, content_type=PLAIN)
    seconds = form.cleaned_data["seconds"]
    actions.keep_position(enrolment=study.enrolment, activity=study.row, seconds=seconds)
    return HttpResponse(status=204)
