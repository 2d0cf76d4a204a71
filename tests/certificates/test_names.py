"""The name that nobody can read any more, and the answer to whoever types it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import ask_erasure, carry_out_due
from certificates.names import fold_name, is_sealed_name, seal_name
from tests.factories.certificates import certify

ADDRESS = "/en/certificates/check/{}/name/"


@pytest.mark.parametrize(
    ("typed", "is_same"),
    [
        ("Amina O'Neill-Wanjiru\u0303", True),
        ("  AMINA  o’neill‑WANJIRŨ ", True),
        ("Amina O'Neill-Wanjiru", False),
        ("Amina", False),
        ("", False),
    ],
)
def test_fold_name_keeps_what_makes_another_name(typed, is_same):
    assert (fold_name(typed) == fold_name("Amina O'Neill-Wanjirũ")) == is_same


@pytest.mark.parametrize("name", ["فريد حداد", "नेहा शर्मा", "ﷴ", "ΑΘΗΝΆ", "Straße", "王小明"])
def test_seal_name_recognises_every_script_and_tells_nothing(name):
    seal = seal_name(name)
    assert is_sealed_name(name, seal)
    assert is_sealed_name(name.upper(), seal)
    assert not is_sealed_name(f"{name}x", seal)
    assert name not in seal
    assert seal_name(name) != seal


@pytest.fixture
def erased(on_commit, course, amina, no_paper):
    """A certificate whose holder's account is erased."""
    certificate = certify(on_commit, course, amina)
    ask_erasure(user=amina)
    carry_out_due(at=timezone.now() + timedelta(days=15))
    certificate.refresh_from_db()
    return certificate


def test_name_is_compared_so_many_times_an_hour(client, erased, settings, one_minute):
    settings.CERTIFICATE_NAMES_PER_HOUR = 2
    address = ADDRESS.format(erased.code)
    assert [client.post(address, {"name": "Ben"}).status_code for _try in range(3)] == [200, 200, 429]


def test_name_of_one_certificate_is_counted_over_all_addresses(client, erased, settings, one_minute):
    settings.CERTIFICATE_NAMES_PER_HOUR = 2
    address = ADDRESS.format(erased.code)
    tries = [client.post(address, {"name": "Ben"}, REMOTE_ADDR=f"192.0.2.{n}").status_code for n in (1, 2, 3)]
    assert tries == [200, 200, 429]


@pytest.mark.parametrize("name", ["", "x" * 500, "a\x00b"])
def test_name_that_is_none_has_its_message(client, erased, name):
    assert client.post(ADDRESS.format(erased.code), {"name": name}).status_code == 422


def test_name_of_a_certificate_that_shows_it_and_of_none_is_not_compared(client, on_commit, course, ben, no_paper):
    certificate = certify(on_commit, course, ben)
    assert client.post(ADDRESS.format(certificate.code), {"name": "Ben Okello"}).status_code == 404
    assert client.post(ADDRESS.format("CAM-0000-0000-00000"), {"name": "Ben"}).status_code == 404
    assert client.get(ADDRESS.format(certificate.code))["Location"].endswith(f"/check/{certificate.code}/")


def test_file_of_an_erased_certificate_is_gone_for_managers_too(client, erased, chen):
    client.force_login(chen)
    assert client.get(f"/en/certificates/{erased.code}/download/").status_code == 410
    client.post(f"/en/certificates/{erased.code}/prepare/")
    erased.refresh_from_db()
    assert not erased.pdf
