"""Asking for one's account to be erased, and taking it back."""

import re
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts import freshness
from accounts.actions import TooLate, ask_erasure, carry_out_due, keep_account
from accounts.models import ErasureRequest, User

pytestmark = pytest.mark.django_db
ERASURE, CONFIRM, KEEP = (f"/en/accounts/erasure/{part}" for part in ("", "confirm/", "keep/"))
LATER = timedelta(days=15)


def sign_in(client, user):
    client.post("/en/accounts/login/", {"login": user.email, "password": "camino-pass-1"})
    return client


def text(response):
    return response.content.decode()


@pytest.fixture
def asked(amina, on_commit):
    with on_commit():
        return ask_erasure(user=amina)


def test_page_says_what_is_erased_and_what_is_kept_by_every_app(client, amina):
    client.force_login(amina)
    page = text(client.get(ERASURE))
    for words in ("Your name, e-mail address", "Where you stopped", "their files", "Up to where you have read"):
        assert words in page
    for words in ("a fingerprint of its file", "former participant", "Which mails you wanted"):
        assert words in page


def test_confirming_asks_for_the_password_when_signing_in_was_long_ago(client, amina, monkeypatch):
    sign_in(client, amina)
    with monkeypatch.context() as later:
        later.setattr(freshness, "time", SimpleNamespace(time=lambda: time.time() + 3600))
        page = client.get(CONFIRM)["Location"]
    assert page.startswith(reverse("account_reauthenticate"))
    assert client.post(page, {"password": "wrong"}).status_code == 200
    assert client.post(page, {"password": "camino-pass-1"})["Location"] == CONFIRM


def test_request_without_a_fresh_sign_in_changes_nothing(client, amina):
    client.force_login(amina)
    assert client.post(CONFIRM, {"posts": "leave"}).status_code == 302
    assert not ErasureRequest.objects.exists()


def test_confirming_without_a_password_leads_over_a_code_by_mail(client, amina):
    amina.set_unusable_password()
    amina.save()
    client.force_login(amina)
    assert "Sign in again" in text(client.get(CONFIRM))
    page = client.post("/en/accounts/erasure/sign-in-again/")["Location"]
    onward = client.post(page, {"email": amina.email})["Location"]
    code = re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{3,4})\s*$", mail.outbox[-1].body, re.MULTILINE)[1]
    response = client.post(onward, {"code": code})
    assert response["Location"].endswith(CONFIRM)
    assert client.get(CONFIRM).status_code == 200


def test_request_is_kept_told_and_shown_on_every_page(client, amina, on_commit):
    sign_in(client, amina)
    with on_commit():
        response = client.post(CONFIRM, {"posts": "remove"})
    assert response["Location"] == ERASURE
    request = ErasureRequest.objects.get()
    assert (request.posts, request.due_at - request.asked_at) == ("remove", timedelta(days=14))
    assert "Keep my account" in text(client.get("/en/catalogue/"))
    assert [message.to for message in mail.outbox] == [[amina.email]]


def test_request_with_another_choice_has_its_message(client, amina):
    sign_in(client, amina)
    response = client.post(CONFIRM, {"posts": "burn"})
    assert response.status_code == 422
    assert not ErasureRequest.objects.exists()


def test_request_twice_is_one_and_told_once(amina, asked, on_commit):
    with on_commit():
        assert ask_erasure(user=amina, posts="remove") == asked
    assert ErasureRequest.objects.get().posts == "remove"
    assert len(mail.outbox) == 1


def test_keeping_is_one_click(client, amina, asked):
    sign_in(client, amina)
    client.post(KEEP)
    assert ErasureRequest.objects.get().withdrawn_at
    assert "will be erased" not in text(client.get("/en/catalogue/"))
    carry_out_due(at=timezone.now() + LATER)
    assert User.objects.get(pk=amina.pk).name == "Amina Wanjiru"


def test_link_in_the_mail_keeps_without_signing_in_and_opening_it_changes_nothing(client, asked):
    address = re.search(r"http://testserver(/en/accounts/erasure/keep/\S+)", mail.outbox[0].body)[1]
    assert "Keep your account?" in text(client.get(address))
    assert ErasureRequest.objects.get().withdrawn_at is None
    assert "Your account stays" in text(client.post(address))
    assert ErasureRequest.objects.get().withdrawn_at
    assert client.get(address[:-3] + "x/").status_code == 404


def test_link_in_the_mail_says_after_the_erasure_that_it_is_too_late(client, asked):
    address = re.search(r"http://testserver(/en/accounts/erasure/keep/\S+)", mail.outbox[0].body)[1]
    carry_out_due(at=timezone.now() + LATER)
    assert "has been erased" in text(client.post(address))


def test_asking_keeping_after_the_erasure_is_too_late(amina, asked):
    carry_out_due(at=timezone.now() + LATER)
    with pytest.raises(TooLate):
        keep_account(user=amina)
    with pytest.raises(TooLate):
        ask_erasure(user=amina)


def test_one_can_sign_in_while_it_rests(client, amina, asked):
    sign_in(client, amina)
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_erasure_before_its_day_changes_nothing(amina, asked):
    assert carry_out_due(at=timezone.now() + timedelta(days=13)) == 0
    assert User.objects.get(pk=amina.pk).email == "amina@example.org"


def test_administrator_is_told_to_hand_over_first(client, amina):
    User.objects.filter(pk=amina.pk).update(is_superuser=True)
    sign_in(client, amina)
    assert "Give that to somebody else first" in text(client.get(ERASURE))
    client.post(CONFIRM, {"posts": "leave"})
    assert not ErasureRequest.objects.exists()


def test_whoever_became_administrator_in_the_meantime_is_not_erased(amina, asked):
    User.objects.filter(pk=amina.pk).update(is_superuser=True)
    assert carry_out_due(at=timezone.now() + LATER) == 0
    assert User.objects.get(pk=amina.pk).name == "Amina Wanjiru"


def test_last_mail_that_fails_is_tried_again_and_the_address_forgotten_after_three_days(amina, asked, settings):
    settings.EMAIL_BACKEND = "tests.notifications.broken.EmailBackend"
    due = timezone.now() + LATER
    carry_out_due(at=due)
    assert ErasureRequest.objects.get().address == "amina@example.org"
    carry_out_due(at=due + timedelta(days=4))
    finished = ErasureRequest.objects.get()
    assert (finished.address, finished.finished_at) == ("", due + timedelta(days=4))


def test_command_asks_for_somebody_who_wrote_a_letter(amina, on_commit):
    with on_commit():
        call_command("erase_account", "AMINA@example.org", "--posts", "remove", verbosity=0)
    assert ErasureRequest.objects.get().posts == "remove"
    assert len(mail.outbox) == 1
    with pytest.raises(CommandError):
        call_command("erase_account", "nobody@example.org")
