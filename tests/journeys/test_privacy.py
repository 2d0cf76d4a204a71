"""What the privacy pages promise, held against what the product does."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.actions import appoint_manager
from tests.factories.accounts import UserFactory
from tests.factories.enrolments import answer_all, make_enrolment
from tests.factories.forums import make_thread
from tests.factories.modules import activities

pytestmark = pytest.mark.django_db
SIGNUP = {"name": "Amina Wanjiru", "email": "amina@example.org", "password1": "camino-pass-1", "country": "KE"}


def promised(language):
    return (settings.BASE_DIR / "content" / "pages" / f"privacy.{language}.md").read_text()


@pytest.fixture
def journey(client, course):
    """The names of all cookies that somebody is given who signs up, enrols, writes, and changes their details."""
    with translation.override("en"):
        client.get("/en/catalogue/")
        client.get("/en/accounts/login/")
        client.post("/en/accounts/signup/", SIGNUP)
        client.get("/en/accounts/logout/")
        client.post(reverse("account_login"), {"login": SIGNUP["email"], "password": SIGNUP["password1"]})
        client.post(reverse("accounts:profile"), SIGNUP | {"language": "ar"})
        client.post(reverse("enrolments:enrol", args=[course.slug]), follow=True)
        client.get(reverse("enrolments:my_learning"))
    return set(client.cookies)


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_cookies_are_those_that_the_page_names(journey, language):
    assert set(re.findall(r"^\| ([a-z]+) \|", promised(language), re.MULTILINE)) == journey


def test_session_lasts_as_long_as_the_page_says():
    days = settings.SESSION_COOKIE_AGE // (24 * 60 * 60)
    assert all(f"| {days} " in promised(language) for language in ("en", "es", "ar"))


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ar"])
def test_erasure_rests_and_copies_are_kept_as_long_as_the_page_says(language):
    days = set(re.findall(r"\b\d+\b", promised(language).split("## ")[-2]))
    assert days == {str(settings.ERASURE_DAYS), str(settings.PARCEL_DAYS)}


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ar"])
def test_page_names_the_page_where_one_asks_for_it(language):
    with translation.override(language):
        assert f"**{translation.gettext('My data')}**" in promised(language)


def test_learners_of_the_course_see_name_and_country_and_no_address(client, course, ben, amina):
    thread = make_thread(course, ben)
    make_enrolment(course, amina)
    client.force_login(amina)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Ben Okello" in page
    assert "Uganda" in page
    assert "ben@example.org" not in page


def test_managers_see_who_studies_and_neither_address_nor_points(client, course, amina):
    answer_all(make_enrolment(course, amina), activities(course, "quiz")[0])
    manager = UserFactory()
    appoint_manager(user=manager, countries=["KE"])
    client.force_login(type(manager).objects.get(pk=manager.pk))
    page = client.get("/admin/reports/learners/").content.decode()
    assert "Amina Wanjiru" in page
    assert "amina@example.org" not in page
    assert "points" not in page.lower()
