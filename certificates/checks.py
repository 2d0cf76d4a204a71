"""What certificates need of the machine, said at the start instead of at the first certificate."""

from ctypes.util import find_library

from django.core.checks import Warning

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
