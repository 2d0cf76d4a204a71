"""The glossary: its page, and its terms in readings."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import GroupPagePermission

from courses.actions import appoint_instructor
from courses.models import GlossaryPage, glossary_of
from courses.models.glossary import collation, letter_of
from modules.kinds.reading import ReadingPage
from pages.actions import publish
from tests.factories.courses import course_page, translate
from tests.factories.enrolments import make_enrolment
from tests.factories.glossary import TERMS, make_glossary, raw
from tests.queries import at_most

pytestmark = pytest.mark.django_db


def test_page_lists_terms_by_the_alphabet_with_an_anchor_for_each(client, explained):
    html = client.get(explained["glossary"].url).content.decode()
    assert [html.index(f'<div id="{key}">') for key in ("asylum", "eq", "return")] == sorted(
        html.index(f'<div id="{key}">') for key in ("asylum", "eq", "return")
    )
    assert html.count('<li><a href="#letter-') == 3
    assert "Protección en otro país." in html


@pytest.mark.parametrize("number", [1, 50])
def test_page_of_any_length_takes_four_queries(client, course, number):
    terms = [(f"t{place}", f"Palabra {place}", "Algo.") for place in range(number)]
    page = make_glossary(course_page(course).get_parent().specific, *terms)
    client.get(page.url)
    with at_most(4):
        assert client.get(page.url).content.decode().count("<dt>") == number


@pytest.mark.parametrize(
    ("words", "order"),
    [
        (["zona", "Ñandú", "nube", "árbol", "Asilo"], ["árbol", "Asilo", "nube", "Ñandú", "zona"]),
        (["هوية", "الهجرة", "اللجوء", "الوصول", "أسرة"], ["أسرة", "اللجوء", "الهجرة", "هوية", "الوصول"]),
    ],
)
def test_order_folds_accents_and_the_arabic_article(words, order):
    assert sorted(words, key=collation) == order


@pytest.mark.parametrize(
    ("word", "letter"), [("équité", "E"), ("ñandú", "Ñ"), ("الهجرة", "ه"), ("WHO", "W"), ("x", "X")]
)
def test_letter_of_a_term(word, letter):
    assert letter_of(word) == letter


def test_reading_marks_the_term_and_brings_its_meaning(client, explained, amina, course):
    make_enrolment(course, amina)
    client.force_login(amina)
    html = client.get(explained["reading"].url).content.decode()
    address = f"{explained['glossary'].url}#asylum"
    assert f'Quien pide <a class="term" href="{address}" data-term="asylum">asilo</a>' in html
    assert "<h2>Del asilo</h2>" in html
    assert '<dt data-key="asylum">asilo</dt><dd>Protección en otro país.</dd>' in html
    assert "Volver." not in html


def test_edited_meaning_shows_in_the_reading(client, explained, amina, course):
    make_enrolment(course, amina)
    client.force_login(amina)
    client.get(explained["reading"].url)
    glossary = GlossaryPage.objects.get(pk=explained["glossary"].pk)
    glossary.terms = GlossaryPage._meta.get_field("terms").to_python(raw(("asylum", "asilo", "Amparo.")))
    publish(glossary)
    assert "Amparo." in client.get(explained["reading"].url).content.decode()


@pytest.mark.parametrize("place", ["course", "programme"])
def test_course_and_programme_lead_to_the_glossary(client, explained, course, place):
    page = course_page(course) if place == "course" else course_page(course).get_parent().specific
    assert f'href="{explained["glossary"].url}"' in client.get(page.url).content.decode()


def test_reading_without_a_glossary_has_no_link_to_one(client, amina, course):
    make_enrolment(course, amina)
    client.force_login(amina)
    html = client.get(ReadingPage.objects.first().url).content.decode()
    assert "glossary-link" not in html
    assert 'id="terms"' not in html


def test_glossary_is_that_of_the_programme_in_the_language_of_the_page(explained, course):
    translated = translate(explained["glossary"], "en")
    assert glossary_of(course_page(course, "es")).pk == explained["glossary"].pk
    assert glossary_of(course_page(course, "en")).pk == translated.pk


def test_unpublished_glossary_is_none(explained, course):
    explained["glossary"].unpublish()
    assert glossary_of(course_page(course)) is None


def test_key_that_stands_twice_is_refused(explained):
    page = explained["glossary"]
    page.terms = GlossaryPage._meta.get_field("terms").to_python(raw(TERMS[0], TERMS[0]))
    with pytest.raises(ValidationError, match="return"):
        page.full_clean()


@pytest.mark.parametrize("first", ["instructor", "glossary"])
def test_instructors_of_the_programme_may_edit_and_publish_its_glossary(course, ben, dana, first):
    page = course_page(course)
    if first == "instructor":
        appoint_instructor(user=ben, course_page=page)
    glossary = make_glossary(page.get_parent().specific)
    if first == "glossary":
        appoint_instructor(user=ben, course_page=page)
    may, may_not = (glossary.permissions_for_user(type(user).objects.get(pk=user.pk)) for user in (ben, dana))
    assert may.can_edit()
    assert may.can_publish()
    assert not may_not.can_edit()
    assert GroupPagePermission.objects.filter(page=glossary).count() == 2


def test_programme_has_one_glossary(explained, course):
    programme = course_page(course).get_parent()
    assert not GlossaryPage.can_create_at(programme)
