"""What stands above the activities: how the facts and words of programmes, courses and modules become their pages.

The activities' own are with their kinds, in `modules.kinds`.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from yaml import MappingNode

from courses.blocks import TARGETS
from courses.models import Course, CoursePage, GlossaryPage, ProgrammePage
from courses.models import Programme as ProgrammeRow
from modules.kinds import REGISTRY
from modules.kinds.base import Kind
from modules.models import ModulePage
from modules.syllabus.shapes import Address, Choice, Key, Listing, Mapping, Record, Text, Whole, line_of, pairs_of
from pages.blocks import CONTENT_BLOCKS, PROMPT_BLOCKS
from pages.models import HomePage, PlainPage

TITLE, SUMMARY, LINE = Text(255), Text(300), Text(300)
LANGUAGE = Choice(*dict(settings.LANGUAGES))
KEYS = Listing(Key(), unique=True)
PERCENT = Whole(0, 100)
ALIGNMENT = Record(
    {"name": Text(300), "url": Address(500)},
    {"framework": Text(300), "code": Text(100), "target": Choice(*dict(TARGETS))},
)
# What `module.yaml` says of an activity of any kind.
ACTIVITY = {"key": Key(), "kind": Text(20), "minutes": Whole(1, 600)}


@dataclass(frozen=True)
class TopicsNamed:
    """Stands in raw data where the numbers of the topics' rows will be."""

    keys: tuple


class ActivityShape:
    """An activity in `module.yaml`: the kind says which facts it has."""

    @property
    def blank(self):
        return Record(ACTIVITY).blank

    def read(self, node, refuse):
        kinds = [value.value for key, _line, value in pairs_of(node, lambda *_mistake: None) if key == "kind"]
        if kinds and kinds[0] not in REGISTRY:
            refuse(line_of(node), f"unknown kind {kinds[0]!r}; there are: {', '.join(REGISTRY)}")
            return self.blank
        kind = REGISTRY[kinds[0]] if kinds else Kind()
        return Record(ACTIVITY | kind.facts, kind.choices).read(node, refuse)


class Level:
    """`name` is what its files are called by; `below` the fact that lists what stands in it."""

    name = ""
    below = ""
    model = None
    words_in = "md"
    is_addressed = True  # does its page have an address of its own?
    facts = Record({})
    words = Record({"title": TITLE}, {"slug": Key()})

    def fields_from(self, source):
        """The page's fields beside title and slug."""
        return {}


class Programme(Level):
    name, below, model = "programme", "courses", ProgrammePage
    facts = Record(
        {
            "source_language": LANGUAGE,
            "languages": Listing(LANGUAGE, least=1, unique=True),
            "topics": KEYS,
            "courses": KEYS,
        },
        {"diploma": Choice(*ProgrammeRow.Diploma.values), "diploma_courses": Whole(1, 200)},
    )
    words = Record({"title": TITLE, "summary": SUMMARY, "topics": Mapping(Text(100))}, {"slug": Key()})

    def fields_from(self, source):
        for key in set(source.facts["topics"]) ^ source.words["topics"].keys():
            line = source.words.lines["topics"]
            source.words_file.refuse(line, f"`topics`: {key!r} stands here or in programme.yaml only")
        return {
            "summary": source.words["summary"],
            "body": source.stream(CONTENT_BLOCKS),
            "diploma": source.facts.get("diploma", ""),
            "diploma_courses": source.facts.get("diploma_courses"),
        }


class CourseLevel(Level):
    name, below, model = "course", "modules", CoursePage
    plain_facts = {
        "hours": Whole(1, 2000),
        "level": Choice(*Course.Level.values),
        "participation_share": PERCENT,
        "achievement_share": PERCENT,
    }
    facts = Record(
        plain_facts | {"topics": KEYS, "modules": KEYS},
        {
            "languages": Listing(LANGUAGE, least=1, unique=True),
            "valid_months": Whole(1, 600),
            "alignments": Listing(ALIGNMENT, least=1),
        },
    )
    words = Record(
        {
            "title": TITLE,
            "summary": SUMMARY,
            "audience": Text(),
            "outcomes": Listing(LINE, 3, 6),
            "assessment": Text(),
            "team": Listing(Record({"name": Text(200), "role": Text(200)}), least=1),
            "sources": Listing(Text(), least=1),
        },
        {"slug": Key()},
    )

    def fields_from(self, source):
        words = source.words
        return {name: source.facts[name] for name in self.plain_facts} | {
            "valid_months": source.facts.get("valid_months"),
            "alignments": source.facts_as_rows("alignments", "alignment"),
            "summary": words["summary"],
            "audience": words["audience"],
            "assessment": words["assessment"],
            "outcomes": source.rows("outcomes", "outcome"),
            "team": source.rows("team", "member"),
            "topics": TopicsNamed(tuple(source.facts["topics"])),
            "body": source.stream_with_sources(CONTENT_BLOCKS, "sources"),
        }


class ModuleLevel(Level):
    name, below, model = "module", "activities", ModulePage
    facts = Record({"activities": Listing(ActivityShape(), least=1)})
    words = Record({"title": TITLE, "summary": SUMMARY, "objectives": Listing(LINE, 2, 5)}, {"slug": Key()})

    def fields_from(self, source):
        return {
            "summary": source.words["summary"],
            "objectives": source.rows("objectives", "objective"),
            "introduction": source.stream(PROMPT_BLOCKS),
        }


class GlossaryShape:
    """The terms by their keys, and beside them perhaps the page's own `title` and `slug`."""

    page = Record({}, {"title": TITLE, "slug": Key()})
    terms = Mapping(Record({"term": Text(200), "meaning": Text(600)}, {"forms": Listing(Text(200))}), least=1)

    @property
    def blank(self):
        return Record({"title": TITLE, "terms": self.terms}).blank

    def read(self, node, refuse):
        entry = self.blank
        own = self.page.read(_only(node, lambda key: key in self.page.optional), refuse)
        terms = self.terms.read(_only(node, lambda key: key not in self.page.optional), refuse)
        for name, value in (own | {"terms": terms}).items():
            entry.put(name, value, own.lines.get(name, 1))
        return entry


def _only(node, wanted):
    """`node` with the keys alone that are `wanted`."""
    if not isinstance(node, MappingNode):
        return node
    pairs = [pair for pair in node.value if wanted(pair[0].value)]
    return MappingNode(node.tag, pairs, node.start_mark, node.end_mark)


class GlossaryLevel(Level):
    name, model, words_in = "glossary", GlossaryPage, "yaml"
    words = GlossaryShape()

    def fields_from(self, source):
        language = source.words_file.path.suffixes[0][1:]
        with translation.override(language):
            title = source.words["title"] or gettext("Glossary")
        return {"title": title, "terms": [_term(source, key, term) for key, term in source.words["terms"].items()]}


def _term(source, key, words):
    forms = [
        {"type": "item", "value": form, "id": source.key(key, str(number))}
        for number, form in enumerate(words.get("forms", ()))
    ]
    value = {"key": key, "term": words["term"], "forms": forms, "meaning": words["meaning"]}
    return {"type": "term", "value": value, "id": source.key(key)}


class Home(Level):
    name, model, is_addressed = "home", HomePage, False
    words = Record({"title": TITLE, "intro": Text()})

    def fields_from(self, source):
        features = HomePage._meta.get_field("intro").features
        return {"intro": source.rich_words(source.words, "intro", features), "body": source.stream(CONTENT_BLOCKS)}


class Plain(Level):
    model = PlainPage
    words = Record({"title": TITLE, "summary": SUMMARY}, {"slug": Key()})

    def fields_from(self, source):
        return {
            "search_description": source.words["summary"],
            "body": source.stream(CONTENT_BLOCKS),
            "show_in_menus": True,
        }
