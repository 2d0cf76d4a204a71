"""What every quiz keeps to. Each rule yields `file: what is wrong` for a course."""

from collections import Counter

from tests.content.shelf import option_key

LEAST_QUESTIONS, FINAL_QUESTIONS = 8, 20
CASES = 0.5  # of a module's questions, at least
LONGEST = 0.4  # of the single questions may have the longest option as the right one
ONE_PLACE = 0.6  # of the right options may stand in one place
SINGLES = {"longest": 3, "place": 5}  # with fewer single questions there is no pattern
FEEDBACK = 4  # words: less teaches nothing


def number_of_questions(course):
    for module in course.modules:
        quizzes = module.of_kind("quiz")
        if not quizzes:
            yield f"{course.name_of(module.folder)}: has no quiz"
        for quiz in quizzes:
            number = len(quiz.questions)
            if module.is_final and number != FINAL_QUESTIONS:
                yield f"{course.name_of(quiz.sheet)}: has {number} questions, the final quiz has {FINAL_QUESTIONS}"
            elif number < LEAST_QUESTIONS:
                yield f"{course.name_of(quiz.sheet)}: has {number} questions, and needs {LEAST_QUESTIONS}"
    if not any(module.is_final for module in course.modules):
        yield f"{course.folder.name}: has no final quiz"


def objectives_are_tested(course):
    """Of a module by its quiz; the outcomes of the course by the final quiz."""
    for module in course.modules:
        place, name = (course, "outcomes") if module.is_final else (module, "objectives")
        text = next(filter(None, map(place.text, course.languages)), None)
        aims = text.words.get(name, []) if text else []
        asked = {question.get("objective") for quiz in module.of_kind("quiz") for question in quiz.questions}
        for number in set(range(1, len(aims) + 1)) - asked:
            yield f"{course.name_of(module.folder)}: no question tests number {number}, {aims[number - 1]!r}"


def every_question_names_its_objective(course):
    for quiz in course.quizzes:
        for question in quiz.questions:
            if not isinstance(question.get("objective"), int):
                yield f"{course.name_of(quiz.sheet)}: {question['key']} names no objective"


def half_are_on_cases(course):
    for quiz in course.quizzes:
        cases = sum(bool(question.get("case")) for question in quiz.questions)
        if not quiz.module.is_final and cases < CASES * len(quiz.questions):
            yield f"{course.name_of(quiz.sheet)}: {cases} of {len(quiz.questions)} questions are on cases"


def facts_and_words_agree(course):
    for quiz in course.quizzes:
        facts = {row["key"]: set(map(option_key, row["options"])) for row in quiz.questions}
        for language in course.languages:
            words = {key: set(question["options"]) for key, question in quiz.wording(language).items()}
            for key in facts.keys() | words.keys():
                if facts.get(key) != words.get(key):
                    yield f"{course.name_of(quiz.path(language))}: {key} has other options than its facts"


def every_option_teaches(course):
    for quiz in course.quizzes:
        for language in course.languages:
            for key, question in quiz.wording(language).items():
                for name, option in question["options"].items():
                    if len(str(option.get("feedback") or "").split()) < FEEDBACK:
                        yield f"{course.name_of(quiz.path(language))}: {key}, option {name}: no feedback that teaches"


def right_option_is_not_the_longest(course):
    for quiz in course.quizzes:
        singles = [question for question in quiz.questions if question["type"] == "single"]
        for language in course.languages:
            words = quiz.wording(language)
            longest = sum(_is_longest(question, words.get(question["key"])) for question in singles)
            if len(singles) >= SINGLES["longest"] and longest > LONGEST * len(singles):
                name = course.name_of(quiz.path(language))
                yield f"{name}: the right option is the longest in {longest} of {len(singles)} single questions"


def _is_longest(question, words):
    if not words:
        return False
    lengths = {name: len(str(option["text"])) for name, option in words["options"].items()}
    others = [lengths[name] for name in lengths if name != _right(question)]
    return lengths[_right(question)] > max(others)


def right_option_moves(course):
    for quiz in course.quizzes:
        places = Counter(
            [*map(option_key, question["options"])].index(_right(question))
            for question in quiz.questions
            if question["type"] == "single"
        )
        number = places.total()
        for place, times in places.items():
            if number >= SINGLES["place"] and times > ONE_PLACE * number:
                name = course.name_of(quiz.sheet)
                yield f"{name}: the right option is number {place + 1} in {times} of {number} single questions"


def _right(question):
    return next(option_key(name) for name, right in question["options"].items() if right)


RULES = [
    number_of_questions,
    objectives_are_tested,
    every_question_names_its_objective,
    half_are_on_cases,
    facts_and_words_agree,
    every_option_teaches,
    right_option_is_not_the_longest,
    right_option_moves,
]
