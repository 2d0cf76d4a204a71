"""API keys in Wagtail's admin, for those with the permission."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from api.actions import make_key, revoke_key
from api.forms import KeyForm
from api.models import ApiKey
from api.rules import may_keep_api_keys

PER_PAGE = 50


def _guard(request):
    if not may_keep_api_keys(request.user):
        raise PermissionDenied


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request):
    """The keys, and a form for a new one; what is made is shown in the answer to that form and never again."""
    _guard(request)
    form, token = KeyForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        _key, token = make_key(name=form.cleaned_data["name"], by=request.user)
        form = KeyForm()
    page = Paginator(ApiKey.objects.select_related("made_by"), PER_PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "form": form, "token": token, "header_title": _("API keys"), "header_icon": "key"}
    context["breadcrumbs_items"] = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": "", "label": _("API keys")},
    ]
    status = 422 if form.errors else 201 if token else 200
    return render(request, "api/staff/keys.html", context, status=status)


@require_POST
def revoke(request, key):
    """The key works no more."""
    _guard(request)
    revoked = revoke_key(key=get_object_or_404(ApiKey, key=key), by=request.user)
    messages.success(request, _("The key of %(name)s is revoked.") % {"name": revoked.name})
    return redirect("api_keys")
