"""The queue of name corrections, and what was decided."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from certificates.actions import NotCorrectable, accept_correction, refuse_correction
from certificates.forms import DecisionForm
from certificates.models import NameCorrection
from certificates.rules import may_decide_corrections

PER_PAGE = 50


def _to_decide(request):
    if not may_decide_corrections(request.user):
        raise PermissionDenied
    return NameCorrection.objects.for_decision_by(request.user).select_related("certificate")


@require_safe
def corrections(request):
    """Those that wait, the oldest first."""
    page = Paginator(_to_decide(request).waiting(), PER_PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "header_title": _("Name corrections"), "header_icon": "edit"}
    return render(request, "certificates/staff/corrections.html", context | _way())


@require_safe
def decided(request):
    """Those that were decided, the latest first."""
    found = _to_decide(request).decided().select_related("certificate", "decided_by").order_by("-decided_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "header_title": _("Decided name corrections"), "header_icon": "edit"}
    return render(request, "certificates/staff/decided.html", context | _way(_("Decided")))


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request, key):
    """One request, with the log of its certificate, and the decision."""
    asked = get_object_or_404(_to_decide(request).select_related("certificate__holder", "decided_by"), key=key)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _decide(request, asked, form.cleaned_data)
        return redirect("name_corrections")
    context = {"asked": asked, "form": form, "events": asked.certificate.events.select_related("by")}
    context |= {"header_title": _("Name correction"), "header_icon": "edit"} | _way(asked.certificate.code)
    return render(request, "certificates/staff/correction.html", context, status=422 if form.errors else 200)


def _decide(request, asked, decided):
    """Do what was decided, and say what the request is now: somebody else may have been quicker."""
    try:
        if decided["decision"] == "accept":
            asked = accept_correction(correction=asked, by=request.user)
        else:
            asked = refuse_correction(correction=asked, reason=decided["reason"], by=request.user)
    except NotCorrectable:
        messages.error(request, _("This certificate is not valid any more: it cannot be corrected."))
        return
    messages.success(request, _("The request is decided: %(state)s.") % {"state": asked.get_state_display()})


def _way(last=""):
    queue = {"url": reverse("name_corrections") if last else "", "label": _("Name corrections")}
    items = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, queue]
    return {"breadcrumbs_items": [*items, {"url": "", "label": last}] if last else items}
