"""What the glossaries of a programme keep to. Each rule yields `file: what is wrong` for the programme's folder."""

from tests.content.shelf import read_yaml
from tests.content.texts import ruled_out

LEAST_TERMS = 60
MEANING = (4, 70)  # words: one or two sentences
OF_THE_PAGE = {"title", "slug"}


def glossary(folder, language):
    """{key: {"term", "forms", "meaning"}}; empty where there is no file."""
    entries = read_yaml(path(folder, language))
    return {key: entry for key, entry in entries.items() if key not in OF_THE_PAGE}


def path(folder, language):
    return folder / f"glossary.{language}.yaml"


def languages(folder):
    return read_yaml(folder / "programme.yaml")["languages"]


def every_language_has_a_glossary(folder):
    for language in languages(folder):
        number = len(glossary(folder, language))
        if number < LEAST_TERMS:
            yield f"{path(folder, language).name}: has {number} terms, and needs {LEAST_TERMS}"


def glossaries_have_the_same_terms(folder):
    first = None
    for language in languages(folder):
        if path(folder, language).is_file():
            keys = set(glossary(folder, language))
            first = keys if first is None else first
            for key in sorted(keys ^ first):
                yield f"{path(folder, language).name}: {key!r} stands here or in the first language only"


def forms_belong_to_one_term(folder):
    for language in languages(folder):
        owners = {}
        for key, entry in glossary(folder, language).items():
            for form in {spelling.casefold() for spelling in (entry["term"], *entry.get("forms", ()))}:
                if owners.setdefault(form, key) != key:
                    yield f"{path(folder, language).name}: {form!r} is a form of {owners[form]!r} and of {key!r}"


def meanings_are_short(folder):
    least, most = MEANING
    for language in languages(folder):
        for key, entry in glossary(folder, language).items():
            number = len(entry["meaning"].split())
            if not least <= number <= most:
                yield f"{path(folder, language).name}: the meaning of {key!r} has {number} words"


def glossaries_respect_people(folder):
    for language in languages(folder):
        for key, entry in glossary(folder, language).items():
            texts = [entry["term"], entry["meaning"], *entry.get("forms", ())]
            for found in ruled_out("\n".join(texts), language):
                yield f"{path(folder, language).name}: {key!r} says {found!r}, which is no word for people"


RULES = [
    every_language_has_a_glossary,
    glossaries_have_the_same_terms,
    forms_belong_to_one_term,
    meanings_are_short,
    glossaries_respect_people,
]
