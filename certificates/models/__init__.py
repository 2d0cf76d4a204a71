"""What is certified: merits, certificates, their looks, requests to correct them, the log of each, archives."""

from certificates.models.archives import Archive, archive_path
from certificates.models.certificates import FROZEN, Certificate, Kind, Merit, paper_path, private_storage
from certificates.models.corrections import NameCorrection
from certificates.models.designs import (
    CertificateDesign,
    DesignAssignment,
    FrozenDesign,
    FrozenImage,
)
from certificates.models.events import CertificateEvent, NeverRewritten
from certificates.models.selection import CertificateQuerySet, NeverDeleted, Standing

__all__ = [
    "FROZEN",
    "Archive",
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
    "Standing",
    "archive_path",
    "paper_path",
    "private_storage",
]
