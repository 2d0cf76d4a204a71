"""Who comes into a cohort: chosen from a list, or by their e-mail addresses."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cohorts.actions import CohortClosed, seat
from cohorts.addresses import find
from cohorts.forms import AddressesForm, ChooseForm
from cohorts.staff_views.cohorts import PER_PAGE, kept_or_404, way
from enrolments.models import Enrolment

MOST = 5000  # at once: what databases take in one list of numbers


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request, key):
    """Seat those whose boxes are ticked, or all who match the search."""
    cohort = kept_or_404(request, key)
    if not cohort.is_open:
        return _closed(request, cohort)
    asked = request.POST if request.method == "POST" else request.GET
    words, whole = asked.get("q", "").strip(), asked.get("who") == "all"
    found = _matching(_free(request.user, cohort, whole), words)
    if "everybody" in request.POST:
        return _seated(request, cohort, list(found[:MOST]))
    form = ChooseForm(request.POST if request.method == "POST" else None, enrolments=_learners(request.user, cohort))
    if request.method == "POST" and form.is_valid():
        return _seated(request, cohort, form.cleaned_data["chosen"])
    page = Paginator(found, PER_PAGE).get_page(asked.get("p"))
    context = {"cohort": cohort, "form": form, "page": page, "q": words, "whole": whole, "most": MOST}
    context |= {"more": urlencode({"q": words, "who": "all" if whole else ""})} | way(cohort, _("Choose members"))
    return render(request, "cohorts/staff/choose.html", context, status=422 if form.errors else 200)


def _learners(user, cohort):
    """Those who study the course and may be members."""
    found = Enrolment.objects.within_remit_of(user).in_course(cohort.course).active()
    return found.filter(country=cohort.country) if cohort.country else found


def _free(user, cohort, whole):
    """Those who have no seat in the course; with `whole` also those in another cohort."""
    found = _learners(user, cohort)
    found = found.exclude(seat__cohort=cohort) if whole else found.filter(seat=None)
    return found.select_related("user", "seat__cohort").order_by("user__name", "pk")


def _matching(enrolments, words):
    return enrolments.filter(user__name__icontains=words) if words else enrolments


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request, key):
    """Take addresses, say what will happen, and do it when that is confirmed (`step` is `do`)."""
    cohort = kept_or_404(request, key)
    if not cohort.is_open:
        return _closed(request, cohort)
    form = AddressesForm(request.POST if request.method == "POST" else None)
    step = request.POST.get("step", "look")
    if request.method == "GET" or step == "edit" or not form.is_valid():
        context = {"cohort": cohort, "form": form} | way(cohort, _("Paste addresses"))
        return render(request, "cohorts/staff/paste.html", context, status=422 if form.errors else 200)
    findings = find(by=request.user, cohort=cohort, addresses=form.cleaned_data["addresses"])
    coming = [finding.enrolment for finding in findings if finding.is_coming]
    if step == "do":
        return _seated(request, cohort, coming)
    context = {
        "cohort": cohort,
        "findings": findings,
        "coming": coming,
        "lines": "\n".join(f.address for f in findings),
    }
    return render(request, "cohorts/staff/findings.html", context | way(cohort, _("Paste addresses")))


def _seated(request, cohort, enrolments):
    """Give them their seats, and say how many are new."""
    try:
        number = seat(by=request.user, cohort=cohort, enrolments=enrolments)
    except CohortClosed:
        return _closed(request, cohort)
    text = ngettext("%(number)s new member.", "%(number)s new members.", number) % {"number": number}
    messages.success(request, text)
    return redirect("staff_cohort", key=cohort.key)


def _closed(request, cohort):
    messages.error(request, _("This cohort is closed. Reopen it first to add members."))
    return redirect("staff_cohort", key=cohort.key)
