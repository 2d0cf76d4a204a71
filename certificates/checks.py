"""What certificates need of the machine, said at the start instead of at the first certificate."""

from ctypes.util import find_library

from django.conf import settings
from django.core.checks import Error, Warning
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from certificates.fonts import command_for, missing_families

LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}


def find_pango(**_kwargs):
    """The native libraries of WeasyPrint."""
    absent = [package for name, package in LIBRARIES.items() if find_library(name) is None]
    if not absent:
        return []
    hint = f"apt-get install {' '.join(absent)}"
    return [Warning("Certificates cannot be made: Pango is missing.", hint=hint, id="certificates.W001")]


def find_fonts(**_kwargs):
    """The letters that names are printed in."""
    absent = missing_families()
    if not absent:
        return []
    message = f"Certificates cannot be made for every name: no files of {', '.join(absent)} in FONT_DIRS."
    return [Warning(message, hint=command_for(absent), id="certificates.W002")]


def find_signing_key(**_kwargs):
    """What certificates are signed with, when it is configured: can it be used, and for how long?"""
    from certificates.keys import load_pair

    if not settings.CERTIFICATE_SIGNING_KEY:
        return []
    try:
        _key, certificates = load_pair()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="certificates.E001")]
    if certificates[0].not_valid_after_utc > timezone.now():
        return []
    message = "Certificates are signed with a key whose certificate has expired."
    return [Warning(message, hint="docs/deployment.md, Signatures", id="certificates.W003")]


def find_own_key(**_kwargs):
    """In production: that each machine makes itself a key, which a back-up may not hold, is chosen by nobody."""
    if settings.CERTIFICATE_SIGNING_KEY:
        return []
    message = "Certificates are signed with a key that this machine made for itself."
    hint = "Set CERTIFICATE_SIGNING_KEY and CERTIFICATE_SIGNING_CERT: docs/deployment.md, Signatures"
    return [Warning(message, hint=hint, id="certificates.W004")]
