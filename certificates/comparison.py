"""A file that somebody was shown, compared with what we issued."""

from dataclasses import dataclass

from certificates.inspection import codes_named_in, fingerprint
from certificates.models import Certificate


@dataclass(frozen=True)
class Finding:
    """What a file is: `unaltered` or `altered`, then of which `certificate`; or `unknown`: none of ours."""

    state: str
    certificate: Certificate | None = None


def compare(content):
    """The `Finding` for a PDF, in bytes. At most two queries."""
    certificate = Certificate.objects.with_file(fingerprint(content)).first()
    if certificate:
        return Finding("unaltered", certificate)
    certificate = Certificate.objects.filter(code__in=codes_named_in(content)).first()
    return Finding("altered", certificate) if certificate else Finding("unknown")
