"""What is certified: merits, certificates, requests to correct them, and the log of what happened to each."""

from certificates.models.certificates import (
    FROZEN,
    Certificate,
    CertificateQuerySet,
    Kind,
    Merit,
    NeverDeleted,
    paper_path,
    private_storage,
)
from certificates.models.corrections import NameCorrection
from certificates.models.events import CertificateEvent, NeverRewritten

__all__ = [
    "FROZEN",
    "Certificate",
    "CertificateEvent",
    "CertificateQuerySet",
    "Kind",
    "Merit",
    "NameCorrection",
    "NeverDeleted",
    "NeverRewritten",
    "paper_path",
    "private_storage",
]
