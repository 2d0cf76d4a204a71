"""Where pages and credentials meet."""

from urllib.parse import urlencode

from django import template

from certificates import wording
from interop.openbadges.issuer import address

register = template.Library()
LINKEDIN = "https://www.linkedin.com/profile/add"


@register.inclusion_tag("interop/_share_meta.html")
def share_meta(certificate):
    """What social networks show of the certificate's address: title, text and picture; no name but in the picture,
    where the holder wants it."""
    return {
        "title": certificate.course_title,
        "description": wording.heading(certificate),
        "address": certificate.verification_url,
        "image": address("share", certificate.code),
    }


@register.inclusion_tag("interop/_badge_links.html", takes_context=True)
def badge_links(context, certificate):
    """For the holder of the certificate: to its badge, and to their profile elsewhere. No query."""
    user = context["request"].user
    if not user.is_authenticated or certificate.holder_id != user.pk:
        return {}
    return {"certificate": certificate, "linkedin": linkedin_address(certificate)}


def linkedin_address(certificate):
    """LinkedIn's form for a certificate in one's profile, filled in."""
    heading = wording.heading(certificate)
    facts = {
        "startTask": "CERTIFICATION_NAME",
        "name": f"{certificate.course_title} ({heading})",
        "organizationName": certificate.issuer,
        "issueYear": certificate.issued_on.year,
        "issueMonth": certificate.issued_on.month,
        "certUrl": certificate.verification_url,
        "certId": certificate.code,
    }
    if certificate.expires_on:
        facts |= {"expirationYear": certificate.expires_on.year, "expirationMonth": certificate.expires_on.month}
    return f"{LINKEDIN}?{urlencode(facts)}"
