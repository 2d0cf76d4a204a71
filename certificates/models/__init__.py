"""What is certified: merits, certificates, their looks, requests to correct them, and the log of what happened."""

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
from certificates.models.designs import (
    CertificateDesign,
    DesignAssignment,
    FrozenDesign,
    FrozenImage,
)
from certificates.models.events import CertificateEvent, NeverRewritten

__all__ = [
    "FROZEN",
    "Certificate",
    "CertificateDesign",
    "CertificateEvent",
    "CertificateQuerySet",
    "DesignAssignment",
    "FrozenDesign",
    "FrozenImage",
    "Kind",
    "Merit",
    "NameCorrection",
    "NeverDeleted",
    "NeverRewritten",
    "paper_path",
    "private_storage",
]
