"""One enrolment: what it has earned, what that waits for, and what a manager vouches for."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from certificates.actions import issue_attendance, issue_earned
from certificates.forms import AttendanceForm
from certificates.models import Kind
from certificates.rules import may_keep_certificates
from certificates.waiting import claims_of
from enrolments.models import Enrolment


@require_http_methods(["GET", "HEAD", "POST"])
def claims(request, enrolment):
    """What is issued, and why the rest waits. A POST with `attendance` certifies that, any other issues what waits."""
    if not may_keep_certificates(request.user):
        raise PermissionDenied
    within = Enrolment.objects.within_remit_of(request.user).exclude(user=request.user)
    found = get_object_or_404(within.select_related("user").with_course(), pk=enrolment)
    is_attendance = "attendance" in request.POST
    form = AttendanceForm(request.POST if is_attendance else None)
    if request.method == "POST" and (not is_attendance or form.is_valid()):
        _issue(request, found, form.cleaned_data if is_attendance else None)
        return redirect("staff_claims", enrolment=found.pk)
    status = 422 if form.errors else 200
    return render(request, "certificates/staff/claims.html", _context(found, form), status=status)


def _issue(request, enrolment, attended):
    """Issue, and say what came of it."""
    if attended:
        issued = issue_attendance(enrolment=enrolment, by=request.user, **attended)
    else:
        issued = issue_earned(enrolment=enrolment, by=request.user)
    if issued:
        messages.success(request, _("Issued."))
    else:
        messages.warning(request, _("It waits until the learner has confirmed the name to print."))


def _context(enrolment, form):
    claims = claims_of(enrolment)
    name = enrolment.user.name
    return {
        "enrolment": enrolment,
        "course_title": enrolment.course.title_in(get_language()),
        "claims": claims,
        "form": form,
        "may_issue": enrolment.user.name_is_confirmed and not all(claim.certificate for claim in claims),
        "may_attest": Kind.ATTENDANCE not in {claim.kind for claim in claims},
        "header_title": name,
        "header_icon": "time",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("staff_certificates"), "label": _("Certificates")},
            {"url": reverse("staff_waiting"), "label": _("Waiting")},
            {"url": "", "label": name},
        ],
    }
