"""What every text keeps to. Each rule yields `file: what is wrong` for a course."""

import re

from tests.content.measures import SYLLABLES, count_words, ease
from tests.content.shelf import FINAL, read_text, read_yaml

LENGTH = (600, 1000)  # words of a reading's body
SHORT_LANGUAGES = {"ar"}  # need fewer words for the same
EASE = {"es": 55, "en": 45}  # the finished readings have 66 and more, 54 and more
LEAST_SOURCES = 3
LEAST_ALT = 15  # characters
DRAWING = re.compile(r"!\[[^\]]*\]\(([^)\s]+\.svg)")
NOT_BODY = {"sources", "downloads", "figure"}

# Percentages, and numbers from 1,000 on: with separators, or five digits and more, or in words ("3 million").
FIGURE = re.compile(
    r"\d[\d.,]*[\s\u00a0\u202f]?(?:%|٪|(?:per cent|percent|por ciento|por cento|pour cent)\b)"
    r"|\d[\d.,]*[\s\u00a0\u202f]?(?:millón|millones|millions?|milhão|milhões|mil|مليون|ملايين)\b"
    r"|(?<![\d.,/])\d{1,3}(?:[.,\s\u00a0\u202f]\d{3})+(?![\d/])"
    r"|(?<![\d.,/-])\d{5,}(?![\d/])"
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|[١٢][٠-٩]{3}")
INVENTED = re.compile(
    r"inventad[oa]s?|fictici[oa]s?|invented|fictitious|inventé\w*|fictif|مفترض\w*|متخيل\w*", re.IGNORECASE
)
# {file: figures in it that need no source, as they stand there}; each with its reason.
FIGURES_WITHOUT_SOURCE = {}

# What the style rules out: a person is not illegal, and nobody is the paper that they lack.
RULED_OUT = {
    "es": r"ilegal(?:es)?|indocumentad[oa]s?|clandestin[oa]s?|sin papeles(?! médicos| clínicos)",
    "en": r"illegals?|illegal (?:im)?migra\w+|clandestines?|undocumented",
    "fr": r"illéga(?:l|le|les|ux)|clandestin(?:e|s|es)?|sans-papiers",
    "pt": r"ilega(?:l|is)|indocumentad[oa]s?|clandestin[oa]s?|sem papéis",
    "ar": r"(?:ال)?غير (?:ال)?(?:شرعي|قانوني)(?:ة|ين|ون|ات)?",
}
QUOTED = re.compile(r"«[^»]{1,80}»|“[^”]{1,80}”|\"[^\"]{1,80}\"|‘[^’]{1,80}’")
RULED_OUT = {language: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for language, words in RULED_OUT.items()}
# Files in which such words stand as words to avoid: in a table, and as wrong answers.
ABOUT_WORDS = {
    f"basic-concepts/{name}"
    for language in RULED_OUT
    for name in (
        f"people-on-the-move/words-we-use.{language}.md",
        f"people-on-the-move/check-people.{language}.yaml",
        f"final-quiz/final.{language}.yaml",
    )
}


def body_of(text):
    return [passage for passage in text.passages if passage.block not in NOT_BODY and passage.kind != "alt"]


def readings_have_their_length(course):
    least, most = LENGTH
    for text in course.texts("reading"):
        number = count_words(passage for passage in body_of(text) if passage.kind != "caption")
        if text.language not in SHORT_LANGUAGES and not least <= number <= most:
            yield f"{course.name_of(text.path)}: has {number} words, and must have {least} to {most}"


def readings_are_plain(course):
    for text in course.texts("reading"):
        if text.language in SYLLABLES:
            found = ease([passage for passage in body_of(text) if passage.kind in ("paragraph", "item")], text.language)
            if found < EASE[text.language]:
                yield f"{course.name_of(text.path)}: ease of reading is {found:.0f}, wanted {EASE[text.language]}"


def readings_have_sources(course):
    for text in course.texts("reading"):
        number = sum(passage.block == "sources" for passage in text.passages)
        if number < LEAST_SOURCES:
            yield f"{course.name_of(text.path)}: has {number} sources, and needs {LEAST_SOURCES}"


def figures_have_a_source(course):
    """A figure has its year, in the passage or in those that are read with it. What is made up needs none: cases, what
    is said between quotation marks, what is called invented. The final quiz speaks of its own points. A recording's
    transcript is read as a whole.
    """
    told = {text.path for text in course.texts("video")}
    for text in course.texts():
        if text.path.parent.name == FINAL:
            continue
        name = course.name_of(text.path)
        groups = {}
        for passage in text.passages:
            if passage.block not in ("sources", "case", "practice"):
                groups.setdefault(None if text.path in told else passage.group, []).append(passage.text)
        for rows in groups.values():
            for found in unsourced("\n".join(rows)):
                if found not in FIGURES_WITHOUT_SOURCE.get(name, ()):
                    yield f"{name}: {found!r} without its year and source"


def unsourced(words):
    """The figures in `words`, if there is neither a year nor a word that they are invented."""
    if YEAR.search(words) or INVENTED.search(words):
        return []
    return [figure[0].strip() for figure in FIGURE.finditer(QUOTED.sub(" ", words))]


def pictures_say_what_they_show(course):
    for text in course.texts():
        for passage in text.of("alt"):
            if len(passage.text.strip()) < LEAST_ALT:
                yield f"{course.name_of(text.path)}: the alternative text {passage.text!r} says too little"


def drawings_are_described(course):
    for text in course.texts():
        figures = {passage.group for passage in text.passages if passage.block == "figure"}
        described = {passage.group for passage in text.of("description")}
        for _group in figures - described:
            yield f"{course.name_of(text.path)}: a figure has no long description"
        for drawing in DRAWING.findall(text.body):
            yield f"{course.name_of(text.path)}: {drawing} is no `::: figure`, with a long description"


def words_respect_people(course):
    for language in course.languages:
        for path in sorted(course.folder.rglob(f"*.{language}.*")):
            name = course.name_of(path)
            if path.suffix in READ and name not in ABOUT_WORDS:
                for text in READ[path.suffix](path):
                    yield from (f"{name}: {found!r} is no word for people" for found in ruled_out(text, language))


def ruled_out(text, language):
    """The words in `text` that the style rules out; between quotation marks they are spoken of, not used."""
    return [found[0] for found in RULED_OUT[language].finditer(QUOTED.sub(" ", text))]


def _strings(value):
    """Every text in what a YAML file holds."""
    if isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


def _texts_in_markdown(path):
    """All but the sources, whose titles are not ours."""
    text = read_text(path)
    yield from _strings({name: value for name, value in text.words.items() if name != "sources"})
    yield from (passage.text for passage in text.passages if passage.block != "sources")


READ = {
    ".md": _texts_in_markdown,
    ".yaml": lambda path: _strings(read_yaml(path)),
    ".vtt": lambda path: [path.read_text(encoding="utf-8")],
    ".svg": lambda path: [path.read_text(encoding="utf-8")],
}


RULES = [
    readings_have_their_length,
    readings_are_plain,
    readings_have_sources,
    figures_have_a_source,
    pictures_say_what_they_show,
    drawings_are_described,
    words_respect_people,
]
