"""Finding posts by their words, in every language, and only what may be read."""

import pytest
from django.urls import reverse

from courses.models import ProgrammePage
from enrolments.actions import leave
from enrolments.models import Enrolment
from forums import found
from forums.actions import edit_post, hide_post, remove_post, translate_post
from forums.models import Post
from forums.searching import asked, excerpt, searchable
from tests.factories.courses import make_course
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_moderator, make_question, make_reply, make_thread, opening_of
from tests.queries import at_most

pytestmark = pytest.mark.django_db

SAME = [
    ("es", "Las vacunaciones en la migración", "vacunacion migracion"),
    ("es", "MUJERES embarazadas", "mujer embarazada"),
    ("en", "Two vaccines were given", "vaccine"),
    ("fr", "La santé des réfugiés", "sante refugie"),
    ("pt", "As migrações e a saúde", "migração saude"),
    ("ar", "صحة المهاجرين", "الصحة مهاجر"),
    ("ar", "الأطفال", "اطفال"),
]


def find(client, **query):
    return client.get(reverse("forums:search"), query).content.decode()


@pytest.mark.parametrize(("language", "text", "question"), SAME)
def test_post_is_found_by_other_forms_of_its_words(course, language, text, question):
    post = opening_of(make_thread(course, text=text, language=language))
    make_thread(course, text="Otra cosa", language="es")
    assert list(Post.objects.saying(question)) == [post]


def test_post_is_found_by_all_words_and_by_its_title(course):
    post = opening_of(make_thread(course, title="Fiebre alta", text="Tres días", language="es"))
    assert list(Post.objects.saying("días fiebres")) == [post]
    assert not Post.objects.saying("fiebre ausente").exists()


@pytest.mark.parametrize("question", ["", "…", "' | '", "a' & !b", "%", "_", "\\", ":*", "x" * 500, "and " * 300])
def test_question_of_any_sort_is_no_error(course, question):
    make_thread(course, text="Something")
    assert not Post.objects.saying(question).exists()


def test_edited_post_is_found_by_its_new_words_only(course, amina):
    post = opening_of(make_thread(course, amina, text="measles"))
    edit_post(editor=amina, post=post, text="rubella", language="en", title="New title")
    assert not Post.objects.saying("measles").exists()
    assert list(Post.objects.saying("rubella title")) == [post]


def test_removed_post_keeps_no_words(course, amina):
    post = opening_of(make_thread(course, amina, text="measles"))
    remove_post(remover=amina, post=post)
    assert Post.objects.get(pk=post.pk).words == ""


def test_translation_is_not_found_as_the_words_of_the_author(course, amina):
    post = opening_of(make_thread(course, amina, text="sarampión", language="es"))
    translate_post(translator=amina, post=post, language="en", text="measles")
    assert not Post.objects.saying("measles").exists()


def test_search_finds_only_what_may_be_read(client, homes, course, amina, ben, elif_):
    """A hidden post, one of another course, and one of a course that was left: each is there, and is not found."""
    elsewhere, left = (make_course(homes, modules=1, slug=slug, programme=course_programme(course)) for slug in "ab")
    thread = make_thread(course, ben, title="Measles here")
    hidden = make_reply(thread, ben, text="measles unsaid")
    hide_post(moderator=make_moderator(elif_), post=hidden, reason="Wrong")
    make_thread(elsewhere, ben, title="Measles elsewhere")
    make_thread(left, ben, title="Measles left")
    make_enrolment(course, amina)
    leave(enrolment=make_enrolment(left, amina))
    client.force_login(amina)
    page = find(client, q="measles")
    assert "Measles here" in page
    assert [word for word in ("Measles elsewhere", "Measles left", "unsaid") if word in page] == []


def course_programme(course):
    return ProgrammePage.objects.get(translation_key=course.programme.key, locale__language_code="es")


def test_search_for_a_moderator_covers_all(client, course, ben, elif_):
    make_thread(course, ben, title="Measles")
    client.force_login(make_moderator(elif_))
    assert "Measles" in find(client, q="measles")


def test_search_by_filters(client, course, amina, ben):
    make_thread(course, ben, title="First", text="measles")
    make_question(course, amina, title="Second", text="measles", language="es")
    client.force_login(amina)
    shown = {
        (name, value): [title for title in ("First", "Second") if title in find(client, q="measles", **{name: value})]
        for name, value in [("show", "mine"), ("show", "questions"), ("language", "en"), ("course", "x"), ("page", "y")]
    }
    assert shown == {
        ("show", "mine"): ["Second"],
        ("show", "questions"): ["Second"],
        ("language", "en"): ["First"],
        ("course", "x"): ["First", "Second"],
        ("page", "y"): ["First", "Second"],
    }
    assert "First" in find(client, q="measles", course=str(course.key))


def test_search_without_a_word_shows_the_form_and_with_none_found_says_so(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    assert "Nothing found" not in find(client)
    assert "Nothing found" in find(client, q="absent")


def test_search_asks_visitors_to_sign_in(client, db):
    assert client.get(reverse("forums:search")).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("size", [1, 25])
def test_search_is_constant(client, course, amina, size):
    for number in range(size):
        make_thread(course, amina, title=f"Measles {number}")
    client.force_login(amina)
    find(client, q="measles")
    with at_most(7):
        page = find(client, q="measles")
    assert page.count("thread-line") == min(size, 20)
    assert (">Next<" in page) == (size > 20)


def test_search_for_what_many_say_finds_the_newest_readable(client, course, amina, ben, monkeypatch):
    monkeypatch.setattr(found, "FEW", 2)
    threads = [make_thread(course, ben, title=f"Measles {number}") for number in range(4)]
    make_enrolment(course, amina)
    client.force_login(amina)
    page = find(client, q="measles")
    places = [page.index(thread.title) for thread in threads]
    assert places == sorted(places, reverse=True)


def test_excerpt_marks_the_words_and_escapes_the_rest():
    text = f"{'before ' * 60}a <b>vaccine</b> & more {'after ' * 60}"
    html = excerpt(text, asked("vaccines"))
    assert "&lt;b&gt;<mark>vaccine</mark>&lt;/b&gt; &amp; more" in html
    assert html.startswith("… ")
    assert html.endswith(" …")


def test_excerpt_of_a_word_in_the_title_only_is_the_beginning():
    assert excerpt("Short text", asked("absent")) == "Short text"


def test_searchable_words_stand_once():
    words = searchable("casa casas CASA", "es").split()
    assert len(words) == len(set(words))


def test_enrolment_is_asked_at_every_search(client, course, amina):
    make_thread(course, amina, title="Measles")
    client.force_login(amina)
    leave(enrolment=Enrolment.objects.get(user=amina))
    assert "Measles</a>" not in find(client, q="measles")
