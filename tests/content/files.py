"""What belongs to every course: translations, media, links, hours. Each rule yields `file: what is wrong`."""

import re
from functools import cache

from tests.content.shelf import PROGRAMMES, Course, read_text, read_yaml

MINUTES = 60
LINK = re.compile(r"\]\((/[^)\s]*)\)")
NAMED = re.compile(
    r"!\[[^\]]*\]\((?P<picture>[^)\s]+)|^::: figure (?P<figure>\S+)|^- \[[^\]]*\]\((?P<download>[^)/\s]+)\)"
    r"|^::: (?:audio|video) (?P<recording>\S+)",
    re.MULTILINE,
)
OUTSIDE = {"accounts", "catalogue", "learning", "privacy", "profile"}  # addresses that are no pages of a programme


def nothing_is_untranslated(course):
    for language in course.languages:
        for path in paths_of(course, language):
            if not path.is_file():
                yield f"{course.name_of(path)}: is missing"


def paths_of(course, language):
    yield course.folder / f"course.{language}.md"
    for module in course.modules:
        yield module.folder / f"module.{language}.md"
        yield from (activity.path(language) for activity in module.activities)


def lists_are_as_long_in_every_language(course):
    for place, name in [(course, "outcomes"), *((module, "objectives") for module in course.modules)]:
        texts = [text for language in course.languages if (text := place.text(language))]
        numbers = {text.language: len(text.words.get(name, [])) for text in texts}
        if len(set(numbers.values())) > 1:
            yield f"{course.name_of(place.folder)}: the number of {name} differs: {numbers}"


def hours_are_the_sum_of_minutes(course):
    minutes = sum(activity.facts["minutes"] for activity in course.activities)
    hours = course.facts.get("hours")
    if hours != round(minutes / MINUTES):
        yield f"{course.folder.name}/course.yaml: says {hours} hours, the activities make {minutes / MINUTES:.1f}"


def media_are_there(course):
    for text in course.texts():
        for found in NAMED.finditer(text.body):
            sort, name = found.lastgroup, found[found.lastgroup]
            names = [f"{name}.mp4", f"{name}.m4a"] if sort == "recording" else [name]
            if not any(course.media(name).is_file() for name in names):
                yield f"{course.name_of(text.path)}: there is no media/{name}"


def pictures_are_in_the_language_of_their_text(course):
    for text in course.texts():
        for found in NAMED.finditer(text.body):
            name = found["picture"] or found["figure"] or ""
            language = name.split(".")[-2] if name.count(".") > 1 else text.language
            if language != text.language:
                yield f"{course.name_of(text.path)}: shows {name}, which is in {language!r}"


def recordings_have_captions(course):
    names = {activity.facts["media"] for activity in course.activities if activity.facts.get("media")}
    names |= {found["recording"] for text in course.texts() for found in NAMED.finditer(text.body)} - {None}
    for name in sorted(names):
        if not (course.media(f"{name}.mp4").is_file() or course.media(f"{name}.m4a").is_file()):
            yield f"{course.folder.name}/media/{name}.mp4: is missing"
        for language in course.languages:
            if not course.media(f"{name}.{language}.vtt").is_file():
                yield f"{course.folder.name}/media/{name}.{language}.vtt: is missing"


def links_inside_lead_somewhere(course):
    for text in course.texts():
        for address in LINK.findall(text.body):
            if not leads_somewhere(address):
                yield f"{course.name_of(text.path)}: no page has the address {address}"


def leads_somewhere(address):
    path = address.partition("#")[0].partition("?")[0]
    parts = path.strip("/").split("/")
    return len(parts) < 2 or parts[1] in OUTSIDE or f"/{'/'.join(parts)}/" in addresses()


@cache
def addresses():
    """The addresses of all pages that the folder of the programmes makes."""
    found = set()
    for folder in PROGRAMMES:
        facts = read_yaml(folder / "programme.yaml")
        for language in facts["languages"]:
            programme = f"/{language}/{slug(folder / f'programme.{language}.md', folder.name)}/"
            found |= {programme, f"{programme}{slug(folder / f'glossary.{language}.yaml', 'glossary')}/"}
            for key in facts["courses"]:
                found |= set(_addresses_of(Course(folder / key, tuple(facts["languages"])), language, programme))
        for path in (folder.parent / "pages").glob("*.md"):
            key, language = path.name.split(".")[:2]
            found.add(f"/{language}/{slug(path, key)}/")
    return found


def _addresses_of(course, language, above):
    here = f"{above}{slug(course.folder / f'course.{language}.md', course.folder.name)}/"
    yield here
    for module in course.modules:
        below = f"{here}{slug(module.folder / f'module.{language}.md', module.folder.name)}/"
        yield below
        yield from (f"{below}{slug(activity.path(language), activity.key)}/" for activity in module.activities)


def slug(path, key):
    """The last part of the address of the page whose words are at `path`."""
    if not path.is_file():
        return key
    words = read_yaml(path) if path.suffix == ".yaml" else read_text(path).words
    return words.get("slug") or key


RULES = [
    nothing_is_untranslated,
    lists_are_as_long_in_every_language,
    hours_are_the_sum_of_minutes,
    media_are_there,
    pictures_are_in_the_language_of_their_text,
    recordings_have_captions,
    links_inside_lead_somewhere,
]
