"""Where pages and certificates meet."""

import segno
from django import template
from django.utils import timezone
from django.utils.safestring import mark_safe

from certificates import wording
from certificates.models import Certificate, Merit
from certificates.steps import steps_of
from pages.prepared import prepared

register = template.Library()


@register.simple_tag
def certificates_of(enrolment):
    """The certificates issued for an enrolment. One query."""
    return list(Certificate.objects.current().filter(enrolment=enrolment))


@register.simple_tag
def name_to_confirm(user):
    """What waits for `user` to confirm the name to print: a list of merits, empty when nothing does."""
    if not user.is_authenticated or user.name_is_confirmed:
        return []
    return list(Merit.objects.of(user).waiting())


@register.inclusion_tag("certificates/_certificate_panel.html", takes_context=True)
def certificate_panel(context, enrolment, progress):
    """For each certificate of the course: the paper, what it waits for, or what is still missing. One query."""
    request = context["request"]
    steps = steps_of(enrolment, progress)
    waits = any(step.is_earned and not step.certificate for step in steps)
    return {
        "request": request,
        "steps": steps,
        "looks": [waits, request.user.name_is_confirmed, *(step.looks for step in steps)],
        "asks_for_name": waits and not request.user.name_is_confirmed,
    }


@register.inclusion_tag("certificates/_my_certificates.html", takes_context=True)
def my_certificates(context):
    """The visitor's certificates and the request to confirm their name; nothing when there is neither. Two queries."""
    request = context["request"]
    return {
        "request": request,
        "certificates": _certificates(request.user),
        "waiting": name_to_confirm(request.user),
    }


@prepared
def _certificates(holder):
    return Certificate.objects.of(holder).current()


@register.inclusion_tag("certificates/_printed_check.html")
def printed_check(certificate):
    """On paper only: on which day the page said so, and where it says so again, for people and for cameras."""
    code = segno.make(certificate.verification_url, error="m", micro=False, mask=0)  # comparing masks costs 5 ms
    drawing = code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    return {"certificate": certificate, "today": timezone.localdate(), "qr": mark_safe(drawing)}


@register.filter(expects_localtime=True)
def in_words(date):
    """A date as the paper writes it."""
    return wording.day(date)


@register.simple_tag
def certificate_words(certificate):
    """What the certificate says, in the language of the page: `heading`, `deed`, `facts` (a list), `terms` and,
    for a diploma, `transcript` (a list)."""
    return {
        "heading": wording.heading(certificate),
        "deed": wording.deed(certificate),
        "facts": wording.facts(certificate),
        "terms": wording.terms_met(certificate),
        "transcript": wording.transcript(certificate),
    }
