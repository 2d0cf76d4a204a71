"""Certificates on the site: one's own, the file, and the public page that says whether one is genuine."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.actions import NotCorrectable, ask_correction, names_holder
from certificates.forms import CodeForm, CorrectionForm, FileForm, HolderForm
from certificates.models import Certificate
from certificates.pace import may_try_name, paced
from certificates.tasks import render_certificate
from certificates.uploads import InMemory


@login_required
@require_safe
def mine(request):
    """One's own certificates, and what waits for one's name."""
    return render(request, "certificates/mine.html", {"certificates": Certificate.objects.of(request.user)})


@login_required
@require_safe
def download(request, code):
    """The PDF; while there is none yet, a page that says so."""
    certificate = _visible_or_404(request, code)
    if certificate.holder_is_erased:
        return render(request, "certificates/erased.html", {"certificate": certificate}, status=410)
    if not certificate.pdf:
        return render(request, "certificates/being_prepared.html", {"certificate": certificate}, status=202)
    return FileResponse(
        certificate.pdf.open("rb"),
        as_attachment=True,
        filename=f"{certificate.code}.pdf",
        content_type="application/pdf",
    )


def _visible_or_404(request, code):
    return get_object_or_404(Certificate.objects.visible_to(request.user).with_code(code))


@login_required
@require_POST
def prepare(request, code):
    """Ask again for a PDF that is not there."""
    certificate = _visible_or_404(request, code)
    if not certificate.pdf and not certificate.holder_is_erased:
        render_certificate.enqueue(certificate.pk)
        messages.info(request, _("Your certificate is being prepared."))
    return redirect("certificates:download", code=certificate.code)


@require_safe
@paced
def check(request):
    """Where somebody types the code of a certificate."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("certificates:verify", code=form.cleaned_data["code"])
    return _unlisted(request, "certificates/check.html", {"form": form}, 422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, code):
    """Ask that one's name be printed rightly; then see what was decided."""
    certificate = get_object_or_404(Certificate.objects.of(request.user).standing().with_code(code))
    form = CorrectionForm(request.POST if request.method == "POST" else None, certificate=certificate)
    if request.method == "POST" and form.is_valid():
        _ask_or_404(certificate, form.cleaned_data)
        return redirect("certificates:correct", code=certificate.code)
    asked = certificate.corrections.order_by("-asked_at", "-pk").first()
    context = {"certificate": certificate, "form": form, "asked": asked}
    return render(request, "certificates/correct.html", context, status=422 if form.errors else 200)


def _ask_or_404(certificate, wanted):
    try:
        ask_correction(certificate=certificate, **wanted)
    except NotCorrectable:
        raise Http404 from None


# Exempt because reading the token would store the upload before the view can say that it must not be; nothing changes.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@paced
def check_file(request):
    """Is this PDF, to the last byte, one that we issued? Which one is on this photo? For anybody; nothing is kept."""
    if request.method != "POST":
        return _unlisted(request, "certificates/check_file.html", {"form": FileForm()}, 200)
    request.upload_handlers = [InMemory(request)]
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _unlisted(request, "certificates/check_file.html", {"form": form}, 422)
    context = {"form": FileForm(), "finding": form.cleaned_data["file"]()}
    return _unlisted(request, "certificates/check_file.html", context, 200)


@require_safe
@paced
def verify(request, code):
    """Is the certificate with this code genuine, and what does it say? For anybody; the same work for unknown codes."""
    certificate = Certificate.objects.with_code(code).select_related("successor").first()
    if certificate is None:
        form = CodeForm(initial={"code": code[:50]})
        return _unlisted(request, "certificates/unknown.html", {"form": form}, 404)
    return _unlisted(request, "certificates/certificate.html", {"certificate": certificate, "form": HolderForm()}, 200)


@require_http_methods(["GET", "HEAD", "POST"])
@paced
def compare_name(request, code):
    """Is this the name of the holder, whose account is erased? Yes or no, to anybody who has the code, and slowly."""
    if request.method != "POST":
        return redirect("certificates:verify", code=code)
    erased = Certificate.objects.exclude(holder_erased_at=None).with_code(code)
    certificate = get_object_or_404(erased.select_related("enrolment", "successor"))
    form = HolderForm(request.POST)
    context = {"certificate": certificate, "form": form}
    if not form.is_valid():
        return _unlisted(request, "certificates/certificate.html", context, 422)
    if not may_try_name(request, certificate):
        return _unlisted(request, "certificates/too_many_names.html", context, 429)
    context["is_named"] = names_holder(certificate=certificate, name=form.cleaned_data["name"])
    return _unlisted(request, "certificates/certificate.html", context, 200)


@require_safe
def short_address(request, code=None):
    """From the address on the paper to the public page, or the form, in the visitor's language."""
    return redirect("certificates:verify", code=code) if code else redirect("certificates:check")


def _unlisted(request, template, context, status):
    """A page that search engines leave out and that is asked for anew each time."""
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-cache"
    return response
