"""Reading a programme's folder into a tree of what its pages will be. Nothing is written, and no database is asked."""

from dataclasses import dataclass, field
from pathlib import Path

from modules.kinds import REGISTRY
from modules.syllabus.desk import Desk
from modules.syllabus.levels import SUMMARY, TITLE, CourseLevel, GlossaryLevel, Home, ModuleLevel, Plain, Programme
from modules.syllabus.media import MediaFolder
from modules.syllabus.mistakes import Refused
from modules.syllabus.shapes import Entry, Key, Record
from modules.syllabus.source import Source, key_of

READABLE = (".md", ".yaml", ".yml")
FINAL = "final-quiz"  # the module whose questions test the outcomes of the whole course


@dataclass(frozen=True)
class Version:
    """One page: the file of its words, and its fields as they shall be, with `Piece`s where media are."""

    file: str
    fields: dict


@dataclass
class Node:
    """A page in all its languages, with what stands below it in order. `path` is the path of its keys."""

    path: tuple
    model: type
    versions: dict = field(default_factory=dict)
    below: list = field(default_factory=list)

    @property
    def key(self):
        return key_of(*self.path)

    def walk(self):
        """It and all that stands below it, from the top."""
        yield self
        for node in self.below:
            yield from node.walk()


@dataclass
class Syllabus:
    """What a programme's files say. `topics` are {key: {language: name}}, `homes` {language: Version}."""

    source_language: str
    languages: list
    programme: Node
    topics: dict
    homes: dict
    pages: list


def read_syllabus(folder):
    """The `Syllabus` in `folder`, with home and plain pages from the folder that holds it.

    Raises `Refused` with every mistake in every file.
    """
    folder = Path(folder).resolve()
    desk = Desk(folder.parent)
    facts_file = desk.file(folder / "programme.yaml")
    facts = facts_file.read_yaml(Programme.facts)
    if facts["source_language"] and facts["source_language"] not in facts["languages"]:
        facts_file.refuse(facts.lines["languages"], f"`languages` lacks the source, {facts['source_language']}")
    if not facts_file.is_sound:
        raise Refused(desk.mistakes)
    reader = Reader(desk, facts["source_language"], facts["languages"])
    programme = reader.programme(folder, facts, facts_file)
    homes, pages = reader.homes(folder), reader.pages(folder.parent / "pages")
    if desk.mistakes:
        raise Refused(desk.mistakes)
    return Syllabus(facts["source_language"], facts["languages"], programme, reader.topics, homes, pages)


class Reader:
    def __init__(self, desk, source_language, languages):
        self.desk, self.source_language, self.languages = desk, source_language, languages
        self.topics = {}
        self.needed = [source_language]  # the languages in which nothing may be missing where the reader is now

    def programme(self, folder, facts, facts_file):
        level = Programme()
        node = Node((folder.name,), level.model)
        blank = Source(node.path, facts, facts_file, Entry(), facts_file, self.media(folder, node.path))
        words = self.add_versions(node, level, blank, folder / "programme", None)
        self.topics = {
            key: {language: entry["topics"].get(key, "") for language, entry in words.items()}
            for key in facts["topics"]
        }
        for key in facts["courses"]:
            if self.exists(folder / key, facts, "courses", facts_file):
                node.below.append(self.course(folder / key, node))
        if any(folder.glob("glossary.*.yaml")):
            node.below.append(self.glossary(folder, node, facts_file))
        self.refuse_strays(folder)
        refuse_twins(node, self.desk)
        return node

    def course(self, folder, above):
        level = CourseLevel()
        facts_file = self.desk.file(folder / "course.yaml")
        facts = facts_file.read_yaml(level.facts)
        for key in set(facts["topics"]) - self.topics.keys():
            facts_file.refuse(facts.lines["topics"], f"the topic {key!r} is not among the programme's")
        self.needed = [self.source_language, *facts.get("languages", ())]
        for language in set(self.needed) - set(self.languages):
            facts_file.refuse(facts.lines["languages"], f"`languages`: {language!r} is none of the programme's")
        node = Node((*above.path, folder.name), level.model)
        media = self.media(folder, node.path)
        blank = Source(node.path, facts, facts_file, Entry(), facts_file, media)
        words = self.add_versions(node, level, blank, folder / "course", above)
        outcomes = self.aims(words, "outcomes")
        for key in facts["modules"]:
            if self.exists(folder / key, facts, "modules", facts_file):
                node.below.append(self.module(folder / key, node, media, outcomes))
        self.refuse_strays(folder)
        refuse_twins(node, self.desk)
        return node

    def glossary(self, folder, above, facts_file):
        """The glossary in each language that has one; the terms are the same in all of them."""
        level = GlossaryLevel()
        node = Node((*above.path, level.name), level.model)
        if level.name in {below.path[-1] for below in above.below}:
            facts_file.refuse(1, f"the key {level.name!r} is taken by the glossary")
        self.needed = [self.source_language]
        blank = Source(node.path, Entry(), facts_file, Entry(), facts_file, self.media(folder, node.path))
        words = self.add_versions(node, level, blank, folder / level.name, above)
        keys = words[self.source_language]["terms"].keys() if self.source_language in words else ()
        for language, entry in words.items():
            for key in keys ^ entry["terms"].keys() if keys else ():
                name = f"{level.name}.{language}.{level.words_in}"
                self.desk.file(folder / name).refuse(1, f"the term {key!r} stands here or in the source language only")
        return node

    def module(self, folder, above, media, outcomes):
        level = ModuleLevel()
        facts_file = self.desk.file(folder / "module.yaml")
        facts = facts_file.read_yaml(level.facts)
        node = Node((*above.path, folder.name), level.model)
        blank = Source(node.path, facts, facts_file, Entry(), facts_file, media)
        words = self.add_versions(node, level, blank, folder / "module", above)
        aims = outcomes if folder.name == FINAL else self.aims(words, "objectives")
        keys = [entry["key"] for entry in facts["activities"]]
        for entry in facts["activities"]:
            if entry["kind"] in REGISTRY and entry["key"]:
                node.below.append(self.activity(folder, entry, facts_file, node, media, aims))
            if keys.count(entry["key"]) > 1 or entry["key"] == "module":
                facts_file.refuse(entry.line, f"the key {entry['key']!r} is taken")
        self.refuse_strays(folder)
        refuse_twins(node, self.desk)
        return node

    def activity(self, folder, entry, facts_file, above, media, aims):
        level = ActivityLevel(REGISTRY[entry["kind"]])
        node = Node((*above.path, entry["key"]), level.model)
        sheet_file = self.desk.file(folder / f"{entry['key']}.yaml") if level.kind.sheet else None
        sheet = sheet_file.read_yaml(level.kind.sheet) if sheet_file else None
        blank = Source(node.path, entry, facts_file, Entry(), facts_file, media, sheet, sheet_file, aims=aims)
        self.add_versions(node, level, blank, folder / entry["key"], above)
        return node

    def add_versions(self, node, level, blank, stem, above):
        """Give `node` its page in each language that has words; returns {language: the words}."""
        words = {}
        for language in self.languages:
            path = stem.with_name(f"{stem.name}.{language}.{level.words_in}")
            if not path.is_file():
                if language in self.needed:
                    whose = "the source language" if language == self.source_language else "the course"
                    self.desk.file(path).refuse(1, f"this file is missing: {whose} needs it")
                continue
            source = self.source(blank, level, path)
            words[language] = source.words
            if above and language not in above.versions:
                source.words_file.refuse(1, f"{above.path[-1]}, in which this stands, has no words in {language!r}")
            node.versions[language] = version_of(source, level)
        return words

    def aims(self, words, name):
        """How many objectives or outcomes the words of the source language list."""
        return len(words[self.source_language][name]) if self.source_language in words else 0

    def source(self, blank, level, path):
        file = self.desk.file(path)
        if level.words_in == "yaml":
            words, body, line = file.read_yaml(level.words), "", 1
        else:
            words, body, line = file.read_markdown(level.words)
        values = vars(blank) | {"words": words, "words_file": file, "body": body, "body_line": line}
        return Source(**values)

    def media(self, folder, path):
        return MediaFolder(folder / "media", "/".join(path), self.languages, self.source_language)

    def exists(self, folder, facts, name, facts_file):
        if not folder.is_dir():
            facts_file.refuse(facts.lines[name], f"`{name}`: there is no folder {folder.name}")
        return folder.is_dir()

    def refuse_strays(self, folder):
        """A file that nothing names is a slip of the pen in a key or a language."""
        for path in folder.iterdir():
            if path.suffix in READABLE and path.name != "README.md" and path not in self.desk.opened:
                self.desk.file(path).refuse(1, "no fact names this file, or its language is not the programme's")

    def homes(self, folder):
        """{language: Version} of `home.<language>.md` in the programme's folder or the one that holds it."""
        found = {}
        for language in self.languages:
            name = f"home.{language}.md"
            path = next((place / name for place in (folder, folder.parent) if (place / name).is_file()), None)
            if path:
                found[language] = self.lone(path, Home(), ("home",))
        return found

    def pages(self, folder):
        """The plain pages in `folder`, `<key>.<language>.md`, as far as they are in the programme's languages."""
        nodes = {}
        for path in sorted(folder.glob("*.md")):
            key, _dot, language = path.stem.partition(".")
            if language in self.languages:
                node = nodes.setdefault(key, Node(("pages", key), Plain.model))
                node.versions[language] = self.lone(path, Plain(), node.path)
        return list(nodes.values())

    def lone(self, path, level, keys):
        file = self.desk.file(path)
        blank = Source(keys, Entry(), file, Entry(), file, self.media(path.parent, keys))
        return version_of(self.source(blank, level, path), level)


class ActivityLevel:
    """A kind of activity, read as the levels above it are."""

    is_addressed = True

    def __init__(self, kind):
        self.kind, self.model, self.words_in = kind, kind.page_model, kind.words_in
        self.words = Record({"title": TITLE, "summary": SUMMARY} | kind.words, {"slug": Key()})

    def fields_from(self, source):
        fields = {"summary": source.words["summary"], "minutes": source.facts["minutes"]}
        return fields | self.kind.fields_from(source)


def version_of(source, level):
    fields = {"title": source.words["title"]}
    if level.is_addressed:
        fields["slug"] = source.words.get("slug") or source.path[-1]
    return Version(source.words_file.name, fields | level.fields_from(source))


def refuse_twins(node, desk):
    """Two pages beside each other cannot have one address."""
    for language in node.versions:
        seen = {}
        for child in node.below:
            version = child.versions.get(language)
            slug = version and version.fields["slug"]
            if slug in seen and version:
                desk.file(desk.root / version.file).refuse(1, f"the slug {slug!r} is that of {seen[slug]} as well")
            if version:
                seen[slug] = version.file
