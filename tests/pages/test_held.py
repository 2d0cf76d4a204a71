"""Parts of pages that the process holds: what differs from visitor to visitor is filled in, and nobody can forge it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory

from pages.templatetags import elements
from tests.factories.accounts import UserFactory


def drawn(source, user):
    request = RequestFactory().get("/es/")
    request.user = user
    return engines["django"].from_string("{% load elements %}" + source).render({}, request)


@pytest.fixture
def head():
    return '{% held "elements/_site_head.html" user.is_authenticated user.is_staff "" %}'


@pytest.mark.django_db
def test_held_part_is_drawn_once_and_names_each_visitor(head):
    first = drawn(head, UserFactory(name="Ana <b>Ruiz</b>"))
    drawings = len(elements._held)
    second = drawn(head, UserFactory(name="Zoe Quispe"))
    assert len(elements._held) == drawings
    assert "Ana &lt;b&gt;Ruiz&lt;/b&gt;" in first
    assert "Zoe Quispe" in second
    assert ">ZQ<" in second
    assert "Ruiz" not in second


@pytest.mark.django_db
def test_held_part_has_the_token_of_each_request(head):
    ana = UserFactory()
    tokens = [drawn(head, ana).split('name="csrfmiddlewaretoken" value="')[1].split('"')[0] for _time in range(2)]
    assert all(len(token) == 64 for token in tokens)
    assert tokens[0] != tokens[1]


@pytest.mark.django_db
def test_marks_of_blanks_never_reach_a_page(head):
    html = drawn(head, UserFactory()) + drawn(head, AnonymousUser())
    assert not [mark for mark, _fill in elements.BLANKS.values() if mark in html]


def test_marks_of_blanks_cannot_be_guessed():
    assert all(len(mark.split("-")[1]) == 32 for mark, _fill in elements.BLANKS.values())


@pytest.mark.django_db
def test_held_part_within_a_held_part_names_each_visitor(settings, tmp_path):
    (tmp_path / "outer.html").write_text('{% load elements %}{% held "inner.html" %}')
    (tmp_path / "inner.html").write_text("<p>{{ visitor_name }} {{ fresh_key }}</p>")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    ana, zoe = (drawn('{% held "outer.html" %}', UserFactory(name=name)) for name in ("Ana", "Zoe"))
    assert ana.startswith("<p>Ana ")
    assert zoe.startswith("<p>Zoe ")
    assert ana[6:] != zoe[6:]
