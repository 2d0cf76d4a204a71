"""A file that somebody was shown, compared with what we issued."""

from dataclasses import dataclass

from django.conf import settings

from certificates.inspection import codes_named_in, fingerprint
from certificates.models import Certificate
from certificates.pictures import codes_named_by, host_of


@dataclass(frozen=True)
class Finding:
    """What a file is.

    A PDF is `unaltered` or `altered`, then of which `certificate`, or `unknown`: none of ours. A picture is `pictured`,
    then of which certificate, `foreign`: with QR codes that are none of ours, or `blank`: without any.
    """

    state: str
    certificate: Certificate | None = None
    host: str = ""  # of a picture: where its QR code leads to, when that is another site than this


def compare(content):
    """The `Finding` for a PDF, in bytes. At most two queries."""
    certificate = Certificate.objects.with_file(fingerprint(content)).first()
    if certificate:
        return Finding("unaltered", certificate)
    certificate = Certificate.objects.filter(code__in=codes_named_in(content)).first()
    return Finding("altered", certificate) if certificate else Finding("unknown")


def compare_picture(texts):
    """The `Finding` for a picture in which QR codes say `texts`. One query at most."""
    hosts = codes_named_by(texts)
    certificate = Certificate.objects.filter(code__in=hosts).first() if hosts else None
    if certificate is None:
        return Finding("foreign" if texts else "blank")
    host = hosts[certificate.code]
    return Finding("pictured", certificate, "" if host == host_of(settings.SITE_URL) else host)
