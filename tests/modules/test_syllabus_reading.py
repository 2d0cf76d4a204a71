import pytest

from modules.syllabus.media import Piece
from modules.syllabus.mistakes import Mistake, Refused
from modules.syllabus.reading import read_syllabus
from modules.syllabus.source import key_of
from tests.factories.syllabus import edit, write, write_programme

PEOPLE = "basics/people"


@pytest.fixture
def folder(tmp_path):
    return write_programme(tmp_path)


def mistakes_in(folder):
    with pytest.raises(Refused) as caught:
        read_syllabus(folder)
    return caught.value.mistakes


def fields_of(folder, *keys, language="es"):
    nodes = {node.path: node for node in read_syllabus(folder).programme.walk()}
    return nodes["programme", *keys].versions[language].fields


def test_programme_is_read_as_a_tree_in_the_order_of_its_facts(folder):
    syllabus = read_syllabus(folder)

    assert [node.path[-1] for node in syllabus.programme.walk()] == [
        "programme",
        "basics",
        "people",
        "words",
        "journey",
        "talk",
        "check",
    ]
    assert syllabus.topics == {"rights": {"es": "Derechos", "en": "Rights"}}
    assert all(set(node.versions) == {"es", "en"} for node in syllabus.programme.walk())


def test_keys_follow_from_the_path_of_keys(folder):
    nodes = list(read_syllabus(folder).programme.walk())

    assert str(key_of("programme", "basics")) == "8731153b-2926-5013-a86d-00098153057a"
    assert nodes[1].key == key_of("programme", "basics")
    assert nodes[1].key.version == 5


def test_slug_is_the_key_unless_the_words_give_one(folder):
    edit(folder, f"{PEOPLE}/words.es.md", "title:", "slug: palabras\ntitle:")

    assert fields_of(folder, "basics", "people", "words")["slug"] == "palabras"
    assert fields_of(folder, "basics", "people", "words", language="en")["slug"] == "words"


def test_discussion_has_its_facts_and_its_prompt(folder):
    fields = fields_of(folder, "basics", "people", "talk")

    assert (fields["posts"], fields["replies"], fields["words"], fields["minutes"]) == (2, 1, 40, 20)
    assert fields["prompt"][0]["value"] == "<p>Unas palabras.</p>"


def test_video_has_its_recording_with_all_its_files(folder):
    recording = fields_of(folder, "basics", "people", "journey")["recording"]

    assert isinstance(recording, Piece)
    assert [part for part, _path in recording.files] == ["file", "audio_file", "es", "en"]


def test_quiz_joins_facts_and_words_by_their_keys(folder):
    first, second = fields_of(folder, "basics", "people", "check")["questions"]

    assert first["id"] == str(key_of("programme", "basics", "people", "check", "who"))
    assert [option["value"]["is_right"] for option in first["value"]["options"]] == [False, True]
    assert [option["value"]["text"] for option in second["value"]["options"]] == ["<p>Verdadero</p>", "<p>Falso</p>"]
    assert second["value"]["points"] == 2


def test_final_quiz_tests_the_outcomes_of_the_course(folder):
    edit(folder, "basics/course.yaml", "[people]", "[final-quiz]")
    (folder / PEOPLE).rename(folder / "basics/final-quiz")
    edit(folder, "basics/final-quiz/check.yaml", "objective: 2", "objective: 3")

    assert len(fields_of(folder, "basics", "final-quiz", "check")["questions"]) == 2


def test_sources_of_a_course_end_its_body(folder):
    body = fields_of(folder, "basics")["body"]

    assert [block["type"] for block in body] == ["text", "sources"]
    assert body[1]["value"][0]["value"] == "<p>OIM, <i>Glosario</i>, 2019.</p>"


def test_a_missing_translation_is_allowed(folder):
    (folder / PEOPLE / "talk.en.md").unlink()

    nodes = {node.path[-1]: node for node in read_syllabus(folder).programme.walk()}

    assert set(nodes["talk"].versions) == {"es"}


def test_all_mistakes_of_all_files_are_told_at_once(folder):
    edit(folder, "basics/course.yaml", "hours: 12", "hours: many")
    edit(folder, f"{PEOPLE}/words.es.md", "## Un título", "# Un título")
    edit(folder, f"{PEOPLE}/check.en.yaml", "summary: Dos preguntas.\n", "")

    assert [(mistake.file, mistake.line) for mistake in mistakes_in(folder)] == [
        ("programme/basics/course.yaml", 1),
        ("programme/basics/people/check.en.yaml", 1),
        ("programme/basics/people/words.es.md", 7),
    ]


@pytest.mark.parametrize(
    ("name", "before", "after", "line", "reason"),
    [
        ("programme.yaml", "[es, en]", "[es, xx]", 2, "`languages` must be one of: es, en, fr, pt, ar"),
        ("programme.yaml", "[es, en]", "[en]", 2, "`languages` lacks the source, es"),
        ("programme.yaml", "[basics]", "[basics, advanced]", 4, "`courses`: there is no folder advanced"),
        ("programme.yaml", "[basics]", "[Basics]", 4, "`courses` 'Basics' is no key"),
        ("programme.yaml", "[basics]", "[basics, basics]", 4, "`courses` 'basics' stands here twice"),
        ("programme.yaml", "topics: [rights]", "topics: rights", 3, "`topics` must be a list"),
        ("programme.en.md", "{rights: Rights}", "{health: Health}", 4, "`topics`: 'health' stands here or in"),
        ("basics/course.yaml", "hours: 12", "hours: 0", 1, "`hours` must be a whole number from 1 to 2000"),
        ("basics/course.yaml", "hours: 12", "hours: 12\nlanguages: [ar]", 2, "`languages`: 'ar' is none of"),
        ("basics/course.yaml", "level: introductory", "level: easy", 2, "`level` must be one of: introductory"),
        ("basics/course.yaml", "topics: [rights]", "topics: [health]", 3, "the topic 'health' is not among"),
        ("basics/course.yaml", "hours: 12", "hours: 12\nweeks: 3", 2, "unknown field 'weeks'; there are: hours"),
        ("basics/course.yaml", "hours: 12\n", "", 1, "the field 'hours' is missing"),
        ("basics/course.yaml", "hours: 12", "hours: 12\nhours: 13", 2, "the key 'hours' stands here twice"),
        ("basics/course.es.md", "title: Curso es", "title: Curso: es", 2, "cannot be read as YAML: mapping values"),
        ("basics/course.es.md", "title: Curso es", "title: 2019", 2, "`title` must be text: put quotes round 2019"),
        ("basics/course.es.md", "title: Curso es", "title:", 2, "`title` is empty"),
        (
            "basics/course.es.md",
            "[Nombrar, Describir, Aplicar]",
            "[Nombrar]",
            5,
            "`outcomes` has 1, and must have 3 to 6",
        ),
        (
            "basics/course.es.md",
            "[{name: Equipo, role: Contenido}]",
            "[{name: Equipo}]",
            7,
            "the field 'role' is missing",
        ),
        ("basics/course.es.md", "---\nSobre", "Sobre", 1, "must open with front matter between two lines of ---"),
        (f"{PEOPLE}/module.yaml", "kind: reading", "kind: game", 2, "unknown kind 'game'; there are: discussion"),
        (f"{PEOPLE}/module.yaml", "kind: reading, ", "", 2, "the field 'kind' is missing"),
        (f"{PEOPLE}/module.yaml", ", words: 40", "", 4, "the field 'words' is missing"),
        (f"{PEOPLE}/module.yaml", "graded: true", "graded: yes", 5, "`graded` must be true or false"),
        (f"{PEOPLE}/module.yaml", "minutes: 12", "minutes: -1", 2, "`minutes` must be a whole number"),
        (f"{PEOPLE}/module.yaml", "key: talk", "key: words", 4, "the key 'words' is taken"),
        (f"{PEOPLE}/module.yaml", "media: journey", "media: travel", 3, "there is no media/travel.mp4 and no"),
        (f"{PEOPLE}/words.es.md", "(map.svg", "(plan.svg", 9, "there is no file media/plan.svg"),
        (
            f"{PEOPLE}/words.es.md",
            "Un mensaje.\n:::",
            "Un mensaje.",
            14,
            "`::: downloads` begins before `::: key` of line 11",
        ),
        (f"{PEOPLE}/words.es.md", "Una **palabra**", "Una <b>palabra</b>", 5, "HTML is not read"),
        (f"{PEOPLE}/check.yaml", "b: true}", "b: false}", 2, "the question 'who': "),
        (
            f"{PEOPLE}/check.yaml",
            "type: single",
            "type: open",
            3,
            "`type` must be one of: single, multiple, true_false",
        ),
        (
            f"{PEOPLE}/check.yaml",
            "{true: false, false: true}",
            "{a: false, b: true}",
            8,
            "the question 'fixed': A true_false",
        ),
        (f"{PEOPLE}/check.yaml", "key: fixed", "key: who", 8, "the question 'who' stands here twice"),
        (f"{PEOPLE}/check.yaml", "options: {a: false", "options: {a: 0", 7, "`options` must be true or false"),
        (f"{PEOPLE}/check.yaml", "    objective: 2\n", "", 8, "the field 'objective' is missing"),
        (f"{PEOPLE}/check.yaml", "objective: 2", "objective: 3", 11, "`objective` is 3, and there are 2"),
        (f"{PEOPLE}/check.yaml", "objective: 2", "objective: 0", 11, "`objective` must be a whole number from 1"),
        (f"{PEOPLE}/check.yaml", "case: true", "case: 1", 6, "`case` must be true or false"),
        (f"{PEOPLE}/check.es.yaml", "  fixed:", "  steady:", 10, "the question 'steady' is not among the facts"),
        (f"{PEOPLE}/check.es.yaml", "  fixed:", "  steady:", 4, "the question 'fixed' has no words here"),
        (f"{PEOPLE}/check.es.yaml", "      b: {", "      c: {", 9, "the option 'c' is not among the facts"),
        (f"{PEOPLE}/check.es.yaml", "      b: {", "      c: {", 5, "the option 'b' has no words here"),
        (f"{PEOPLE}/check.es.yaml", ", feedback: No.", "", 8, "the field 'feedback' is missing"),
        (f"{PEOPLE}/check.es.yaml", "text: Nadie", "text: <i>Nadie</i>", 8, "HTML is not read"),
    ],
)
def test_mistake_is_told_with_file_line_and_reason(name, before, after, line, reason, folder):
    edit(folder, name, before, after)

    found = mistakes_in(folder)

    assert any(
        mistake.file == f"programme/{name}" and mistake.line == line and mistake.reason.startswith(reason)
        for mistake in found
    ), "\n".join(map(str, found))


@pytest.mark.parametrize("address", ["http://example.org", "javascript:alert(1)", "example.org", "https://a b.org"])
def test_address_of_an_alignment_that_is_none_is_refused(folder, address):
    edit(folder, "basics/course.yaml", "hours: 12", f"alignments: [{{name: A, url: '{address}'}}]\nhours: 12")
    [mistake] = mistakes_in(folder)
    assert "must be an address that begins with https://" in str(mistake)


def test_missing_words_of_the_source_are_refused(folder):
    (folder / PEOPLE / "talk.es.md").unlink()

    assert mistakes_in(folder) == [
        Mistake("programme/basics/people/talk.es.md", 1, "this file is missing: the source language needs it")
    ]


def test_missing_words_in_a_language_of_the_course_are_refused(folder):
    edit(folder, "basics/course.yaml", "hours: 12", "hours: 12\nlanguages: [es, en]")
    (folder / PEOPLE / "talk.en.md").unlink()

    assert mistakes_in(folder) == [
        Mistake("programme/basics/people/talk.en.md", 1, "this file is missing: the course needs it")
    ]


def test_words_in_a_language_that_the_course_lacks_are_refused(folder):
    (folder / "basics/course.en.md").unlink()

    assert mistakes_in(folder)[0] == Mistake(
        "programme/basics/people/module.en.md", 1, "basics, in which this stands, has no words in 'en'"
    )


@pytest.mark.parametrize("name", ["wrods.es.md", "words.fr.md", "check.ar.yaml", "old.yaml"])
def test_file_that_nothing_names_is_refused(name, folder):
    write(folder, f"{PEOPLE}/{name}", "x")

    assert mistakes_in(folder) == [
        Mistake(f"programme/{PEOPLE}/{name}", 1, "no fact names this file, or its language is not the programme's")
    ]


def test_folder_without_a_programme_is_refused(tmp_path):
    assert mistakes_in(tmp_path / "nothing") == [Mistake("nothing/programme.yaml", 1, "this file is missing")]


def test_file_in_another_encoding_is_refused_with_the_line(folder):
    (folder / PEOPLE / "talk.es.md").write_bytes("---\ntitle: Educación\n---\n".encode("latin-1"))

    assert mistakes_in(folder)[0] == Mistake("programme/basics/people/talk.es.md", 2, "is no text in UTF-8")


def test_broken_media_are_refused(folder):
    (folder / "basics/media/map.svg").write_text("<svg")
    (folder / "basics/media/journey.mp4").write_bytes(b"no film")

    reasons = {(mistake.file, mistake.reason) for mistake in mistakes_in(folder)}

    assert ("programme/basics/people/words.es.md", "media/map.svg cannot be read as a picture") in reasons
    assert ("programme/basics/people/module.yaml", "media/journey.mp4 is no MP4 that can be read (file)") in reasons


def test_two_pages_beside_each_other_with_one_slug_are_refused(folder):
    edit(folder, f"{PEOPLE}/talk.es.md", "title:", "slug: words\ntitle:")

    assert mistakes_in(folder) == [
        Mistake(
            "programme/basics/people/talk.es.md",
            1,
            "the slug 'words' is that of programme/basics/people/words.es.md as well",
        )
    ]


GLOSSARY = """\
asylum:
  term: Asilo
  forms: [asilos]
  meaning: Protección.
return: {term: Retorno, meaning: Volver.}
"""


def test_glossary_stands_below_the_programme_with_its_terms(folder):
    write(folder, "glossary.es.yaml", f"title: Glosario\nslug: glosario\n{GLOSSARY}")

    fields = fields_of(folder, "glossary")

    assert (fields["title"], fields["slug"]) == ("Glosario", "glosario")
    assert fields["terms"][0] == {
        "type": "term",
        "id": str(key_of("programme", "glossary", "asylum")),
        "value": {
            "key": "asylum",
            "term": "Asilo",
            "forms": [{"type": "item", "value": "asilos", "id": str(key_of("programme", "glossary", "asylum", "0"))}],
            "meaning": "Protección.",
        },
    }
    assert [row["value"]["key"] for row in fields["terms"]] == ["asylum", "return"]


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("return:", "origin:", 1, "the term 'origin' stands here or in the source language only"),
        ("meaning: Protección.", "sense: Protección.", 5, "unknown field 'sense'; there are: term, meaning, forms"),
        ("forms: [asilos]", "forms: asilos", 4, "`forms` must be a list"),
        ("asylum:", "Asylum:", 2, "'Asylum' is no key"),
        ("title: T\n", "title: T\nwhen: now\n", 2, "must be fields with values"),
    ],
)
def test_mistakes_in_a_glossary_are_told(folder, before, after, line, reason):
    write(folder, "glossary.es.yaml", GLOSSARY)
    write(folder, "glossary.en.yaml", f"title: T\n{GLOSSARY}")
    edit(folder, "glossary.en.yaml", before, after)

    found = [(mistake.line, mistake.reason) for mistake in mistakes_in(folder)]

    assert any(at == line and why.startswith(reason) for at, why in found), found


def test_glossary_of_a_language_that_the_programme_lacks_is_refused(folder):
    write(folder, "glossary.es.yaml", GLOSSARY)
    write(folder, "glossary.fr.yaml", GLOSSARY)

    assert mistakes_in(folder)[0].file == "programme/glossary.fr.yaml"


def test_home_and_plain_pages_stand_beside_the_programme(folder):
    write(folder.parent, "home.es.md", "---\ntitle: Camino\nintro: Hola.\n---\nTexto.\n")
    write(folder.parent, "pages/help.es.md", "---\ntitle: Ayuda\nsummary: Cómo.\n---\nTexto.\n")
    write(folder.parent, "pages/help.ar.md", "---\nwhatever\n")

    syllabus = read_syllabus(folder)

    assert syllabus.homes["es"].fields["intro"] == "<p>Hola.</p>"
    assert [(node.path, set(node.versions)) for node in syllabus.pages] == [(("pages", "help"), {"es"})]
