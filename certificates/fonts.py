"""Which letters certificates are printed in: named Noto families, found as files on this machine.

Debian's packages and the `@fontsource` packages of npm are understood; `FONT_DIRS` are the folders that are searched.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

FILE_TYPES = {".ttf", ".otf", ".ttc", ".woff2"}
TEXT, DISPLAY, ARABIC, HAN = "Noto Serif", "Noto Serif Display", "Noto Naskh Arabic", "Noto Serif CJK"
SANS = "Noto Sans"  # where it is found
PACKAGES = {TEXT: "fonts-noto-core", DISPLAY: "fonts-noto-core", ARABIC: "fonts-noto-core", HAN: "fonts-noto-cjk"}
# The order of the faces in the files of Noto Serif CJK, and what @fontsource calls them.
HAN_REGIONS = ["jp", "kr", "sc", "tc", "hk"]
HAN_OF_COUNTRY = {"JP": "jp", "KR": "kr", "KP": "kr", "TW": "tc", "HK": "hk", "MO": "hk"}
HAN_OF_SCRIPT = {"Hira": "jp", "Kana": "jp", "Hang": "kr", "Bopo": "tc"}
BETTER_SANS = {"Mymr"}  # the serif face is as black as a heading
OF_TEXT = {"Latn", "Grek", "Cyrl", "Zyyy", "Zinh", "Zzzz"}


@dataclass(frozen=True)
class Face:
    """One font file, or one face of a collection, under the name of its family."""

    family: str
    path: Path
    weight: int = 400
    number: int = 0

    @property
    def url(self):
        return f"{self.path.as_uri()}#{self.number}" if self.path.suffix == ".ttc" else self.path.as_uri()


class FontMissing(Exception):
    """No file of a family that certificates need is found in `FONT_DIRS`."""


def faces_for(text, *, country="", sans=False):
    """The faces that print `text`, in the order in which they are to be tried. Raises `FontMissing` for the basic ones.

    `country` (ISO 3166) decides how Han characters are drawn where the text itself does not. With `sans`, the family
    without serifs is among them where it is installed.
    """
    found = [*needed(DISPLAY), *needed(TEXT), *needed(TEXT, 700)]
    found += find(SANS) if sans else []
    for script in sorted(scripts_in(text)):
        found += _faces_of_script(script, text, country)
    return list(dict.fromkeys(found))


def needed(family, weight=400):
    found = find(family, weight)
    if not found:
        raise FontMissing(f"{family}: {command_for([family])}")
    return found


def scripts_in(text):
    """The ISO 15924 codes of the scripts in `text` that the basic faces do not print."""
    from fontTools import unicodedata

    return {unicodedata.script(character) for character in text} - OF_TEXT


def _faces_of_script(script, text, country):
    if script == "Arab":
        return [*needed(ARABIC), *needed(ARABIC, 700)]
    if script == "Hani" or script in HAN_OF_SCRIPT:
        return find_han(han_region(text, country))
    styles = ("Sans", "Serif") if script in BETTER_SANS else ("Serif", "Sans")
    found = next(filter(None, (find(f"Noto {style} {script_name(script)}") for style in styles)), None)
    if found is None:
        raise FontMissing(f"Noto Sans {script_name(script)}: {command_for([TEXT])}")
    return found


def script_name(script):
    from fontTools import unicodedata

    return unicodedata.script_name(script).replace("_", " ")


def han_region(text, country):
    """How Han characters in `text` are drawn: one of `HAN_REGIONS`."""
    for script, region in HAN_OF_SCRIPT.items():
        if script in scripts_in(text):
            return region
    return HAN_OF_COUNTRY.get(country, "sc")


def find(family, weight=400):
    """The faces of `family` in that weight: one, or several that cover parts of it; empty when there is none."""
    files = installed()
    style = {400: "regular", 700: "bold"}[weight]
    debian = files.get(f"{family.replace(' ', '')}-{style}".lower())
    if debian:
        return [Face(family, debian, weight)]
    slug = family.replace(" ", "-").lower()
    piece = re.compile(rf"{slug}-[a-z-]+-{weight}-normal")
    found = [path for name, path in files.items() if piece.fullmatch(name) and path.parent.parent.name == slug]
    return [Face(family, path, weight) for path in found]


def find_han(region):
    """The face that draws Han, Kana and Hangul as in `region`; empty when there is none."""
    collection = installed().get("notoserifcjk-regular")
    if collection:
        return [Face(f"{HAN} {region.upper()}", collection, number=HAN_REGIONS.index(region))]
    return find(f"Noto Serif {region.upper()}")


@cache
def installed():
    """{file name without its ending, in lower case: path} of the Noto files in `FONT_DIRS`; looked up once."""
    found = {}
    for folder in map(Path, settings.FONT_DIRS):
        for path in sorted(folder.expanduser().rglob("[Nn]oto*")):
            if path.suffix in FILE_TYPES:
                found.setdefault(path.stem.lower(), path.resolve())
    return found


def missing_families():
    """The families of `PACKAGES` of which no file is found."""
    absent = [family for family in PACKAGES if family != HAN and not find(family)]
    return absent + ([] if find_han("sc") else [HAN])


def command_for(families):
    """What to type, on Debian and its relatives, to have `families`."""
    return "apt-get install " + " ".join(sorted({PACKAGES[family] for family in families}))
