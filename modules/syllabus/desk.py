"""Where the files of a programme are opened: which were, and every mistake found in them."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from modules.syllabus.mistakes import Mistake

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FENCE = "---"


@dataclass
class Desk:
    """`root` is the folder by which files are called; `mistakes` and `opened` grow while reading."""

    root: Path
    mistakes: set = field(default_factory=set)
    opened: set = field(default_factory=set)

    def file(self, path):
        """The `TextFile` at `path`, which need not exist."""
        self.opened.add(path)
        return TextFile(self, path)

    def name_of(self, path):
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


@dataclass(frozen=True)
class TextFile:
    desk: Desk
    path: Path

    @property
    def name(self):
        return self.desk.name_of(self.path)

    def refuse(self, line, reason):
        self.desk.mistakes.add(Mistake(self.name, line, reason))

    @property
    def is_sound(self):
        """Has no mistake been found in it so far?"""
        return all(mistake.file != self.name for mistake in self.desk.mistakes)

    def lines(self):
        """Its lines; none, and a mistake, when it is missing or is no text in UTF-8."""
        try:
            data = self.path.read_bytes()
            return data.decode("utf-8-sig").splitlines()
        except OSError:
            self.refuse(1, "this file is missing")
        except UnicodeDecodeError as error:
            self.refuse(data[: error.start].count(b"\n") + 1, "is no text in UTF-8")
        return None

    def read_yaml(self, shape):
        """Its YAML in that shape; the shape's blank when it cannot be read."""
        lines = self.lines()
        return shape.blank if lines is None else self._parse("\n".join(lines), shape)

    def read_markdown(self, shape):
        """(front matter in that shape, the text below it, the line where that begins)."""
        lines = self.lines()
        if lines is None:
            return shape.blank, "", 1
        end = next((place for place, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
        if not lines or lines[0].rstrip() != FENCE or end is None:
            self.refuse(1, "must open with front matter between two lines of ---")
            return shape.blank, "", 1
        front = "\n".join(["", *lines[1:end]])
        return self._parse(front, shape), "\n".join(lines[end + 1 :]), end + 2

    def _parse(self, text, shape):
        try:
            node = yaml.compose(text, Loader=LOADER)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.refuse(mark.line + 1 if mark else 1, _why(error))
            return shape.blank
        if node is None:
            self.refuse(1, "is empty")
            return shape.blank
        return shape.read(node, self.refuse)


def _why(error):
    problem = getattr(error, "problem", None) or str(error)
    hint = " (a text with a colon in it is put in quotes)" if "mapping values" in problem else ""
    return f"cannot be read as YAML: {problem}{hint}"
