"""Which mails one wants: signed in, or by the link in a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from notifications.actions import choose_mails
from notifications.forms import MailsForm
from notifications.mails import STOP
from notifications.rules import wants_mail


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request):
    """See and change which mails one gets."""
    form = MailsForm(request.POST or None, initial={"mails": wants_mail(request.user)})
    if request.method == "POST":
        form = MailsForm(request.POST)
        form.is_valid()
        choose_mails(user=request.user, wanted=form.cleaned_data["mails"])
        messages.success(request, _("Your choice is saved."))
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form})


@require_http_methods(["GET", "POST"])
def stop(request, token):
    """No more mails, by the link in one of them, without signing in. Opening it changes nothing: mail programs do."""
    user = get_object_or_404(User, pk=_user_id(token))
    if request.method == "POST":
        choose_mails(user=user, wanted=False)
    return render(request, "notifications/stop.html", {"is_stopped": request.method == "POST"})


def _user_id(token):
    try:
        return STOP.unsign_object(token)
    except (BadSignature, ValueError):
        raise Http404 from None
