"""One's own data: the page, asking for a copy or an evidence folder, and fetching it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import TooMany, ask_parcel
from accounts.models import Parcel


@login_required
@never_cache
@require_safe
def my_data(request):
    """What one can ask for, and what was made; while something is in the making the page says so."""
    return render(request, "accounts/my_data.html", {"parcels": Parcel.objects.of(request.user)})


@login_required
@require_POST
def ask(request, kind):
    """Have a ZIP made."""
    if kind not in Parcel.Kind.values:
        raise Http404
    try:
        ask_parcel(user=request.user, kind=kind, language=get_language())
    except TooMany:
        messages.error(request, _("You have asked for this several times today. Use one of the files below."))
    else:
        messages.success(request, _("Your file is being made. We write to you when it is ready."))
    return redirect("accounts:my_data")


@login_required
@never_cache
@require_safe
def fetch(request, key):
    """The ZIP, for its owner only."""
    parcel = get_object_or_404(Parcel.objects.of(request.user).ready(at=timezone.now()), key=key)
    name = f"camino-{parcel.kind}-{timezone.localdate(parcel.made_at):%Y-%m-%d}.zip"
    return FileResponse(parcel.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
