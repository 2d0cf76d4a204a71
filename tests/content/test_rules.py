"""Each rule fails on a bad example, and on nothing in a good course."""

import pytest
import yaml

from tests.content import files, glossaries, quizzes, texts
from tests.content.good_course import (
    READING,
    SENTENCE,
    activity,
    change,
    question,
    spoil,
    wording,
    write_course,
    write_module,
    write_quiz,
)
from tests.content.measures import count_words, ease, english_syllables, spanish_syllables
from tests.content.shelf import Course, Passage
from tests.content.test_programmes import RULES
from tests.factories.syllabus import write

WORDS, CHECK = "people/words.es.md", "people/check"


@pytest.fixture
def course(tmp_path):
    return write_course(tmp_path)


def found(rule, course):
    return "\n".join(rule(course))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_good_course_keeps_to(rule, course):
    assert found(rule, course) == ""


def test_missing_translations_are_found(course):
    course = change(course, "course.yaml", languages=["es", "en"])
    assert "course/people/words.en.md: is missing" in found(files.nothing_is_untranslated, course)
    assert "course/people/check.en.yaml: is missing" in found(files.nothing_is_untranslated, course)


def test_objectives_that_differ_in_number_are_found(course):
    course = change(course, "course.yaml", languages=["es", "en"])
    (course.folder / "people/module.en.md").write_text("---\nobjectives: [Name]\n---\n")
    assert "{'es': 2, 'en': 1}" in found(files.lists_are_as_long_in_every_language, course)


def test_wrong_hours_are_found(course):
    course = change(course, "course.yaml", hours=2)
    assert "says 2 hours, the activities make 1.0" in found(files.hours_are_the_sum_of_minutes, course)


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("map.es.svg", "plan.es.svg", "plan.es.svg"),
        ("## Uno", "![Un plano](plan.svg)", "plan.svg"),
        ("## Uno", "::: downloads\n- [Lista](list.pdf)\n:::", "list.pdf"),
        ("## Uno", "::: audio voice\n:::", "voice"),
    ],
)
def test_media_that_are_not_there_are_found(course, before, after, name):
    assert f"there is no media/{name}" in found(files.media_are_there, spoil(course, WORDS, before, after))


def test_picture_in_another_language_is_found(course):
    course = spoil(course, WORDS, "map.es.svg", "map.en.svg")
    assert "shows map.en.svg" in found(files.pictures_are_in_the_language_of_their_text, course)


def test_missing_captions_are_found(course):
    write_module(course.folder, "people", [activity("film", "video", 4, media="film")])
    (course.folder / "media/film.mp4").write_bytes(b"")
    assert found(files.recordings_have_captions, Course(course.folder)) == "course/media/film.es.vtt: is missing"


@pytest.mark.parametrize("address", ["/es/migration-health/no-such-course/", "/es/no-such-page/"])
def test_broken_link_is_found(course, address):
    course = spoil(course, WORDS, "## Uno", f"Un [enlace]({address}).")
    assert address in found(files.links_inside_lead_somewhere, course)


@pytest.mark.parametrize("address", ["/es/catalogue/", "/es/migration-health/basic-concepts/#x", "/es/"])
def test_link_that_leads_somewhere_is_none(course, address):
    course = spoil(course, WORDS, "## Uno", f"Un [enlace]({address}).")
    assert found(files.links_inside_lead_somewhere, course) == ""


def test_quiz_that_is_too_short_is_found(course):
    write_quiz(course.folder, CHECK, [question(number, 2) for number in range(7)])
    assert "has 7 questions, and needs 8" in found(quizzes.number_of_questions, Course(course.folder))


def test_final_quiz_of_another_length_is_found(course):
    write_quiz(course.folder, "final-quiz/final", [question(number, 3) for number in range(19)])
    assert "the final quiz has 20" in found(quizzes.number_of_questions, Course(course.folder))


def test_module_without_a_quiz_and_course_without_a_final_one_are_found(course):
    write_module(course.folder, "people", [activity("words", "reading", 20)])
    course = change(course, "course.yaml", modules=["people"])
    assert found(quizzes.number_of_questions, course) == "course/people: has no quiz\ncourse: has no final quiz"


@pytest.mark.parametrize(
    ("stem", "aims", "words"), [(CHECK, 1, "number 2, 'Describir'"), ("final-quiz/final", 2, "number 3, 'Aplicar'")]
)
def test_objective_that_nothing_tests_is_found(course, stem, aims, words):
    write_quiz(course.folder, stem, [question(number, aims) for number in range(20)])
    assert words in found(quizzes.objectives_are_tested, Course(course.folder))


def test_question_without_an_objective_is_found(course):
    write_quiz(course.folder, CHECK, [question(number, 2) | {"objective": None} for number in range(8)])
    assert "q7 names no objective" in found(quizzes.every_question_names_its_objective, Course(course.folder))


def test_too_few_cases_are_found(course):
    write_quiz(course.folder, CHECK, [question(number, 2) | {"case": number < 3} for number in range(8)])
    assert "3 of 8 questions are on cases" in found(quizzes.half_are_on_cases, Course(course.folder))


def test_option_without_words_is_found(course):
    course = spoil(course, f"{CHECK}.yaml", "    c: false\n", "    d: false\n")
    assert "has other options than its facts" in found(quizzes.facts_and_words_agree, course)


@pytest.mark.parametrize("feedback", ["", "Incorrecto.", None])
def test_feedback_that_teaches_nothing_is_found(course, feedback):
    words = {f"q{number}": wording(question(number, 2)) for number in range(8)}
    words["q3"]["options"]["b"]["feedback"] = feedback
    course = change(course, f"{CHECK}.es.yaml", questions=words)
    assert found(quizzes.every_option_teaches, course).endswith("q3, option b: no feedback that teaches")


def test_right_option_that_is_the_longest_too_often_is_found(course):
    facts = [question(number, 2) for number in range(8)]
    words = {row["key"]: wording(row) for row in facts}
    for row in facts[:4]:
        right = next(name for name, is_right in row["options"].items() if is_right)
        words[row["key"]]["options"][right]["text"] = "Es la respuesta más larga de todas"
    course = change(course, f"{CHECK}.es.yaml", questions=words)
    assert "the longest in 4 of 8" in found(quizzes.right_option_is_not_the_longest, course)


def test_right_option_that_stays_in_one_place_is_found(course):
    write_quiz(
        course.folder, CHECK, [question(number if number < 3 else 1, 2) | {"key": f"q{number}"} for number in range(8)]
    )
    assert "number 2 in 6 of 8" in found(quizzes.right_option_moves, Course(course.folder))


@pytest.mark.parametrize("times", [40, 100])
def test_reading_outside_its_length_is_found(course, times):
    (course.folder / WORDS).write_text(READING.replace(SENTENCE * 60, SENTENCE * times))
    assert "must have 600 to 1000" in found(texts.readings_have_their_length, Course(course.folder))


def test_reading_that_is_hard_to_read_is_found(course):
    hard = (
        "La operacionalización interinstitucional de responsabilidades gubernamentales complementarias presupone "
        "necesariamente determinaciones administrativas extraordinariamente diferenciadas. "
    )
    (course.folder / WORDS).write_text(READING.replace(SENTENCE * 60, hard * 50))
    assert "ease of reading" in found(texts.readings_are_plain, Course(course.folder))


def test_reading_without_sources_is_found(course):
    course = spoil(course, WORDS, READING[READING.index("::: sources") :], "")
    assert "has 0 sources" in found(texts.readings_have_sources, course)


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("El 40 % son mujeres.", ["40 %"]),
        ("About 30 per cent of 12,500 people.", ["30 per cent", "12,500"]),
        ("Eran 3,5 millones.", ["3,5 millones"]),
        ("Eran 80 000 y 1.200.", ["80 000", "1.200"]),
        ("بلغت النسبة 83% منهم.", ["83%"]),
        ("En 2019, el 40 % eran mujeres.", []),
        ("Dijo: «Vimos a 2 000 personas».", []),
        ("El 80 % de un grupo inventado.", []),
        ("El 3 de mayo, a las 10.30, tres de 120 camas; artículos 12 y 24; dosis de 2.5.", []),
    ],
)
def test_figures_without_a_year_are_found(words, figures):
    assert texts.unsourced(words) == figures


def test_figure_in_a_list_may_have_its_year_in_the_sentence_before(course):
    course = spoil(course, WORDS, "## Uno", "En 2020 (OIM):\n\n- el 40 % venía del norte;\n- el 60 % del sur.")
    assert found(texts.figures_have_a_source, course) == ""


def test_figure_in_a_caption_without_a_year_is_found(course):
    course = spoil(course, WORDS, "Un mapa. Fuente: OIM, 2019.", "El 70 % va al norte. Fuente: OIM.")
    assert "'70 %' without its year" in found(texts.figures_have_a_source, course)


def test_picture_without_an_alternative_text_is_found(course):
    course = spoil(course, WORDS, "Un mapa con tres rutas.", "Mapa")
    assert "'Mapa' says too little" in found(texts.pictures_say_what_they_show, course)


def test_drawing_that_is_no_figure_is_found(course):
    course = spoil(course, WORDS, "## Uno", '![Un plano](plan.svg "Un plano.")\n\n## Uno')
    assert "plan.svg is no `::: figure`" in found(texts.drawings_are_described, course)


def test_drawing_without_a_description_is_found(course):
    course = spoil(course, WORDS, "Tres rutas van hacia el norte.\n", "")
    assert "no long description" in found(texts.drawings_are_described, course)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Las personas ilegales llegaron."),
        ("es", "Dos Indocumentadas llegaron."),
        ("en", "Illegal migrants arrived."),
        ("en", "He is an illegal."),
        ("fr", "Les illégaux sont arrivés."),
        ("fr", "Un sans-papiers est arrivé."),
        ("pt", "Os ilegais chegaram."),
        ("ar", "وصل مهاجر غير شرعي إلى هناك"),
        ("ar", "المهاجرون غير القانونيين"),
    ],
)
def test_words_that_the_style_rules_out_are_found(language, text):
    assert texts.ruled_out(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "No diga “ilegal”, diga en situación irregular."),
        ("es", "La legalidad y los papeles."),
        ("fr", "Le mot « illégaux » blesse."),
        ("ar", "كلمة «غير شرعي» جارحة"),
    ],
)
def test_words_that_are_spoken_of_are_allowed(language, text):
    assert texts.ruled_out(text, language) == []


def test_word_that_is_ruled_out_is_found_in_every_sort_of_file(course):
    course = spoil(course, f"{CHECK}.es.yaml", "¿Qué hace usted?", "¿Es ilegal?")
    course = spoil(course, "people/module.es.md", "Un módulo.", "Clandestinos.")
    (course.folder / "media/film.es.vtt").write_text("WEBVTT\n\nindocumentados")
    names = {line.split(":")[0] for line in texts.words_respect_people(course)}
    assert names == {"course/people/check.es.yaml", "course/people/module.es.md", "course/media/film.es.vtt"}


def test_sources_may_have_titles_of_their_time(course):
    course = spoil(course, WORDS, "*Documento*", "*Los migrantes indocumentados*")
    assert found(texts.words_respect_people, course) == ""


@pytest.fixture
def programme(tmp_path):
    """A programme with glossaries in two languages."""
    write(tmp_path, "programme.yaml", "languages: [es, en]")
    for language in ("es", "en"):
        write_glossary(tmp_path, language)
    return tmp_path


def write_glossary(folder, language, number=60, **changes):
    terms = {
        f"t{place}": {"term": f"Palabra {place}", "forms": [], "meaning": "Lo que quiere decir."}
        for place in range(number)
    }
    write(folder, f"glossary.{language}.yaml", yaml.safe_dump({"title": "Glosario"} | terms | changes))


@pytest.mark.parametrize("rule", glossaries.RULES, ids=lambda rule: rule.__name__)
def test_good_glossaries_keep_to(rule, programme):
    assert found(rule, programme) == ""


TERM = {"term": "Palabra 1", "forms": ["palabras"], "meaning": "Lo que quiere decir."}


@pytest.mark.parametrize(
    ("rule", "changes", "words"),
    [
        (glossaries.every_language_has_a_glossary, {"number": 59}, "has 59 terms"),
        (glossaries.glossaries_have_the_same_terms, {"other": TERM}, "glossary.en.yaml: 'other'"),
        (glossaries.forms_belong_to_one_term, {"t2": TERM}, "'palabra 1' is a form of 't1' and of 't2'"),
        (glossaries.meanings_are_short, {"t1": TERM | {"meaning": "Eso."}}, "the meaning of 't1' has 1 words"),
        (glossaries.glossaries_respect_people, {"t1": TERM | {"term": "Illegals"}}, "'t1' says 'Illegals'"),
    ],
)
def test_slips_in_glossaries_are_found(programme, rule, changes, words):
    write_glossary(programme, "en", **changes)
    assert words in found(rule, programme)


def test_language_without_a_glossary_is_found(programme):
    (programme / "glossary.en.yaml").unlink()
    assert found(glossaries.every_language_has_a_glossary, programme) == "glossary.en.yaml: has 0 terms, and needs 60"


@pytest.mark.parametrize(
    ("word", "number"),
    [("país", 2), ("ciudad", 2), ("leer", 2), ("guerra", 2), ("muy", 1), ("aeropuerto", 5), ("día", 2)],
)
def test_spanish_syllables(word, number):
    assert spanish_syllables(word) == number


@pytest.mark.parametrize(
    ("word", "number"), [("health", 1), ("people", 2), ("needed", 2), ("asked", 1), ("services", 3), ("available", 4)]
)
def test_english_syllables(word, number):
    assert english_syllables(word) == number


def test_ease_follows_the_formula():
    words = [Passage("La casa es roja. Mi hija come pan.", "paragraph", "", 1)]
    assert ease(words, "es") == pytest.approx(206.84 - 60 * 12 / 8 - 1.02 * 4)
    assert count_words(words) == 8


@pytest.mark.parametrize(("body", "slips"), [("El 40 %.\n\nUn ejemplo inventado.", 0), ("El 40 %.\n\nUn ejemplo.", 1)])
def test_transcript_is_read_as_a_whole(course, body, slips):
    write_module(course.folder, "people", [activity("film", "video", 4, media="film")])
    write(course.folder, "people/film.es.md", f"---\ntitle: Película\n---\n{body}\n")
    assert len([*texts.figures_have_a_source(Course(course.folder))]) == slips
