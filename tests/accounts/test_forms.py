"""What people write about themselves."""

import pytest

from accounts.actions import find_organisation
from accounts.forms import NameForm, ProfileForm, SignupFields
from accounts.models import NAME_LENGTH, Organisation

PROFILE = {"name": "Amina Wanjiru", "country": "KE", "profession": "nurse", "organisation_name": "", "language": "en"}


def printed_name(text):
    form = NameForm({"name": text})
    return form.cleaned_data["name"] if form.is_valid() else None


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  Amina   Wanjiru ", "Amina Wanjiru"),
        ("Jose\u0301 Nu\u0301n\u0303ez", "José Núñez"),
        ("Amina\u202e Wanjiru\u200b", "Amina Wanjiru"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("李华", "李华"),
        ("O'Neill-D’Ávila, Jr.", "O'Neill-D’Ávila, Jr."),
    ],
)
def test_name_is_kept_letter_by_letter_without_what_cannot_be_seen(typed, printed):
    assert printed_name(typed) == printed


@pytest.mark.parametrize("typed", ["", "   ", "12345", "—", "\u200b\u202e", "Amina\x00", "x" * (NAME_LENGTH + 1)])
def test_name_that_cannot_be_printed_is_refused(typed):
    assert printed_name(typed) is None


@pytest.mark.parametrize("typed", ["Farid Haddad", "Łucja Ñáñez-Đặng", "O'Neill, Jr.", "Ali ʿAbd", ""])
def test_name_in_latin_letters_is_taken(typed):
    form = NameForm({"name": "فريد حداد", "name_latin": typed})
    assert form.is_valid()
    assert form.cleaned_data["name_latin"] == typed


@pytest.mark.parametrize("typed", ["فريد", "Farid حداد", "Фарид", "李华", "12", "Ŧ\x00", "x" * (NAME_LENGTH + 1)])
def test_name_in_latin_letters_that_is_none_is_refused(typed):
    assert "name_latin" in NameForm({"name": "فريد حداد", "name_latin": typed}).errors


def test_name_of_the_longest_length_is_taken():
    assert printed_name("x" * NAME_LENGTH) == "x" * NAME_LENGTH


@pytest.mark.parametrize("country", ["", "XX", "KE\x00", "kenya"])
def test_signup_country_that_is_none_is_refused(country):
    assert "country" in SignupFields({"name": "Amina", "country": country}).errors


@pytest.mark.django_db
def test_profile_is_saved_with_a_new_organisation(amina):
    form = ProfileForm(PROFILE | {"organisation_name": " Ministry  of Health "}, instance=amina)
    assert form.is_valid()
    form.save()
    amina.refresh_from_db()
    assert (amina.profession, str(amina.organisation)) == ("nurse", "Ministry of Health")


@pytest.mark.django_db
def test_profile_organisation_in_other_capitals_is_the_same_one(amina):
    known = find_organisation("Ministry of Health")
    form = ProfileForm(PROFILE | {"organisation_name": "MINISTRY OF HEALTH"}, instance=amina)
    form.full_clean()
    assert form.save().organisation == known
    assert Organisation.objects.count() == 1


@pytest.mark.django_db
def test_profile_emptied_organisation_is_none(amina):
    amina.organisation = find_organisation("Ministry of Health")
    form = ProfileForm(PROFILE, instance=amina)
    form.full_clean()
    assert form.save().organisation is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "a\x00b"),
        ("country", "ZZ"),
        ("profession", "pirate"),
        ("organisation_name", "x" * 201),
        ("organisation_name", "a\x00b"),
        ("language", "tlh"),
    ],
)
def test_profile_bad_value_has_its_message_beside_the_field(amina, field, value):
    form = ProfileForm(PROFILE | {field: value}, instance=amina)
    assert list(form.errors) == [field]
