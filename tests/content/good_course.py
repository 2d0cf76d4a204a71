"""A course in text files that keeps to every rule, for tests to spoil."""

import yaml

from tests.content.shelf import Course
from tests.factories.syllabus import edit, write

OBJECTIVES = ["Nombrar", "Describir"]
OUTCOMES = ["Nombrar", "Describir", "Aplicar"]
SENTENCE = "La persona llega al centro de salud y pide ayuda para su hija. "
READING = f"""\
---
title: Lectura
summary: Una lectura.
---
## Uno

{SENTENCE * 60}

En 2019 eran 80 000 personas, el 40 % mujeres (OIM).

::: figure map.es.svg Un mapa. Fuente: OIM, 2019.
alt: Un mapa con tres rutas.

Tres rutas van hacia el norte.
:::

::: sources
- OIM, *Glosario*, 2019.
- OMS, *Informe*, 2017.
- OPS, *Documento*, 2016.
:::
"""
MODULE = {"title": "Módulo", "summary": "Un módulo.", "objectives": OBJECTIVES}
FRONT = {"title": "Curso", "summary": "Un curso.", "outcomes": OUTCOMES}
RIGHT = "abc"  # the right option moves


def question(number, aims):
    options = {name: name == RIGHT[number % 3] for name in "abc"}
    return {
        "key": f"q{number}",
        "type": "single",
        "points": 1,
        "objective": number % aims + 1,
        "case": number % 2 == 0,
        "options": options,
    }


def wording(facts):
    options = {
        name: {"text": "Es una respuesta" + " larga" * (not right), "feedback": "Porque así lo dice el texto."}
        for name, right in facts["options"].items()
    }
    return {"text": "¿Qué hace usted?", "options": options}


def front(words, body="Texto.\n"):
    return f"---\n{yaml.safe_dump(words, allow_unicode=True)}---\n{body}"


def write_course(root):
    """Write it below `root`/course, in Spanish; returns the `Course`."""
    folder = root / "course"
    facts = {"hours": 1, "modules": ["people", "final-quiz"], "languages": ["es"]}
    write(folder, "course.yaml", yaml.safe_dump(facts))
    write(folder, "course.es.md", front(FRONT))
    write_module(folder, "people", [activity("words", "reading", 20), activity("check", "quiz", 10)])
    write(folder, "people/words.es.md", READING)
    write_quiz(folder, "people/check", [question(number, 2) for number in range(8)])
    write_module(folder, "final-quiz", [activity("final", "quiz", 30)])
    write_quiz(folder, "final-quiz/final", [question(number, 3) for number in range(20)])
    write(folder, "media/map.es.svg", "<svg/>")
    return Course(folder)


def activity(key, kind, minutes, **facts):
    return {"key": key, "kind": kind, "minutes": minutes} | facts


def write_module(folder, key, activities):
    write(folder, f"{key}/module.yaml", yaml.safe_dump({"activities": activities}))
    write(folder, f"{key}/module.es.md", front(MODULE))


def write_quiz(folder, stem, questions):
    write(folder, f"{stem}.yaml", yaml.safe_dump({"questions": questions}))
    words = {"title": "Prueba", "questions": {facts["key"]: wording(facts) for facts in questions}}
    write(folder, f"{stem}.es.yaml", yaml.safe_dump(words, allow_unicode=True))


def spoil(course, name, before, after):
    """The course with other words in one of its files."""
    edit(course.folder, name, before, after)
    return Course(course.folder)


def change(course, name, **changes):
    """The course with other facts in one of its YAML files."""
    path = course.folder / name
    write(course.folder, name, yaml.safe_dump(yaml.safe_load(path.read_text()) | changes, allow_unicode=True))
    return Course(course.folder)
