"""One certificate: its facts, its chain, its log, and what a manager does with it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from certificates import actions
from certificates.forms import ReasonForm, ReissueForm, RevocationForm
from certificates.models import Certificate
from certificates.rules import may_keep_certificates


@dataclass(frozen=True)
class Act:
    """What can be done to a certificate that stands: the verb, its form, and the words of its page."""

    verb: object
    form: type
    title: str
    explanation: str
    done: str
    is_grave: bool = False

    def is_open_to(self, certificate):
        """May it be done to `certificate` as that stands now?"""
        return certificate.stands if self.verb is actions.revoke else certificate.can_be_replaced


REVOKE = Act(
    actions.revoke,
    RevocationForm,
    gettext_lazy("Revoke this certificate"),
    gettext_lazy(
        "From now on its public page says that it is not valid any more, with the day and your reason. It cannot be "
        "undone. The holder is told by mail."
    ),
    gettext_lazy("The certificate is revoked."),
    is_grave=True,
)
REISSUE = Act(
    actions.reissue,
    ReissueForm,
    gettext_lazy("Issue this certificate anew"),
    gettext_lazy(
        "A successor with a new code and a new file is issued at once and says what this one says. This one stays, "
        "says that it was superseded, and leads to the new one. The holder is told by mail. A wrong name is corrected "
        "at the holder’s own request."
    ),
    gettext_lazy("The certificate is issued anew."),
)
RENEW = Act(
    actions.renew,
    ReasonForm,
    gettext_lazy("Renew this certificate"),
    gettext_lazy(
        "A successor with a new code is issued at once, valid as long again from today on. This one stays, says that "
        "it was superseded, and leads to the new one. The holder is told by mail."
    ),
    gettext_lazy("The certificate is renewed."),
)


def _guard(request):
    if not may_keep_certificates(request.user):
        raise PermissionDenied


@require_safe
def certificate(request, code):
    """All that is known of it, for those whose remit it is in."""
    _guard(request)
    within = Certificate.objects.within_remit_of(request.user).with_code(code)
    found = get_object_or_404(within.select_related("holder", "supersedes", "successor"))
    context = {"certificate": found, "events": found.events.select_related("by")}
    context |= {"may_change": found.stands and found.holder_id != request.user.pk, "header_icon": "doc-full"}
    return render(request, "certificates/staff/certificate.html", context | _way(found))


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request, code):
    """Say why, and revoke."""
    return _act(request, code, REVOKE)


@require_http_methods(["GET", "HEAD", "POST"])
def reissue(request, code):
    """Say why, and issue anew."""
    return _act(request, code, REISSUE)


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request, code):
    """Say why, and renew."""
    return _act(request, code, RENEW)


def _act(request, code, act):
    _guard(request)
    found = get_object_or_404(Certificate.objects.managed_by(request.user).with_code(code))
    if act is RENEW and not found.valid_months:
        raise Http404
    if not act.is_open_to(found):
        messages.error(request, _("Nothing can be done to this certificate any more."))
        return redirect("staff_certificate", code=found.code)
    form = act.form(request.POST if request.method == "POST" else None, certificate=found)
    if request.method == "POST" and form.is_valid():
        return redirect("staff_certificate", code=_done(request, found, act, form).code)
    context = {"certificate": found, "act": act, "form": form, "header_icon": "doc-full"}
    return render(
        request, "certificates/staff/act.html", context | _way(found, act.title), status=422 if form.errors else 200
    )


def _done(request, found, act, form):
    """Do it, and return the certificate to show then; somebody else may have been quicker."""
    try:
        shown = act.verb(certificate=found, by=request.user, **form.cleaned_data)
    except actions.NotCorrectable:
        messages.error(request, _("Nothing can be done to this certificate any more."))
        return found
    messages.success(request, act.done)
    return shown


def _way(found, last=""):
    """Title, and the way back."""
    name = found.holder_name or found.code
    items = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("staff_certificates"), "label": _("Certificates")},
        {"url": reverse("staff_certificate", args=[found.code]) if last else "", "label": name},
    ]
    return {
        "breadcrumbs_items": [*items, {"url": "", "label": last}] if last else items,
        "header_title": last or name,
    }
