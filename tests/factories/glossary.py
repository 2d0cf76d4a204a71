"""A glossary as an author makes it."""

from courses.models import GlossaryPage
from modules.kinds.reading import ReadingPage
from pages.actions import publish
from tests.factories.courses import course_page

TERMS = [
    ("return", "Retorno", "Volver."),
    ("asylum", "asilo", "Protección en otro país."),
    ("eq", "Équité", "Justicia."),
]


def raw(*terms):
    return [
        {"type": "term", "value": {"key": key, "term": term, "forms": [], "meaning": meaning}}
        for key, term, meaning in terms
    ]


def make_glossary(programme, *terms):
    page = GlossaryPage(title="Glosario", slug="glosario", locale=programme.locale)
    page.terms = GlossaryPage._meta.get_field("terms").to_python(raw(*terms or TERMS))
    programme.add_child(instance=page)
    return publish(page)


def explain(course):
    """A glossary for the programme of `course`, and a reading that says "asilo"; returns both by name."""
    glossary = make_glossary(course_page(course).get_parent().specific)
    reading = ReadingPage.objects.filter(locale=glossary.locale).first()
    reading.body = [("text", "<h2>Del asilo</h2><p>Quien pide asilo no espera.</p>")]
    return {"glossary": glossary, "reading": publish(reading)}
