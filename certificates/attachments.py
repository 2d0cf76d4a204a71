"""What machines read: files inside the certificate's PDF."""

import json
from dataclasses import dataclass

from certificates.signals import attachments_wanted


@dataclass(frozen=True)
class Attachment:
    """A file inside a PDF; `relationship` is what it is to the page, in the words of ISO 32000-2, 7.11.3."""

    name: str
    media_type: str
    content: bytes
    description: str
    relationship: str = "Data"


def attachments_of(certificate):
    """What the receivers of `attachments_wanted` return, in the order of the names of the files.

    What one of them raises goes on: no file is made without what it should hold.
    """
    answers = [answer for _receiver, answer in attachments_wanted.send(type(certificate), certificate=certificate)]
    lists = [answer if isinstance(answer, list) else [answer] for answer in answers if answer]
    return sorted((file for files in lists for file in files), key=lambda file: file.name)


def record_of(certificate):
    """`certificate.json`: all that the certificate says."""
    text = json.dumps(record(certificate), ensure_ascii=False, indent=1)
    return Attachment("certificate.json", "application/json", text.encode(), "What this certificate says, for machines")


def record(certificate):
    """What a certificate says, in words and numbers that do not depend on a language."""
    return {
        "code": certificate.code,
        "verification": certificate.verification_url,
        "issuer": certificate.issuer,
        "holder": certificate.holder_name,
        "kind": certificate.kind,
        "title": certificate.course_title,
        "language": certificate.language,
        "hours": certificate.course_hours,
        "level": certificate.level,
        "terms": certificate.terms,
        "alignments": certificate.alignments,
        "completed_on": certificate.completed_on.isoformat(),
        "issued_at": certificate.issued_at.isoformat(timespec="seconds"),
    }
