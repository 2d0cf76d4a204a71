"""Programmes and courses as an author makes them: pages, published."""

from wagtail.models import Locale

from courses.models import Course, CoursePage, ProgrammePage
from pages.actions import build_home, publish
from pages.sites import forget_sites
from tests.factories.modules import make_module

TITLES = {"es": "Inicio", "en": "Home", "ar": "الرئيسية"}


def make_homes():
    homes = build_home(languages=["es", "en", "ar"], titles=TITLES)
    forget_sites()
    return homes


def add_page(parent, model, **fields):
    """A page of `model` below `parent`, published; returns it."""
    page = model(locale=parent.locale, **fields)
    parent.add_child(instance=page)
    return publish(page)


def make_programme(homes, slug="migration-health", title="Migración y salud"):
    return add_page(homes["es"], ProgrammePage, slug=slug, title=title, summary="Un programa.")


def make_course(
    homes, *, slug="conceptos", title="Conceptos básicos", modules=2, translate_to=(), programme=None, **facts
):
    """A published course in Spanish and in the languages of `translate_to`; returns its row."""
    programme = programme or make_programme(homes)
    page = add_page(programme, CoursePage, slug=slug, title=title, summary="Un curso.", hours=12, **facts)
    for number in range(1, modules + 1):
        make_module(page, number)
    for language in translate_to:
        translate(programme, language)
    return Course.objects.get(key=page.translation_key)


def translate(page, language, **changes):
    """Publish `page` and all below it in `language`, with `[en] ` before each title; returns the translation."""
    locale = Locale.objects.get(language_code=language)
    for source in page.get_descendants(inclusive=True).specific():
        copy = source.copy_for_translation(locale, copy_parents=True)
        copy.title = f"[{language}] {source.title}"
        publish(copy)
    return page.get_translation(locale).specific


def course_page(course, language="es"):
    return CoursePage.objects.get(translation_key=course.key, locale__language_code=language)


def change_page(course, **facts):
    """Change the page of a course in its own language, and publish it."""
    page = course_page(course)
    for name, value in facts.items():
        setattr(page, name, value)
    publish(page)
