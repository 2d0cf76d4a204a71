"""Scripts of recordings: what is said and drawn, and when each sentence is heard."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha1
from pathlib import Path
from xml.etree import ElementTree

import yaml
from drawing import needed_symbols, panel

PROGRAMME = Path(__file__).resolve().parent.parent
SOURCE = "es"
NOT_SPOKEN = re.compile(r"[0-9%/&+°º#=…—–]|\b[A-ZÁÉÍÓÚÑ]{2,}\b")  # what the voice needs in words


@dataclass
class Line:
    """One spoken sentence and when it is heard, in seconds."""

    scene: int
    number: int  # within its scene, from 1
    words: dict
    start: float = 0.0
    end: float = 0.0

    @property
    def spoken(self):
        return self.words.get("say", self.words[SOURCE])

    @property
    def translations(self):
        return [key for key in self.words if key != "say"]


class Script:
    """The script in a file `<course>/media/src/<key>.yaml`."""

    def __init__(self, path):
        self.path = path
        self.key = path.stem
        self.media = path.parent.parent
        self.facts = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.length = 0.0

    @cached_property
    def scenes(self):
        return self.facts["scenes"]

    @cached_property
    def lines(self):
        return [Line(s, n, words) for s, scene in enumerate(self.scenes) for n, words in enumerate(scene["lines"], 1)]

    @property
    def languages(self):
        return self.lines[0].translations

    @property
    def walker(self):
        return self.facts.get("walker")

    @property
    def is_drawn(self):
        return any("draw" in scene for scene in self.scenes)

    @property
    def word_count(self):
        return sum(len(line.spoken.split()) for line in self.lines)

    def file(self, ending):
        """The file of the recording with this ending."""
        return self.media / f"{self.key}{ending}"

    def page(self, language):
        """The file with the words of the recording's page."""
        return self.media.parent / self.facts["module"] / f"{self.key}.{language}.md"

    # What was made last

    @property
    def _timing(self):
        return self.path.with_suffix(".timing.json")

    @property
    def sound_print(self):
        """Changes when something else is said."""
        return _print([[line.scene, line.spoken] for line in self.lines])

    @property
    def picture_print(self):
        """Changes when something else is seen, or at another time."""
        drawn = [[scene.get(key) for key in ("draw", "path", "stop")] for scene in self.scenes]
        named = [*self.walker["steps"], self.walker["stand"]] if self.walker else []
        return _print([self.walker, drawn, needed_symbols(str(drawn), named), self._times()])

    def _times(self):
        return [[line.start, line.end] for line in self.lines]

    def keep_timing(self, pictures=None):
        """Write down when each sentence is heard, and of what sentences and drawings the files were made."""
        kept = {"length": self.length, "lines": self._times(), "sound": self.sound_print, "pictures": pictures}
        self._timing.write_text(json.dumps(kept) + "\n", encoding="utf-8")

    def read_timing(self):
        """Take over when each sentence is heard; the print of the pictures. None if other sentences were made."""
        kept = json.loads(self._timing.read_text(encoding="utf-8")) if self._timing.is_file() else {}
        if kept.get("sound") != self.sound_print:
            return None
        self.length = kept["length"]
        for line, (start, end) in zip(self.lines, kept["lines"], strict=True):
            line.start, line.end = start, end
        return kept["pictures"] or ""


def _print(facts):
    return sha1(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:12]


def find_scripts(keys):
    """The scripts with these keys, or all; in the order of their courses' folders."""
    found = {path.stem: path for path in sorted(PROGRAMME.glob("*/media/src/*.yaml"))}
    unknown = [key for key in keys if key not in found]
    if unknown:
        raise SystemExit(f"There is no script {', '.join(unknown)}; there are {', '.join(found)}.")
    return [path for key, path in found.items() if not keys or key in keys]


def read_scripts(paths):
    """The scripts in these files. Ends the program when one has a mistake, after all have been read."""
    scripts, mistakes = [], []
    for path in paths:
        try:
            script = Script(path)
            mistakes += [f"{path.name}: {mistake}" for mistake in mistakes_in(script)]
            scripts.append(script)
        except (yaml.YAMLError, KeyError, TypeError) as error:
            mistakes.append(f"{path.name}: {type(error).__name__}: {error}")
    if mistakes:
        raise SystemExit("\n".join(mistakes))
    return scripts


def mistakes_in(script):
    """What keeps a recording from being made of this script."""
    languages = script.languages
    if languages[0] != SOURCE:
        yield f"the first language is {languages[0]}, not {SOURCE}"
    if not script.page(SOURCE).parent.is_dir():
        yield f"there is no module {script.facts['module']}"
    for name, words in _wordings(script):
        if sorted(words) != sorted(languages):
            yield f"{name} is in {', '.join(words)}, the first sentence in {', '.join(languages)}"
    for line in script.lines:
        unclear = NOT_SPOKEN.search(line.spoken)
        if unclear:
            yield f"{_place(script, line)}: how is {unclear[0]!r} spoken? (say)"
    yield from _mistakes_in_drawings(script)


def _wordings(script):
    yield from ((key, script.facts[key]) for key in ("title", "summary"))
    yield from ((f"scene {scene['key']}, shown", scene["shown"]) for scene in script.scenes if "shown" in scene)
    yield from ((_place(script, line), line.translations) for line in script.lines)


def _place(script, line):
    return f"scene {script.scenes[line.scene]['key']}, sentence {line.number}"


def _mistakes_in_drawings(script):
    wanted = {"draw", "path", "stop"} if script.walker else {"draw"} if script.is_drawn else set()
    for scene in script.scenes:
        has = {"draw", "path", "stop"} & scene.keys()
        if has != wanted:
            yield f"scene {scene['key']} has {sorted(has) or 'no drawing'}; this sort of script wants {sorted(wanted)}"
        try:
            needed_symbols(panel(scene.get("draw", ""), 0))
        except (ElementTree.ParseError, ValueError) as error:
            yield f"scene {scene['key']}, draw: {error}"
        except KeyError as name:
            yield f"scene {scene['key']}, draw: symbols.svg has no {name}"
