"""The notification centre: what concerns somebody, and what waits for them."""

from datetime import UTC

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from notifications import actions
from notifications.entries import entries_of
from notifications.models import Notice

PER_PAGE = 20
NEEDED = "needed"


@login_required
@require_safe
def show_centre(request):
    """All that concerns the reader and that they may still read, newest first, by pages; or what waits for them."""
    only_needed = request.GET.get("show") == NEEDED
    notices = Notice.objects.of(request.user).readable_by(request.user).with_read_state()
    notices = notices.needing().filter(is_read=False) if only_needed else notices
    page = Paginator(notices, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = entries_of(page.object_list)
    context = {"page": page, "only_needed": only_needed, "now": timezone.now().isoformat()}
    context["has_unread"] = any(not entry.notice.is_read for entry in page.object_list)
    return render(request, "notifications/centre.html", context)


@login_required
@require_POST
def mark_read(request):
    """Mark one notice (`key`) as read, or all that were there at the moment `until`."""
    if "key" in request.POST:
        if not actions.mark_notice_read(user=request.user, key=request.POST["key"][:64]):
            raise Http404
        return redirect(_back(request))
    until = _moment(request.POST.get("until", ""))
    if until is None:
        return HttpResponse(_("This is no moment in time."), status=422, content_type="text/plain; charset=utf-8")
    actions.mark_all_read(user=request.user, until=min(until, timezone.now()))
    return redirect(_back(request))


def _back(request):
    needed = f"?show={NEEDED}" if request.POST.get("show") == NEEDED else ""
    return reverse("notifications:centre") + needed


def _moment(text):
    try:
        moment = parse_datetime(text)
        return moment.astimezone(UTC) if moment and timezone.is_aware(moment) else None
    except (ValueError, OverflowError):
        return None
