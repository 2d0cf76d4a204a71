"""Choosing which mails one gets."""

from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.signing import Signer

from notifications.actions import note_certificate, send
from notifications.mails import SALT, stop_token
from notifications.models import Preferences
from notifications.rules import cadences_of, wants_mail

PREFERENCES = "/en/notifications/mails/"


@pytest.fixture
def stop_path(certificate):
    send(delivery=note_certificate(certificate=certificate))
    return urlsplit(mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")).path


def test_preferences_for_a_visitor_asks_to_sign_in(client, db):
    assert client.get(PREFERENCES).status_code == 302


def test_preferences_unticked_and_ticked_again_is_kept(client, amina):
    client.force_login(amina)
    assert client.post(PREFERENCES, {}).status_code == 302
    assert wants_mail(amina) is False
    client.post(PREFERENCES, {"mails": "on"})
    assert wants_mail(amina) is True
    assert "checked" in client.get(PREFERENCES).content.decode()


def test_preferences_looked_at_change_nothing(client, amina):
    client.force_login(amina)
    client.get(PREFERENCES)
    assert not Preferences.objects.exists()


def test_stop_opened_by_a_mail_program_changes_nothing(client, amina, stop_path):
    assert client.get(stop_path).status_code == 200
    assert wants_mail(amina) is True


def test_stop_confirmed_without_signing_in_stops_that_kind_for_that_person_only(client, amina, ben, stop_path):
    assert client.post(stop_path).status_code == 200
    assert cadences_of([amina, ben], "records", None) == {amina.pk: "never", ben.pk: "at_once"}
    assert cadences_of([amina], "answers", None) == {amina.pk: "at_once"}


def test_stop_all_by_its_button_stops_every_mail(client, amina, ben, stop_path):
    client.post(stop_path, {"all": "1"})
    assert wants_mail(amina) is False
    assert wants_mail(ben) is True


def test_stop_by_the_link_of_an_old_mail_stops_all(client, amina):
    client.post(f"/en/notifications/stop/{Signer(salt=SALT).sign_object(amina.pk)}/")
    assert wants_mail(amina) is False


def test_stop_by_a_link_signed_under_an_earlier_key_works(client, amina, settings):
    token = stop_token(amina, "followed")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-one-" * 5
    assert client.post(f"/en/notifications/stop/{token}/").status_code == 200
    assert cadences_of([amina], "followed", None) == {amina.pk: "never"}


def test_stop_with_a_token_that_was_tampered_with_is_not_found(client, stop_path):
    for path in (stop_path[:-2] + "/", "/en/notifications/stop/1/", "/en/notifications/stop/ÿ%00:x/"):
        assert client.post(path).status_code == 404
    assert not Preferences.objects.exists()


def test_stop_for_an_account_that_is_gone_is_not_found(client, certificate, dana):
    path = f"/en/notifications/stop/{stop_token(dana, 'all')}/"
    dana.delete()
    assert client.post(path).status_code == 404
