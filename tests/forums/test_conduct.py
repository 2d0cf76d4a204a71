"""The rules of conduct: shown with the form for the first post, and accepted once."""

import pytest

from accounts.actions import accept_conduct
from accounts.models import User
from forums.models import Post
from pages.models import HomePage, PlainPage
from pages.sites import forget_sites
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_thread, opening_of
from tests.forums.test_views import HTMX, address, form_of

pytestmark = pytest.mark.django_db
RULES = "I have read the rules of conduct"


@pytest.fixture
def thread(course, ben):
    return make_thread(course, ben)


@pytest.fixture
def as_newcomer(client, course, thread, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    return client


def page_of(client, url, **extra):
    return client.get(url, **extra).content.decode()


def test_newcomer_is_shown_the_rules_in_every_form(as_newcomer, course, thread):
    assert RULES in page_of(as_newcomer, thread.get_absolute_url())
    assert RULES in page_of(as_newcomer, address("new_thread", discussion_activity(course)))
    nested = f"{thread.get_absolute_url()}?reply_to={opening_of(thread).key}"
    assert RULES in page_of(as_newcomer, nested, headers=HTMX)


def test_first_post_without_the_tick_keeps_its_words(as_newcomer, thread, amina):
    words = form_of("Words that took an hour.")
    del words["conduct"]
    answer = as_newcomer.post(thread.get_absolute_url(), words)
    assert answer.status_code == 422
    assert "Words that took an hour." in answer.content.decode()
    assert "Please read the rules and accept them" in answer.content.decode()
    assert not Post.objects.filter(author=amina).exists()
    assert User.objects.get(pk=amina.pk).conduct_accepted_at is None


def test_first_post_with_the_tick_is_posted_and_the_rules_are_not_shown_again(as_newcomer, thread, amina):
    assert as_newcomer.post(thread.get_absolute_url(), form_of()).status_code == 302
    assert User.objects.get(pk=amina.pk).has_accepted_conduct
    assert RULES not in page_of(as_newcomer, thread.get_absolute_url())
    words = form_of("The second one.")
    del words["conduct"]
    assert as_newcomer.post(thread.get_absolute_url(), words).status_code == 302


def test_first_post_in_place_brings_a_form_without_the_rules(as_newcomer, thread):
    answer = as_newcomer.post(thread.get_absolute_url(), form_of(), headers=HTMX)
    assert answer.status_code == 200
    assert RULES not in answer.content.decode()


def test_tick_with_a_mistake_elsewhere_accepts_nothing(as_newcomer, thread, amina):
    assert as_newcomer.post(thread.get_absolute_url(), form_of("")).status_code == 422
    assert not User.objects.get(pk=amina.pk).has_accepted_conduct


def test_first_moment_counts(amina):
    accept_conduct(user=amina)
    first = amina.conduct_accepted_at
    accept_conduct(user=User.objects.get(pk=amina.pk))
    assert User.objects.get(pk=amina.pk).conduct_accepted_at == first


def test_form_links_to_the_page_of_the_rules(as_newcomer, thread):
    home = HomePage.objects.get(locale__language_code="es")
    page = PlainPage(title="Normas", slug="conduct", locale=home.locale, show_in_menus=True)
    home.add_child(instance=page)
    forget_sites()
    assert 'href="/es/conduct/" target="_blank"' in page_of(as_newcomer, thread.get_absolute_url())
