"""Signing up, signing in, one's own details."""

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from accounts.forms import ProfileForm
from accounts.models import User
from tests.queries import at_most

pytestmark = pytest.mark.django_db
SIGNUP = {"name": "Farid  Haddad", "email": "Farid.Haddad@Example.org", "password1": "camino-pass-1", "country": "JO"}
PROFILE = {"name": "Amina Wanjiru", "country": "KE", "profession": "nurse", "organisation_name": "", "language": "en"}


def sign_up(client, language="ar", **changes):
    return client.post(f"/{language}/accounts/signup/", SIGNUP | changes)


def sign_in(client, **changes):
    fields = {"login": "amina@example.org", "password": "camino-pass-1"} | changes
    return client.post("/en/accounts/login/", fields)


def text(response):
    return response.content.decode()


def test_sign_up_makes_a_user_with_name_country_and_language(client):
    response = sign_up(client)
    user = User.objects.get()
    assert response.status_code == 302
    assert (user.name, user.country.code, user.language) == ("Farid Haddad", "JO", "ar")
    assert user.email == "farid.haddad@example.org"
    assert get_user(client) == user


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\x00\x01\x02"),
        ("name", "x" * 121),
        ("name", "123"),
        ("email", "no address"),
        ("email", "a\x00@example.org"),
        ("email", f"{'x' * 300}@example.org"),
        ("password1", "short"),
        ("password1", "password"),
        ("password1", "\x00" * 12),
        ("country", ""),
        ("country", "ZZ"),
    ],
)
def test_sign_up_bad_value_has_its_message_beside_the_field(client, field, value):
    response = sign_up(client, "en", **{field: value})
    assert response.status_code < 500
    assert f'id="id_{field}_error"' in text(response)
    assert not User.objects.exists()


def test_sign_up_with_a_known_address_makes_nobody(client, amina):
    response = sign_up(client, email="AMINA@example.org")
    assert response.status_code < 500
    assert User.objects.get() == amina


def test_sign_up_cannot_set_what_it_does_not_ask(client):
    sign_up(client, is_staff="on", is_superuser="on")
    assert not User.objects.get().is_staff


@pytest.mark.parametrize("written", ["amina@example.org", "Amina@Example.ORG", " AMINA@EXAMPLE.ORG "])
def test_sign_in_whatever_the_capitals_of_the_address(client, amina, written):
    sign_in(client, login=written)
    assert get_user(client) == amina


@pytest.mark.parametrize(
    "wrong",
    [{"password": "wrong"}, {"login": "nobody@example.org"}, {"login": "\x00"}, {"password": "\x00"}, {"login": ""}],
)
def test_sign_in_with_something_wrong_says_so(client, amina, wrong):
    response = sign_in(client, **wrong)
    assert response.status_code < 500
    assert 'role="alert"' in text(response)
    assert get_user(client).is_anonymous


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "https:evil.example", "javascript:alert(1)"]
)
def test_sign_in_next_to_another_host_is_ignored(client, amina, address):
    assert sign_in(client, next=address)["Location"] == "/en/learn/"


def test_sign_in_next_on_this_site_is_followed(client, amina):
    assert sign_in(client, next="/es/catalogue/")["Location"] == "/es/catalogue/"


def test_sign_in_page_keeps_next_for_its_form(client):
    assert 'value="/es/catalogue/"' in text(client.get("/en/accounts/login/?next=/es/catalogue/"))


def test_sign_out_by_get_only_asks(client, amina):
    client.force_login(amina)
    client.get("/en/accounts/logout/")
    assert get_user(client) == amina
    client.post("/en/accounts/logout/")
    assert get_user(client).is_anonymous


@pytest.mark.parametrize("name", ["accounts:profile", "accounts:name", "account_email"])
def test_own_pages_without_an_account_lead_to_signing_in(client, name):
    address = reverse(name)
    assert client.get(address)["Location"].startswith("/en/accounts/login/?next=")


def test_profile_is_changed_and_said_so(client, amina):
    client.force_login(amina)
    response = client.post("/en/accounts/profile/", PROFILE | {"name": "Amina W.", "country": "UG"}, follow=True)
    amina.refresh_from_db()
    assert (amina.name, amina.country.code) == ("Amina W.", "UG")
    assert "alert--good" in text(response)


def test_profile_with_a_mistake_is_422_and_changes_nothing(client, amina):
    client.force_login(amina)
    response = client.post("/en/accounts/profile/", PROFILE | {"name": "Amina W.", "country": "ZZ"})
    amina.refresh_from_db()
    assert response.status_code == 422
    assert 'id="id_country_error"' in text(response)
    assert amina.name == "Amina Wanjiru"


def test_profile_of_somebody_else_cannot_be_reached(client, amina, dana):
    client.force_login(dana)
    client.post("/en/accounts/profile/", PROFILE | {"id": amina.pk, "pk": amina.pk, "name": "Mallory"})
    amina.refresh_from_db()
    assert amina.name == "Amina Wanjiru"


def test_profile_next_to_another_host_is_ignored(client, amina):
    client.force_login(amina)
    response = client.post("/en/accounts/profile/", PROFILE | {"next": "https://evil.example/"})
    assert response["Location"] == "/en/accounts/profile/"


def test_name_shows_the_one_that_is_known(client, amina):
    client.force_login(amina)
    assert 'value="Amina Wanjiru"' in text(client.get("/en/accounts/name/"))


def test_name_is_confirmed_and_leads_on(client, amina):
    client.force_login(amina)
    response = client.post("/en/accounts/name/", {"name": "Amina  Wanjirũ", "next": "/en/catalogue/"})
    amina.refresh_from_db()
    assert response["Location"] == "/en/catalogue/"
    assert amina.name == "Amina Wanjirũ"
    assert amina.name_is_confirmed


def test_name_is_confirmed_with_its_second_line_in_latin_letters(client, farid):
    client.force_login(farid)
    client.post("/en/accounts/name/", {"name": "فريد حداد", "name_latin": "Farid  Haddad"})
    farid.refresh_from_db()
    assert farid.name_latin == "Farid Haddad"
    assert 'value="Farid Haddad"' in text(client.get("/en/accounts/name/"))
    assert 'value="Farid Haddad"' in text(client.get("/en/accounts/profile/"))


def test_profile_keeps_the_name_in_latin_letters(client, farid):
    client.force_login(farid)
    client.post("/en/accounts/profile/", PROFILE | {"name": "فريد حداد", "name_latin": "Farid Haddad"})
    farid.refresh_from_db()
    assert farid.name_latin == "Farid Haddad"
    answer = client.post("/en/accounts/profile/", PROFILE | {"name_latin": "فريد"})
    assert answer.status_code == 422
    assert 'id="id_name_latin_error"' in text(answer)


@pytest.mark.parametrize("name", ["", "12", "\x00", "x" * 121])
def test_name_that_cannot_be_printed_is_422_and_confirms_nothing(client, amina, name):
    client.force_login(amina)
    response = client.post("/en/accounts/name/", {"name": name})
    amina.refresh_from_db()
    assert response.status_code == 422
    assert not amina.name_is_confirmed


def test_profile_takes_few_queries(client, amina):
    client.force_login(amina)
    client.get("/en/accounts/profile/")
    with at_most(4):
        client.get("/en/accounts/profile/")


@pytest.mark.parametrize("path", ["login/", "signup/", "login/code/", "password/reset/"])
@pytest.mark.parametrize("language", ["es", "ar"])
def test_account_pages_are_in_our_look(client, language, path):
    html = text(client.get(f"/{language}/accounts/{path}"))
    assert "camino/camino.css" in html
    assert 'class="field-label"' in html
    assert "<style" not in html
    assert " style=" not in html


def test_sign_out_leads_home_in_the_language_of_the_page(client, farid):
    client.force_login(farid)
    response = client.post("/ar/accounts/logout/", headers={"Accept-Language": "en"})
    assert response["Location"] == "/ar/"


@pytest.mark.parametrize(("before", "again"), [("salud", "SALUD"), ("istanbul il", "İSTANBUL İL"), ("groß", "GROẞ")])
def test_organisation_in_other_capitals_breaks_nothing(client, amina, before, again):
    client.force_login(amina)
    for name in (before, again):
        assert client.post("/en/accounts/profile/", PROFILE | {"organisation_name": name}).status_code == 302


def test_organisation_that_gets_longer_by_composing_is_refused(client, amina):
    client.force_login(amina)
    long = PROFILE | {"organisation_name": "\u0958" * 150}
    assert client.post("/en/accounts/profile/", long).status_code == 422


def test_profile_writes_nothing_but_its_own_fields(amina):
    form = ProfileForm(PROFILE, instance=User.objects.get(pk=amina.pk))
    assert form.is_valid()
    User.objects.update(is_active=False)
    form.save()
    assert not User.objects.get(pk=amina.pk).is_active


def test_sign_in_page_in_another_language_leads_on_to_the_same_view_there(client):
    page = text(client.get(client.get(reverse("enrolments:my_learning")).url))
    assert 'href="/ar/accounts/login/?next=/ar/learn/"' in page
    assert 'name="next" value="/en/learn/"' in page
