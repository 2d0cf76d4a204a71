"""Time zones by their IANA names: which there are, and the likeliest one of a country."""

import zoneinfo
from functools import cache
from pathlib import Path

# Where the file's first zone of a country is not that of most of its people.
LIKELIEST = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "PF": "Pacific/Tahiti",
    "RU": "Europe/Moscow",
    "UM": "Pacific/Wake",
}


@cache
def zones_by_country():
    """{ISO 3166 code: [names]}, from the system's `zone.tab`; empty where it has none."""
    found = {}
    for folder in zoneinfo.TZPATH:
        path = Path(folder) / "zone.tab"
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                if not line.startswith("#"):
                    country, _place, name = line.split("\t")[:3]
                    found.setdefault(country, []).append(name)
            break
    return found


def likeliest_zone(country):
    """The name of the zone in which most people of `country` (ISO 3166 alpha-2) live; empty when unknown."""
    names = zones_by_country().get(country) or [""]
    return LIKELIEST.get(country, names[0])


@cache
def zone_named(name):
    """The `ZoneInfo` of that name; None for one that there is not (any more)."""
    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_choices(country=""):
    """What a form offers: first the zones of `country`, then all by their region; [(region, [(name, label)])]."""
    regions = {}
    for name in sorted(name for names in zones_by_country().values() for name in names):
        region, _slash, place = name.partition("/")
        regions.setdefault(region, []).append((name, place.replace("_", " ").replace("/", ", ")))
    mine = [(name, name.replace("_", " ")) for name in zones_by_country().get(country, [])]
    return ([(country, mine)] if mine else []) + [(region, names) for region, names in regions.items()]
