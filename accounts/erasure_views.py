"""Erasing one's own account: what it means, the request, and taking it back."""

from contextlib import suppress

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import MustHandOver, TooLate, ask_erasure, keep_account
from accounts.forms import ErasureForm
from accounts.freshness import signed_in_just_now
from accounts.holdings import holdings
from accounts.mails import KEEP
from accounts.models import ErasureRequest
from accounts.rules import must_hand_over


@login_required
@require_safe
def erasure(request):
    """What is erased, what is kept and why, as the apps say it; and whether a request is running."""
    told = sorted(holdings(), key=lambda holding: holding.rank)
    context = {
        "erased": [line for holding in told for line in holding.erased()],
        "kept": [line for holding in told for line in holding.kept()],
        "asked": request.user.erasure_requests.revocable().first(),
        "must_hand_over": must_hand_over(request.user),
    }
    return render(request, "accounts/erasure.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request):
    """The last step, for somebody who has just shown that they are who they are."""
    if must_hand_over(request.user):
        return redirect("accounts:erasure")
    if not signed_in_just_now(request):
        return _ask_who(request)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _ask(request, form.cleaned_data["posts"])
        return redirect("accounts:erasure")
    return render(request, "accounts/erasure_confirm.html", {"form": form}, status=422 if form.errors else 200)


def _ask_who(request):
    """By the password; whoever has none gets a code by mail, which is another way to sign in."""
    onward = urlencode({"next": reverse("accounts:confirm_erasure")})
    if request.user.has_usable_password():
        return redirect(f"{reverse('account_reauthenticate')}?{onward}")
    return render(request, "accounts/sign_in_again.html", {})


def _ask(request, posts):
    try:
        ask_erasure(user=request.user, posts=posts)
    except MustHandOver:
        messages.error(request, _("You administer this site. Give that to somebody else first."))


@login_required
@require_POST
def sign_in_again(request):
    """End the session, so that a code by mail begins another one."""
    get_adapter(request).logout(request)
    onward = urlencode({"next": reverse("accounts:confirm_erasure")})
    return redirect(f"{reverse('account_request_login_code')}?{onward}")


@login_required
@require_POST
def keep(request):
    """Take the request back."""
    if keep_account(user=request.user):
        messages.success(request, _("Your account stays. Nothing has been erased."))
    return redirect("accounts:erasure")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep_by_mail(request, token):
    """Take it back by the link in the mail, without signing in. Opening it changes nothing: mail programs do."""
    asked = get_object_or_404(ErasureRequest.objects.select_related("user"), key=_key(token))
    if request.method == "POST" and asked.is_revocable:
        with suppress(TooLate):
            keep_account(user=asked.user)
        asked.refresh_from_db()
    return render(request, "accounts/keep.html", {"asked": asked})


def _key(token):
    try:
        return KEEP.unsign_object(token)
    except (BadSignature, ValueError):
        raise Http404 from None
