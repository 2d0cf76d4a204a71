"""Modules and activities as an author makes them: pages, published."""

import uuid

from modules.kinds.discussion import DiscussionPage
from modules.kinds.quiz import QuizPage
from modules.kinds.reading import ReadingPage
from modules.models import Activity, ModulePage
from pages.actions import publish


def _add(parent, model, **fields):
    page = model(locale=parent.locale, **fields)
    parent.add_child(instance=page)
    return publish(page)


def make_module(course_page, number=1):
    """A module with a reading, a discussion and a graded quiz."""
    module = _add(course_page, ModulePage, title=f"Módulo {number}", slug=f"modulo-{number}", summary="Un módulo.")
    make_reading(module, slug="lectura")
    make_discussion(module, slug="debate")
    make_quiz(module, slug="prueba")
    return module


def make_reading(module_page, slug="lectura", **fields):
    body = [("text", f"<p>Texto de {slug}.</p>")]
    return _add(
        module_page, ReadingPage, **{"title": f"Lectura {slug}", "slug": slug, "minutes": 12, "body": body} | fields
    )


def make_discussion(module_page, slug="debate", **fields):
    prompt = [("text", "<p>¿Qué hace usted?</p>")]
    values = {"title": f"Debate {slug}", "slug": slug, "prompt": prompt, "posts": 1, "replies": 0, "words": 0}
    return _add(module_page, DiscussionPage, **values | fields)


def make_quiz(module_page, slug="prueba", questions=2, **fields):
    values = {"title": f"Prueba {slug}", "slug": slug, "graded": True, "pass_mark": 50, "attempts": 3}
    page = QuizPage(locale=module_page.locale, **values | fields)
    raw = [question(f"q{number}") for number in range(1, questions + 1)]
    page.questions = QuizPage._meta.get_field("questions").to_python(raw)
    module_page.add_child(instance=page)
    return publish(page)


def question(name, kind="single", right=("a",), options=("a", "b", "c"), points=1):
    """A question as the StreamField stores it; its key and its options' keys follow from the names."""
    items = [
        {
            "type": "item",
            "id": key_of(name, option),
            "value": {"text": f"<p>{option}</p>", "is_right": option in right, "feedback": f"<p>About {option}.</p>"},
        }
        for option in options
    ]
    value = {"kind": kind, "text": f"<p>{name}?</p>", "points": points, "options": items}
    return {"type": "question", "id": key_of(name), "value": value}


def key_of(*names):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(names)))


def activity_of(page):
    return Activity.objects.get(key=page.translation_key)


def activities(course, kind=None):
    found = Activity.objects.of_course(course).current()
    return list(found.filter(kind=kind) if kind else found)
