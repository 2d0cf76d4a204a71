"""A small programme in text files, as an author writes it: Spanish and English, an activity of each kind."""

import struct

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20"><path d="M0 0h9v9z"/></svg>'
)

FILES = {
    "programme.yaml": """\
source_language: es
languages: [es, en]
topics: [rights]
courses: [basics]
""",
    "programme.es.md": """\
---
title: Programa
summary: Un programa.
topics: {rights: Derechos}
---
Sobre el programa.
""",
    "programme.en.md": """\
---
title: Programme
summary: A programme.
topics: {rights: Rights}
---
About the programme.
""",
    "basics/course.yaml": """\
hours: 12
level: introductory
topics: [rights]
participation_share: 80
achievement_share: 70
modules: [people]
""",
    "basics/people/module.yaml": """\
activities:
  - {key: words, kind: reading, minutes: 12}
  - {key: journey, kind: video, minutes: 4, media: journey}
  - {key: talk, kind: discussion, minutes: 20, posts: 2, replies: 1, words: 40}
  - {key: check, kind: quiz, minutes: 10, graded: true, pass_mark: 70, attempts: 3}
""",
    "basics/people/check.yaml": """\
questions:
  - key: who
    type: single
    points: 1
    objective: 1
    case: true
    options: {a: false, b: true}
  - key: fixed
    type: true_false
    points: 2
    objective: 2
    options: {true: false, false: true}
""",
}

COURSE = """\
---
title: Curso {0}
summary: Un curso.
audience: Para quienes atienden.
outcomes: [Nombrar, Describir, Aplicar]
assessment: Un cuestionario.
team: [{{name: Equipo, role: Contenido}}]
sources: ["OIM, *Glosario*, 2019."]
---
Sobre el curso.
"""
MODULE = """\
---
title: Módulo {0}
summary: Un módulo.
objectives: [Nombrar, Describir]
---
Una introducción.
"""
READING = """\
---
title: Palabras {0}
summary: Una lectura.
---
Una **palabra** amplia.

## Un título

![Un mapa](map.svg "Un mapa. Fuente: OIM, 2019.")

::: key
Un mensaje.
:::

::: downloads
- [Una lista](list.txt)
:::
"""
WORDS = """\
---
title: {1} {0}
summary: Una actividad.
---
Unas palabras.
"""
QUIZ = """\
title: Prueba {0}
summary: Dos preguntas.
introduction: Lea cada explicación.
questions:
  who:
    text: ¿Quién es?
    options:
      a: {{text: Nadie, feedback: No.}}
      b: {{text: Alguien, feedback: Así es.}}
  fixed:
    text: No cambia.
    options:
      true: {{text: Verdadero, feedback: Cambia.}}
      "false": {{text: Falso, feedback: Exacto.}}
"""


def write_programme(folder):
    """Write the files below `folder`/programme; returns that folder."""
    root = folder / "programme"
    for name, text in FILES.items():
        write(root, name, text)
    for language in ("es", "en"):
        write(root, f"basics/course.{language}.md", COURSE.format(language))
        write(root, f"basics/people/module.{language}.md", MODULE.format(language))
        write(root, f"basics/people/words.{language}.md", READING.format(language))
        write(root, f"basics/people/journey.{language}.md", WORDS.format(language, "Viaje"))
        write(root, f"basics/people/talk.{language}.md", WORDS.format(language, "Charla"))
        write(root, f"basics/people/check.{language}.yaml", QUIZ.format(language))
        write(root, f"basics/media/journey.{language}.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHola\n")
    write(root, "basics/media/map.svg", PICTURE)
    write(root, "basics/media/list.txt", "uno\ndos\n")
    (root / "basics/media/journey.mp4").write_bytes(film(seconds=4))
    (root / "basics/media/journey.m4a").write_bytes(film(seconds=4, width=0, height=0))
    return root


def write(root, name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def edit(root, name, before, after):
    """Replace words in a file, which must have them."""
    text = (root / name).read_text(encoding="utf-8")
    assert before in text
    write(root, name, text.replace(before, after))


def film(*, seconds, width=320, height=180):
    """The bytes of an MP4 that has a header and one track, and nothing to see."""
    header = struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80)
    track = bytes(76) + struct.pack(">II", width << 16, height << 16)
    return box(b"ftyp", b"isom") + box(b"moov", box(b"mvhd", header) + box(b"trak", box(b"tkhd", track)))


def box(name, body):
    return struct.pack(">I4s", len(body) + 8, name) + body
