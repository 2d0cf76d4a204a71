"""Which mails one wants: signed in, or by the link in a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from enrolments.models import Enrolment
from notifications.actions import choose_cadences, choose_mails, stop_mails
from notifications.forms import CadencesForm, CourseCadencesForm, MailsForm
from notifications.mails import read_stop_token
from notifications.models import Cadences, Preferences, Stream

STOPPABLE = {*(stream.value for stream in Stream), "digest", "all"}


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request):
    """See and change which mails one gets, in all courses and in each."""
    data = request.POST if request.method == "POST" else None
    wanted = not Preferences.objects.filter(user=request.user, mails=False).exists()
    form, everywhere, courses = MailsForm(data, initial={"mails": wanted}), *_cadences_forms(request.user, data)
    forms = [form, everywhere, *(course for _title, course in courses)]
    if data is not None and all(form.is_valid() for form in forms):
        _save(request.user, *forms)
        messages.success(request, _("Your choice is saved."))
        return redirect("notifications:preferences")
    context = {"form": form, "everywhere": everywhere, "courses": courses}
    return render(request, "notifications/preferences.html", context, status=200 if data is None else 422)


def _cadences_forms(user, data):
    """The form for all courses, and [(title, form)] for each that `user` studies. Three queries."""
    rows = {row.course_id: row for row in Cadences.objects.filter(user=user)}
    everywhere = CadencesForm(data, instance=rows.get(None), prefix="all")
    forms = []
    for enrolment in Enrolment.objects.active().of(user).with_course().recent_first():
        course = enrolment.course
        row = rows.get(course.pk) or Cadences(user=user, course=course)
        form = CourseCadencesForm(data, instance=row, prefix=course.slug)
        form.course, form.is_chosen = course, any(getattr(row, name) for name in form.fields)
        forms.append((course.title_in(get_language()), form))
    return everywhere, forms


@transaction.atomic
def _save(user, form, everywhere, *courses):
    choose_mails(user=user, wanted=form.cleaned_data["mails"])
    choose_cadences(user=user, **everywhere.cleaned_data)
    for course in courses:
        if course.has_changed():
            choose_cadences(user=user, course=course.course, **course.cleaned_data)


@csrf_exempt  # RFC 8058: mail programs send it, without a cookie; the token says who
@require_http_methods(["GET", "POST"])
def stop(request, token):
    """No more mails like this, by its link, without signing in. Opening it changes nothing: mail programs do."""
    user_id, what = _read(token)
    user = get_object_or_404(User, pk=user_id)
    if request.method == "POST":
        what = "all" if "all" in request.POST else what
        stop_mails(user=user, what=what)
    label = Stream(what).label if what in Stream.values else ""
    context = {"is_stopped": request.method == "POST", "what": what, "label": label}
    return render(request, "notifications/stop.html", context)


def _read(token):
    try:
        user_id, what = read_stop_token(token)
    except (BadSignature, ValueError, TypeError):
        raise Http404 from None
    if what not in STOPPABLE:
        raise Http404
    return user_id, what
