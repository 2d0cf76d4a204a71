"""One discussion across languages: which of them a reader sees, and posts put into another language."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.actions import (
    NotAllowed,
    choose_languages,
    edit_post,
    hide_post,
    remove_post,
    remove_translation,
    translate_post,
)
from forums.models import LanguageChoice, Translation
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_moderator, make_reply, make_thread, opening_of
from tests.forums.test_views import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(course, ben):
    return opening_of(make_thread(course, ben, text="Le vaccin", language="fr"))


@pytest.fixture
def as_amina(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    return client


def page_of(client, thread, **query):
    return client.get(thread.get_absolute_url(), query).content.decode()


def test_translation_is_shown_with_its_maker_and_the_original(as_amina, post, ben):
    translate_post(translator=ben, post=post, language="en", text="The *vaccine*")
    page = page_of(as_amina, post.thread)
    assert "Translated from Français" in page
    assert "by Ben Okello" in page
    assert page.index("The <em>vaccine</em>") < page.index("Show the original") < page.index("Le vaccin")


def test_translation_into_another_language_than_the_readers_is_not_shown(as_amina, post, ben):
    translate_post(translator=ben, post=post, language="pt", text="A vacina")
    assert "A vacina" not in page_of(as_amina, post.thread)


def test_translation_is_outdated_by_an_edit(as_amina, post, ben):
    translate_post(translator=ben, post=post, language="en", text="The vaccine")
    assert "edited since" not in page_of(as_amina, post.thread)
    edit_post(editor=ben, post=post, text="Un autre", language="fr", title="T")
    assert "The original has been edited since." in page_of(as_amina, post.thread)
    translate_post(translator=ben, post=post, language="en", text="Another", at=timezone.now() + timedelta(seconds=1))
    assert "edited since" not in page_of(as_amina, post.thread)


def test_translation_again_takes_the_place_of_the_first(post, ben):
    translate_post(translator=ben, post=post, language="en", text="One")
    translate_post(translator=ben, post=post, language="en", text="Two")
    assert Translation.objects.get().source == "Two"


def test_translation_is_made_by_the_author_and_staff_only(post, course, amina, elif_):
    make_enrolment(course, amina)
    with pytest.raises(NotAllowed):
        translate_post(translator=amina, post=post, language="en", text="x")
    assert translate_post(translator=make_moderator(elif_), post=post, language="en", text="x").made_by == elif_


def test_translation_into_its_own_language_is_refused(post, ben):
    with pytest.raises(NotAllowed):
        translate_post(translator=ben, post=post, language="fr", text="x")


def test_translation_of_a_hidden_post_is_not_shown(as_amina, post, ben, elif_):
    top = make_reply(post.thread, ben, text="Le secret", language="fr")
    translate_post(translator=ben, post=top, language="en", text="The secret")
    hide_post(moderator=make_moderator(elif_), post=top, reason="Wrong")
    assert "The secret" not in page_of(as_amina, post.thread)


def test_translation_goes_with_the_post(post, ben):
    translate_post(translator=ben, post=post, language="en", text="The vaccine")
    remove_post(remover=ben, post=post)
    assert not Translation.objects.exists()


def test_translation_by_form_and_its_removal(client, post, ben):
    client.force_login(ben)
    url = address("translate", post)
    assert 'value="fr"' not in client.get(url).content.decode()
    assert client.post(url, {"language": "en", "text": "<b>Bold</b> words"}).url == post.get_absolute_url()
    assert "Bold" in client.get(url, {"language": "en"}).content.decode()
    assert "<b>" not in Translation.objects.get().html
    client.post(address("remove_translation", post), {"language": "en"})
    assert not Translation.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"language": "fr", "text": "x"}, {"language": "xx", "text": "x"}])
def test_translation_form_with_something_wrong_comes_back(client, post, ben, fields):
    client.force_login(ben)
    assert client.post(address("translate", post), fields).status_code == 422


def test_translation_form_is_not_found_by_other_learners(as_amina, post, ben):
    assert as_amina.get(address("translate", post)).status_code == 404
    assert as_amina.post(address("remove_translation", post), {"language": "en"}).status_code == 404
    translate_post(translator=ben, post=post, language="en", text="x")
    with pytest.raises(NotAllowed):
        remove_translation(by=make_reply(post.thread).author, post=post, language="en")


@pytest.fixture
def mixed(course, amina, ben):
    """A thread in English with answers in French, Arabic, and one of Amina's own in Spanish."""
    thread = make_thread(course, ben, text="Opening", language="en")
    french = make_reply(thread, ben, text="En français", language="fr")
    make_reply(thread, ben, text="بالعربية", language="ar")
    make_reply(thread, amina, text="Propia", language="es")
    make_reply(thread, ben, text="Nested English", language="en", parent=french)
    return thread


def test_languages_chosen_leave_out_the_others_and_count_them(client, mixed, amina):
    client.force_login(amina)
    choose_languages(user=amina, languages=["en"])
    page = page_of(client, mixed)
    assert "بالعربية" not in page
    assert all(words in page for words in ("Opening", "Propia", "En français", "Nested English"))
    assert "1 post in other languages: show" in page
    assert "بالعربية" in page_of(client, mixed, languages="all")


def test_languages_all_or_none_is_no_choice(amina):
    choose_languages(user=amina, languages=["en", "fr"])
    choose_languages(user=amina, languages=["ar", "en", "es", "fr", "pt"])
    choose_languages(user=amina, languages=["xx"])
    assert not LanguageChoice.objects.exists()


def test_post_in_a_language_left_out_is_found_by_its_address(client, mixed, amina):
    client.force_login(amina)
    choose_languages(user=amina, languages=["en"])
    arabic = mixed.posts.get(language="ar")
    assert "بالعربية" in client.get(arabic.get_absolute_url(), follow=True).content.decode()


def test_translated_post_is_shown_though_its_language_is_not_chosen(client, mixed, amina, ben):
    client.force_login(amina)
    choose_languages(user=amina, languages=["en"])
    translate_post(translator=ben, post=mixed.posts.get(language="ar"), language="en", text="In Arabic")
    page = page_of(client, mixed)
    assert "In Arabic" in page
    assert "in other languages" not in page


def test_languages_by_form_lead_back(client, mixed, amina):
    client.force_login(amina)
    url = reverse("forums:languages")
    answer = client.post(url, {"languages": ["en", "es"], "next": mixed.get_absolute_url()})
    assert answer.url == mixed.get_absolute_url()
    assert set(LanguageChoice.objects.get().languages.split(",")) == {"en", "es"}
    assert client.post(url, {"languages": ["xx"]}).status_code == 422
    assert client.post(url, {"languages": ["en"], "next": "https://elsewhere.example"}).url == reverse(
        "enrolments:my_learning"
    )


def test_direction_follows_each_post(client, mixed, amina):
    client.force_login(amina)
    page = page_of(client, mixed)
    assert 'lang="ar" dir="rtl"><p dir="auto">بالعربية' in page
