import pytest
from django.contrib.auth.models import Group, Permission

from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderation():
    return Permission.objects.get(codename="moderate_post")


def test_permission_comes_through_a_group_by_one_query(moderation):
    ana, group = UserFactory(), Group.objects.create(name="Those who look after")
    group.permissions.add(moderation)
    ana.groups.add(group)
    ana = User.objects.get(pk=ana.pk)
    with at_most(1):
        assert ana.has_perm("forums.moderate_post")
        assert not ana.has_perm("wagtailadmin.access_admin")


def test_permission_of_the_person_alone_counts_for_nothing(moderation):
    ana = UserFactory()
    ana.user_permissions.add(moderation)
    assert not User.objects.get(pk=ana.pk).has_perm("forums.moderate_post")


def test_superuser_may_all():
    assert UserFactory(is_superuser=True).has_perm("forums.moderate_post")


def test_nobody_who_is_inactive_may_anything(moderation):
    ana, group = UserFactory(is_active=False), Group.objects.create(name="Those who look after")
    group.permissions.add(moderation)
    ana.groups.add(group)
    assert not User.objects.get(pk=ana.pk).has_perm("forums.moderate_post")
