"""Many certificates as one file: asking for it, seeing how far it is, fetching it."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from certificates.actions import ask_archive, drop_archive
from certificates.forms import ArchiveForm
from certificates.models import Archive
from certificates.rules import may_fetch, may_keep_certificates
from certificates.scope import CertificateScope

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def archives(request):
    """One's own, and the form to ask for another."""
    if not may_keep_certificates(request.user):
        raise PermissionDenied
    begun = {"cohort": request.GET.get("cohort")}
    data = request.POST if request.method == "POST" else None
    form = ArchiveForm(data, initial=begun, scope=CertificateScope(request.user))
    if request.method == "POST" and form.is_valid():
        archive = ask_archive(by=request.user, language=get_language(), **form.cleaned_data)
        return redirect("staff_archive", key=archive.key)
    found = Archive.objects.of(request.user).select_related("course", "cohort").prefetch_related("course__listings")
    context = {"archives": [_named(archive) for archive in found[:SHOWN]], "form": form}
    context |= {"header_title": _("Archives"), "header_icon": "download", "breadcrumbs_items": _way()}
    return render(request, "certificates/staff/archives.html", context, status=422 if form.errors else 200)


@require_safe
def archive(request, key):
    """How far it is; asked again by the page itself until it is ready."""
    found = _named(_own_or_404(request, key))
    context = {"archive": found, "percent": 100 * found.done // found.total if found.total else 0}
    if request.htmx:
        return render(request, "certificates/staff/_archive.html", context)
    context |= {"header_title": _("Archive"), "header_icon": "download", "breadcrumbs_items": _way(_("Archive"))}
    return render(request, "certificates/staff/archive.html", context)


@require_safe
def fetch(request, key):
    """The file."""
    found = _own_or_404(request, key)
    if not found.is_ready or not may_fetch(request.user, found):
        raise Http404
    name = f"certificates-{timezone.localdate(found.ready_at):%Y-%m-%d}.zip"
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")


@require_POST
def remove(request, key):
    """Remove the file before its time."""
    drop_archive(archive=_own_or_404(request, key))
    messages.success(request, _("The file is removed."))
    return redirect("staff_archives")


def _own_or_404(request, key):
    if not may_keep_certificates(request.user):
        raise PermissionDenied
    return get_object_or_404(Archive.objects.of(request.user).select_related("course", "cohort"), key=key)


def _named(archive):
    """With the title of its course in the reader's language."""
    archive.course_title = archive.course.title_in(get_language()) if archive.course else ""
    return archive


def _way(last=""):
    items = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("staff_certificates"), "label": _("Certificates")},
        {"url": reverse("staff_archives") if last else "", "label": _("Archives")},
    ]
    return [*items, {"url": "", "label": last}] if last else items
