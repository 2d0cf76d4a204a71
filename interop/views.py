"""Credentials: what verifiers read without an account, and what their holder downloads."""

import json
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates.models import Certificate
from certificates.pace import paced
from interop import status_lists
from interop.actions import choose_sharing
from interop.forms import SharingForm
from interop.offers import offered_or_404
from interop.openbadges import badges, drawing, issuer
from interop.openbadges.baking import baked_png, baked_svg
from interop.openbadges.contexts import CREDENTIALS, OPEN_BADGES
from interop.openbadges.status import FRESH
from interop.tasks import sign_credential

JSON, JWT, SVG, PNG = "application/json", "application/vc+jwt", "image/svg+xml", "image/png"
DAY = 24 * 60 * 60
# The forms in which a holder gets their credential: name of the file, and what it is.
FORMS = {"json": ("json", JSON), "jwt": ("jwt", "text/plain; charset=utf-8"), "png": ("png", PNG), "svg": ("svg", SVG)}


def _public(content, content_type, seconds):
    """For anybody, programs in other sites' pages as well."""
    response = HttpResponse(content, content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={seconds}"
    return response


def _json(document, seconds=DAY):
    return _public(json.dumps(document, ensure_ascii=False), JSON, seconds)


@require_safe
def did_document(_request):
    """Our identity with its keys, where did:web looks for it."""
    return _json(issuer.did_document(), int(FRESH.total_seconds()))


@require_safe
def issuer_profile(_request):
    """Who issues."""
    return _json(issuer.profile_document())


@require_safe
def status_list(request, number):
    """Which credentials are no longer good; as a VC-JWT for those who ask for it."""
    if not status_lists.exists(number):
        raise Http404
    as_jwt = JWT in request.headers.get("Accept", "")
    text = status_lists.published(number, as_jwt=as_jwt)
    response = _public(text, JWT if as_jwt else "application/vc", int(FRESH.total_seconds()))
    response["Vary"] = "Accept"
    return response


@require_safe
def achievement(_request, key, kind):
    """What a course offers in one kind, as it is today."""
    statement = offered_or_404(key, kind)
    return _json({"@context": [CREDENTIALS, OPEN_BADGES], **badges.achievement_today(statement, key)})


@require_safe
def badge_image(_request, key, kind, form):
    """The badge of a course in one kind, with nobody's credential in it."""
    svg = drawing.badge_svg(offered_or_404(key, kind), settings.ISSUER_NAME)
    if form == "svg":
        return _public(svg, SVG, DAY)
    if form != "png":
        raise Http404
    name = f"interop:badge:{sha256(svg.encode()).hexdigest()}"
    return _public(cache.get_or_set(name, lambda: drawing.as_png(svg, width=drawing.BADGE), DAY), PNG, DAY)


@login_required
@require_safe
def badge(request, code):
    """The holder's badge: its forms to download, and what others see of it."""
    mine = Certificate.objects.of(request.user).select_related("credential", "sharing")
    certificate = get_object_or_404(mine.with_code(code))
    context = {
        "certificate": certificate,
        "is_signed": hasattr(certificate, "credential"),
        "names_holder": _names_holder(certificate),
    }
    return render(request, "interop/badge.html", context)


def _names_holder(certificate):
    """Has the holder said so?"""
    return hasattr(certificate, "sharing") and certificate.sharing.names_holder


@login_required
@require_safe
def download(request, code, form):
    """One's credential, signed once: as JSON, as a VC-JWT, or inside the badge as PNG or SVG."""
    if form not in FORMS:
        raise Http404
    certificate = _visible_or_404(request, code)
    credential = getattr(certificate, "credential", None)
    if credential is None:
        return render(request, "interop/being_prepared.html", {"certificate": certificate}, status=202)
    ending, content_type = FORMS[form]
    response = HttpResponse(_in_form(credential, certificate, form), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{certificate.code}.{ending}"'
    response["Cache-Control"] = "private, no-cache"
    return response


def _visible_or_404(request, code):
    mine = Certificate.objects.visible_to(request.user).select_related("credential")
    return get_object_or_404(mine.with_code(code))


def _in_form(credential, certificate, form):
    if form == "svg":
        return baked_svg(drawing.badge_svg(certificate, certificate.issuer), credential.document)
    if form == "png":
        return baked_png(drawing.badge_png(certificate, certificate.issuer), credential.document)
    return credential.jwt if form == "jwt" else credential.document


@login_required
@require_POST
def prepare(request, code):
    """Ask again for a credential that is not there."""
    certificate = _visible_or_404(request, code)
    if not hasattr(certificate, "credential"):
        sign_credential.enqueue(certificate.pk)
        messages.info(request, _("Your badge is being prepared."))
    return redirect("certificates:verify", code=certificate.code)


@login_required
@require_POST
def sharing(request, code):
    """Does the holder want their name in the picture that others see?"""
    certificate = get_object_or_404(Certificate.objects.of(request.user).with_code(code))
    form = SharingForm(request.POST)
    if form.is_valid():
        choose_sharing(certificate=certificate, names_holder=form.cleaned_data["names_holder"])
        messages.success(request, _("Your choice is saved."))
    return redirect("interop:badge", code=certificate.code)


@require_safe
@paced
def share_image(_request, code):
    """The picture that social networks show beside the address of a certificate."""
    certificate = get_object_or_404(Certificate.objects.with_code(code).select_related("sharing", "enrolment"))
    picture = drawing.card_png(certificate, names_holder=_names_holder(certificate))
    response = _public(picture, PNG, int(FRESH.total_seconds()))
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
