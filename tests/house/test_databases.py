"""The tests' own database keeps its promise: every test starts from what the migrations made."""

import pytest
from wagtail.models import Page

from accounts.models import User


@pytest.mark.parametrize("time", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_database_after_a_test_that_commits_is_as_migrated(time):
    assert Page.objects.filter(depth=1).count() == 1
    assert not User.objects.exists()
    Page.objects.all().delete()
    User.objects.create_user("amina@example.org", "camino-pass-1", name="Amina")


@pytest.mark.django_db
def test_database_in_a_test_that_rolls_back_is_as_migrated():
    assert Page.objects.filter(depth=1).count() == 1
