"""The tags of `elements`, and the elements as they come out."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from pages.actions import publish
from pages.templatetags.elements import (
    clock,
    direction,
    icon,
    lang_attrs,
    language_links,
    language_name,
    minutes,
    trail_of,
    weight,
)
from tests.factories.courses import course_page, make_programme

CODES = [code for code, _name in settings.LANGUAGES]


class AnswerForm(forms.Form):
    answer = forms.CharField(label="Answer", help_text="One word.")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], widget=forms.RadioSelect)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, ""),
        (None, ""),
        (1, "1 kB"),
        (14_200, "14 kB"),
        (999_400, "999 kB"),
        (1_000_000, "1 MB"),
        (1_440_000, "1.4 MB"),
        (9_960_000, "10 MB"),
        (12_600_000, "13 MB"),
        (2_500_000_000, "2.5 GB"),
    ],
)
def test_weight_is_said_in_thousands(size, said):
    with translation.override("en"):
        assert weight(size) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, ""), (1, "1 minute"), (12, "12 minutes"), (60, "1 hour"), (80, "1 h 20 min"), (120, "2 hours")],
)
def test_minutes_are_said_in_words(number, said):
    with translation.override("en"):
        assert minutes(number) == said


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (92, "1:32"), (91.7, "1:31"), (3725, "1:02:05")])
def test_clock_shows_what_players_show(seconds, said):
    assert clock(seconds) == said


def test_languages_know_their_name_and_direction():
    assert (direction("ar"), direction("es"), direction("tlh")) == ("rtl", "ltr", "ltr")
    assert (language_name("es"), language_name("tlh")) == ("Español", "Tlh")


def test_lang_attrs_only_for_another_language_than_the_page():
    with translation.override("es"):
        assert lang_attrs("es") == ""
        assert lang_attrs("") == ""
        assert lang_attrs("ar") == ' lang="ar" dir="rtl"'


def test_icon_alone_has_a_name_and_beside_words_has_none():
    assert 'aria-hidden="true"' in icon("check")
    assert 'role="img" aria-label="a &lt;b&gt;"' in icon("check", label="a <b>")


def test_language_links_of_a_view_keep_path_and_query():
    request = RequestFactory().get("/es/catalogue/?q=a&page=2")
    with translation.override("es"):
        links = language_links({"request": request})
    assert [link["url"] for link in links] == [f"/{code}/catalogue/?q=a&page=2" for code in CODES]
    assert [link["code"] for link in links if link["current"]] == ["es"]


def links_onward(target, language="es"):
    """{language: where its link leads on to} on a page that leads on to `target`."""
    request = RequestFactory().get(f"/{language}/accounts/login/", {"next": target, "from": "mail"})
    with translation.override(language):
        links = language_links({"request": request})
    assert {urlsplit(link["url"]).path for link in links} == {f"/{code}/accounts/login/" for code in CODES}
    queries = {link["code"]: parse_qs(urlsplit(link["url"]).query, keep_blank_values=True) for link in links}
    assert {tuple(query["from"]) for query in queries.values()} == {("mail",)}
    return {code: query["next"][0] for code, query in queries.items()}


@pytest.mark.django_db
def test_language_links_lead_on_to_the_page_in_their_language(course):
    english = course_page(course, "en")
    english.slug = "basics"
    publish(english)
    spanish, english = course_page(course).url, course_page(course, "en").url
    assert english == "/en/migration-health/basics/"
    onward = dict.fromkeys(CODES, f"{spanish}?a=1") | {"en": f"{english}?a=1"}
    assert links_onward(f"{spanish}?a=1") == onward
    assert links_onward(f"{spanish}?a=1", language="en") == onward


@pytest.mark.django_db
def test_language_links_lead_on_to_the_view_in_their_language(homes):
    onward = {code: f"/{code}/learn/?page=2&q=%26" for code in CODES}
    assert links_onward("/es/learn/?page=2&q=%26") == onward


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target",
    [
        "",
        "/",
        "/es",
        "/es/nowhere/",
        "/es/\0/",
        "/xx/learn/",
        "xes/learn/",
        "//es/learn/",
        "https://example.org/es/learn/",
        "/admin/",
    ],
)
def test_language_links_leave_an_unknown_way_on_as_it_is(homes, target):
    assert set(links_onward(target).values()) == {target}


def test_language_links_outside_of_the_languages_are_none():
    assert language_links({"request": RequestFactory().get("/v/abc/")}) == []
    assert language_links({}) == []


@pytest.mark.django_db
def test_language_links_of_a_page_are_those_it_exists_in_by_one_query(homes, django_assert_num_queries):
    programme = make_programme(homes)
    assert programme.url == "/es/migration-health/"
    with django_assert_num_queries(1), translation.override("es"):
        links = language_links({"request": RequestFactory().get("/es/"), "page": programme})
    assert [link["url"] for link in links] == ["/es/migration-health/"]


@pytest.mark.django_db
def test_trail_leads_from_below_the_home_page_to_above_the_page(course):
    from modules.kinds.reading import ReadingPage

    reading = ReadingPage.objects.filter(locale__language_code="es").first()
    urls = [url for _title, url in trail_of(reading)]
    assert urls == [
        "/es/migration-health/",
        "/es/migration-health/conceptos/",
        "/es/migration-health/conceptos/modulo-1/",
    ]


def test_field_ties_label_help_and_error_to_the_input():
    html = render_to_string("elements/field.html", {"field": AnswerForm({})["answer"]})
    assert '<label class="field-label" for="id_answer">' in html
    assert 'aria-describedby="id_answer_helptext id_answer_error"' in html
    assert 'id="id_answer_helptext"' in html
    assert 'id="id_answer_error"' in html


def test_field_of_several_inputs_is_a_fieldset_with_its_error():
    html = render_to_string("elements/field.html", {"field": AnswerForm({})["kind"]})
    assert '<fieldset aria-describedby="id_kind_error" aria-invalid="true">' in html
    assert "<legend" in html


def test_errors_name_each_field_and_lead_to_it():
    html = render_to_string("elements/errors.html", {"form": AnswerForm({})})
    assert 'href="#id_answer"' in html
    assert render_to_string("elements/errors.html", {"form": AnswerForm()}).strip() == ""


@pytest.mark.parametrize(("done", "said"), [(0, "0 of 8 done"), (3, "3 of 8 done"), (8, "8 of 8 done")])
def test_progress_is_said_in_words_too(done, said):
    for name in ("progress", "ring"):
        with translation.override("en"):
            assert said in render_to_string(f"elements/{name}.html", {"done": done, "total": 8})


@pytest.mark.parametrize("state", ["done", "here", "ahead"])
def test_waypoint_says_its_state_in_words(state):
    with translation.override("en"):
        html = render_to_string("elements/waypoint.html", {"state": state})
    assert {"done": "Done:", "here": "You are here:", "ahead": "Ahead:"}[state] in html


def test_pagination_is_absent_for_one_page():
    context = {"page": Paginator(range(3), 20).page(1)}
    assert render_to_string("elements/pagination.html", context, RequestFactory().get("/")).strip() == ""


def test_texts_of_people_are_escaped_in_elements():
    for name, key in (("button", "text"), ("badge", "text"), ("alert", "text"), ("empty", "title")):
        assert "<b>" not in render_to_string(f"elements/{name}.html", {key: "<b>x</b>"})


def test_held_parts_of_long_addresses_are_not_kept(client, homes):
    from pages.templatetags.elements import _held

    client.get("/es/catalogue/?q=" + "z" * 3000)
    assert not [key for key in _held if "zzz" in str(key)]
