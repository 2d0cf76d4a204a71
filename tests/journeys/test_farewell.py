"""Leaving, and thinking better of it: in a browser, without JavaScript, on a small phone and in Arabic."""

import re

import pytest
from django.core import mail

from accounts.actions import carry_out_due
from accounts.models import ErasureRequest, Parcel, User
from tests.factories.accounts import UserFactory
from tests.journeys.conftest import barriers, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert barriers(page) == []


@pytest.fixture
def leaving(homes, visit):
    """Farid at his data, signed in."""
    UserFactory(email="farid@example.org", name="فريد حداد", country="JO", language="ar")

    def leaving(language, **how):
        page = visit(language, width=320, **how)
        page.goto(f"/{language}/accounts/login/")
        page.fill("[name=login]", "farid@example.org")
        page.fill("[name=password]", "camino-pass-1")
        follow(page, "main [type=submit]")
        page.goto(f"/{language}/accounts/data/")
        return page

    return leaving


@pytest.mark.parametrize("language", ["en", "ar"])
def test_account_is_to_be_erased_and_kept_by_one_click(leaving, language):
    page = leaving(language)
    follow(page, "main a[href$='/erasure/']")
    looked_at(page)
    follow(page, "main a[href$='/erasure/confirm/']")
    looked_at(page)
    page.click("[value=remove]")
    follow(page, "main form [type=submit]")
    looked_at(page)
    assert ErasureRequest.objects.get().posts == "remove"
    follow(page, ".erasure-banner [type=submit]")
    assert page.locator(".erasure-banner").count() == 0
    assert ErasureRequest.objects.get().withdrawn_at


def test_account_is_kept_by_the_link_in_the_mail(leaving, visit):
    page = leaving("en", script=False)
    page.goto("/en/accounts/erasure/confirm/")
    follow(page, "main form [type=submit]")
    address = re.search(r"http://testserver(/\S+/keep/\S+)", mail.outbox[-1].body)[1]
    other = visit("ar")
    other.goto(address)
    looked_at(other)
    follow(other, "main form [type=submit]")
    assert User.objects.get().erasure_due_at is None
    assert carry_out_due(at=ErasureRequest.objects.get().due_at) == 0


def test_copy_of_the_data_is_made_and_downloaded(leaving):
    page = leaving("ar")
    follow(page, "form[action$='/ask/data/'] [type=submit]")
    looked_at(page)
    with page.expect_download() as download:
        page.click(f"a[href$='{Parcel.objects.get().key}/']")
    assert re.fullmatch(r"camino-data-\d{4}-\d\d-\d\d\.zip", download.value.suggested_filename)
