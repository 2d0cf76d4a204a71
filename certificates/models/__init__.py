"""What is certified: merits, certificates, requests to correct them, the log of each, archives of many."""

from certificates.models.archives import Archive, archive_path
from certificates.models.certificates import FROZEN, Certificate, Kind, Merit, paper_path, private_storage
from certificates.models.corrections import NameCorrection
from certificates.models.events import CertificateEvent, NeverRewritten
from certificates.models.selection import CertificateQuerySet, NeverDeleted, Standing

__all__ = [
    "FROZEN",
    "Archive",
    "Certificate",
    "CertificateEvent",
    "CertificateQuerySet",
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
