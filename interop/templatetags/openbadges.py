"""Where pages and credentials meet."""

from urllib.parse import urlencode

from django import template

from certificates import wording
from interop.models import Credential, Sharing
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


@register.inclusion_tag("interop/_credential.html", takes_context=True)
def credential_panel(context, certificate):
    """For the holder of the certificate: the badge in its forms, the profile elsewhere, the choice of what others see.
    Two queries; nothing and none for anybody else."""
    request = context["request"]
    if not request.user.is_authenticated or certificate.enrolment.user_id != request.user.pk:
        return {}
    sharing = Sharing.objects.filter(certificate=certificate).first()
    return {
        "request": request,
        "certificate": certificate,
        "is_signed": Credential.objects.filter(certificate=certificate).exists(),
        "names_holder": bool(sharing and sharing.names_holder),
        "image": address("share", certificate.code),
        "linkedin": linkedin_address(certificate),
        "csrf_token": context.get("csrf_token"),
    }


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
    return f"{LINKEDIN}?{urlencode(facts)}"
