"""Time zones: the likeliest of a country, and the one that somebody chose."""

from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from accounts.zones import likeliest_zone, zone_choices, zone_named


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("KE", "Africa/Nairobi"),
        ("BR", "America/Sao_Paulo"),
        ("MX", "America/Mexico_City"),
        ("ES", "Europe/Madrid"),
        ("RU", "Europe/Moscow"),
        ("ZZ", ""),
        ("", ""),
    ],
)
def test_zone_of_a_country_is_that_of_most_people_there(country, zone):
    assert likeliest_zone(country) == zone


def test_zone_of_a_user_is_their_choice_then_their_countrys_then_the_sites():
    assert User(country="KE", time_zone="America/Lima").zone == ZoneInfo("America/Lima")
    assert User(country="KE").zone == ZoneInfo("Africa/Nairobi")
    assert str(User().zone) == "UTC"
    assert User(country="KE", time_zone="Mars/Olympus").zone == ZoneInfo("Africa/Nairobi")


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "x" * 300])
def test_zone_of_a_name_that_there_is_not_is_none(name):
    assert zone_named(name) is None


def test_choices_begin_with_the_zones_of_the_country():
    (country, zones), *regions = zone_choices("EC")
    assert (country, {name for name, _label in zones}) == ("EC", {"America/Guayaquil", "Pacific/Galapagos"})
    assert "Africa" in dict(regions)


def test_profile_saves_the_zone_and_refuses_one_that_there_is_not(client, amina):
    client.force_login(amina)
    data = {"name": amina.name, "country": "KE", "language": "en", "time_zone": "Africa/Kampala"}
    assert client.post("/en/accounts/profile/", data).status_code == 302
    amina.refresh_from_db()
    assert str(amina.zone) == "Africa/Kampala"
    assert client.post("/en/accounts/profile/", data | {"time_zone": "Mars/Olympus"}).status_code == 422
