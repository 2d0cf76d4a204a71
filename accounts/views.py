"""One's own details. Signing up and in are allauth's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions import confirm_name
from accounts.forms import NameForm, ProfileForm


def next_address(request, fallback):
    """Where `next` in the request points when that is on this site, else `fallback`."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if safe else fallback


@login_required
@require_http_methods(["GET", "POST"])
def profile(request):
    """See and change one's own details."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your details are saved."))
        return redirect(next_address(request, reverse("accounts:profile")))
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def name(request):
    """Confirm or correct the name that certificates print."""
    onward = next_address(request, reverse("enrolments:my_learning"))
    known = {"name": request.user.name, "name_latin": request.user.name_latin}
    form = NameForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        confirm_name(user=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. Your certificates will show this name."))
        return redirect(onward)
    context = {"form": form, "next": onward}
    return render(request, "accounts/name.html", context, status=422 if form.errors else 200)
