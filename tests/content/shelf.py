"""The text files of a programme as authors see them: courses, modules, activities, and the passages of a text.

Read more loosely than the loader does, so that a course that is not finished can be read too.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path

import yaml
from django.conf import settings

from modules.syllabus import markdown
from modules.syllabus.blocks import parts_of
from modules.syllabus.markdown import groups_of, plain

PROGRAMMES = [file.parent for file in sorted((settings.BASE_DIR / "content").glob("*/programme.yaml"))]
FINAL = "final-quiz"
IMAGE = re.compile(r"!\[(.*?)\]\((\S+?)(?:\s+\"(.*?)\")?\)", re.DOTALL)


def read_yaml(path):
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, list item, cell, caption or the like, as people read it.

    `block` is the `:::` block that it stands in, or "". Passages of one `group` are read together: those of one
    `:::` block; a list with the paragraph before it.
    """

    text: str
    kind: str
    block: str
    group: int


@dataclass(frozen=True)
class Text:
    """A Markdown file with front matter, in one language."""

    path: Path
    language: str
    words: dict
    body: str

    @cached_property
    def passages(self):
        numbers = count()
        return [
            passage
            for part in parts_of(self.body, 1, lambda *_mistake: None)
            for passage in (_passages_in(part, next(numbers)) if part.name else _prose(part, numbers))
        ]

    def of(self, *kinds):
        return [passage for passage in self.passages if passage.kind in kinds]


def read_text(path):
    """The `Text` at `path`, whose name says its language; None when there is none."""
    if not path.is_file():
        return None
    _before, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Text(path, path.suffixes[-2][1:], yaml.safe_load(front) or {}, body)


@dataclass(frozen=True)
class Activity:
    module: "Module"
    facts: dict

    @property
    def key(self):
        return self.facts["key"]

    @property
    def kind(self):
        return self.facts["kind"]

    def path(self, language):
        return self.module.folder / f"{self.key}.{language}.{'yaml' if self.kind == 'quiz' else 'md'}"

    def text(self, language):
        return read_text(self.path(language)) if self.kind != "quiz" else None

    @cached_property
    def questions(self):
        """The facts of a quiz."""
        return read_yaml(self.sheet).get("questions", [])

    @property
    def sheet(self):
        return self.module.folder / f"{self.key}.yaml"

    def wording(self, language):
        """{question key: {"text", "options"}} of a quiz; keys as text, also `true` and `false`."""
        questions = read_yaml(self.path(language)).get("questions", {})
        return {
            key: question | {"options": {option_key(name): option for name, option in question["options"].items()}}
            for key, question in questions.items()
        }


def option_key(name):
    return str(name).lower()


@dataclass(frozen=True)
class Module:
    course: "Course"
    folder: Path

    @property
    def is_final(self):
        return self.folder.name == FINAL

    @cached_property
    def activities(self):
        rows = read_yaml(self.folder / "module.yaml").get("activities", [])
        return [Activity(self, facts) for facts in rows]

    def of_kind(self, kind):
        return [activity for activity in self.activities if activity.kind == kind]

    def text(self, language):
        return read_text(self.folder / f"module.{language}.md")


@dataclass(frozen=True)
class Course:
    """`languages` are those that its facts name, else those that are given."""

    folder: Path
    given: tuple = ()

    @cached_property
    def facts(self):
        return read_yaml(self.folder / "course.yaml")

    @property
    def languages(self):
        return list(self.facts.get("languages", self.given))

    @cached_property
    def modules(self):
        found = sorted(path.parent.name for path in self.folder.glob("*/module.yaml"))
        return [Module(self, self.folder / key) for key in self.facts.get("modules", found)]

    @property
    def activities(self):
        return [activity for module in self.modules for activity in module.activities]

    @property
    def quizzes(self):
        return [activity for activity in self.activities if activity.kind == "quiz"]

    def text(self, language):
        return read_text(self.folder / f"course.{language}.md")

    def texts(self, kind=None):
        """Every Markdown text of the course that exists, or of its activities of one kind."""
        places = [] if kind else [self, *self.modules]
        places += [activity for activity in self.activities if kind in (None, activity.kind)]
        found = (place.text(language) for place in places for language in self.languages)
        return [text for text in found if text]

    def media(self, name):
        return self.folder / "media" / name

    def name_of(self, path):
        return path.relative_to(self.folder.parent).as_posix()


def courses():
    """The courses that the programmes name."""
    return [
        Course(folder / key, tuple(facts["languages"]))
        for folder in PROGRAMMES
        for facts in [read_yaml(folder / "programme.yaml")]
        for key in facts["courses"]
    ]


# --- Passages ------------------------------------------------------------------------------------------------


def _passages_in(part, group):
    """Those of a `:::` block."""
    title, text = part.argument, part.text
    kind = "title"
    if part.name == "figure":
        alt, _gap, text = text.lstrip("\n").partition("\n\n")
        title, kind = title.partition(" ")[2], "caption"
        yield Passage(alt.removeprefix("alt:").strip(), "alt", part.name, group)
    elif part.name == "table":
        kind = "caption"
    if title:
        yield Passage(title, kind, part.name, group)
    for passage in _of_tokens(markdown.parse(text, 1), part.name, group):
        yield Passage(passage.text, "description", part.name, group) if part.name == "figure" else passage


def _prose(part, numbers):
    """Those of plain Markdown; a list is one group with the paragraph before it."""
    group = next(numbers)
    for tokens in groups_of(markdown.parse(part.text, 1)):
        if not tokens[0].type.endswith("list_open"):
            group = next(numbers)
        image = IMAGE.fullmatch(tokens[1].content.strip()) if len(tokens) == 3 else None
        if image:
            yield Passage(image[1], "alt", "", group)
            yield Passage(image[3] or "", "caption", "", group)
        else:
            yield from _of_tokens(tokens, "", group)


KINDS = {"heading_open": "heading", "list_item_open": "item", "th_open": "cell", "td_open": "cell"}


def _of_tokens(tokens, block, group):
    kinds = []
    for token in tokens:
        if token.type in KINDS:
            kinds.append(KINDS[token.type])
        elif token.type.replace("_close", "_open") in KINDS:
            kinds.pop()
        elif token.type == "inline":
            yield Passage(plain(token), kinds[-1] if kinds else "paragraph", block, group)
