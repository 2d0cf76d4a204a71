"""API keys in Wagtail's admin."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from api.actions import make_key, revoke_key, use_key
from api.models import ApiKey
from tests.factories.accounts import UserFactory
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(db):
    """Somebody whose group may keep API keys."""
    group = Group.objects.create(name="Keepers of keys")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", "add_apikey"]))
    user = UserFactory(email="keeper@example.org", name="Noor Keeper", language="en")
    user.groups.add(group)
    return user


def test_keys_made_are_shown_once_and_open_the_api(client, keeper, homes):
    client.force_login(keeper)
    response = client.post(reverse("api_keys"), {"name": "Ministry of Health"})
    token = re.search(r"camino_[\w-]{43}", response.content.decode())[0]
    assert response.status_code == 201
    assert use_key(token=token).name == "Ministry of Health"
    page = client.get(reverse("api_keys")).content.decode()
    assert "Ministry of Health" in page
    assert token not in page


def test_keys_without_a_name_are_not_made(client, keeper, homes):
    client.force_login(keeper)
    assert client.post(reverse("api_keys"), {"name": " "}).status_code == 422
    assert not ApiKey.objects.exists()


def test_keys_are_for_those_with_the_permission(client, keeper, chen, dana, homes):
    key, _token = make_key(name="Register", by=keeper)
    for other in (chen, dana):
        client.force_login(other)
        assert client.get(reverse("api_keys")).status_code in (302, 403)
        client.post(reverse("api_keys"), {"name": "Mine"})
        client.post(reverse("revoke_api_key", args=[key.key]))
    assert [key.works for key in ApiKey.objects.all()] == [True]


def test_key_is_revoked_by_a_post_and_once(client, keeper, homes):
    key, token = make_key(name="Register", by=keeper)
    client.force_login(keeper)
    assert client.get(reverse("revoke_api_key", args=[key.key])).status_code == 405
    client.post(reverse("revoke_api_key", args=[key.key]))
    first = ApiKey.objects.get().revoked_at
    client.post(reverse("revoke_api_key", args=[key.key]))
    assert use_key(token=token) is None
    assert ApiKey.objects.get().revoked_at == first


def test_keys_menu_is_shown_to_those_who_keep_them(client, keeper, homes):
    client.force_login(keeper)
    assert reverse("api_keys") in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_keys_listed_ask_a_constant_number_of_queries(client, keeper, homes, count):
    for number in range(count):
        make_key(name=f"Register {number}", by=UserFactory())
    client.force_login(keeper)
    client.get(reverse("api_keys"))
    with at_most(16):
        client.get(reverse("api_keys"))


def test_key_is_kept_as_a_hash_only(keeper):
    key, token = make_key(name="Register", by=keeper)
    kept = " ".join(str(getattr(key, field.attname)) for field in ApiKey._meta.fields)
    assert token not in kept
    assert token.startswith(key.beginning)
    assert len(key.beginning) < 15


def test_key_used_notes_when_once_a_minute(keeper):
    token, now = make_key(name="Register", by=keeper)[1], timezone.now()
    use_key(token=token, at=now)
    use_key(token=token, at=now + timedelta(seconds=59))
    assert ApiKey.objects.get().last_used_at == now
    use_key(token=token, at=now + timedelta(seconds=60))
    assert ApiKey.objects.get().last_used_at == now + timedelta(seconds=60)


def test_key_revoked_twice_keeps_who_did_it_first(keeper, ben):
    key, _token = make_key(name="Register", by=keeper)
    revoke_key(key=key, by=keeper)
    assert revoke_key(key=key, by=ben).revoked_by == keeper
