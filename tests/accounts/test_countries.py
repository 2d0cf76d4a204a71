"""Names of countries as people look for them."""

import re

import pytest
from django.utils import translation
from django_countries import countries

ARABIC = re.compile(r"[\u0620-\u064a\u064f ()]+")


def names(language):
    with translation.override(language):
        return {code: str(name) for code, name in countries}


def test_countries_have_an_arabic_name_each():
    assert {code: name for code, name in names("ar").items() if not ARABIC.fullmatch(name)} == {}


@pytest.mark.parametrize("language", ["es", "ar"])
def test_countries_have_a_name_of_their_own(language):
    found = names(language).values()
    assert all(name.strip() for name in found)
    assert len(set(found)) == len(names("en"))


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("ar", "FM", "ميكرونيسيا"),
        ("ar", "MD", "مولدوفا"),
        ("ar", "ZA", "جنوب أفريقيا"),
        ("ar", "SA", "المملكة العربية السعودية"),
        ("es", "SZ", "Esuatini"),
        ("es", "TD", "Chad"),
        ("es", "TT", "Trinidad y Tobago"),
        ("es", "CF", "República Centroafricana"),
    ],
)
def test_country_names_that_were_wrong_are_right(language, code, name):
    assert names(language)[code] == name
