"""The standing cast, and what every test starts from."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import translation

import certificates.pace
import forums.pace
from tests.databases import (  # noqa: F401  in the place of pytest-django's, and what runs on PostgreSQL
    django_db_setup,
    pytest_collection_modifyitems,
    pytest_runtest_setup,
)
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_course, make_homes
from tests.factories.glossary import explain
from tests.worlds import forget_all, made_once


@pytest.fixture(autouse=True)
def nothing_held():
    forget_all()
    translation.activate("en")
    yield
    translation.activate("en")


@made_once
def whole_programme():
    """The programme of the repository's own content, with all its courses; returns nothing to hold."""
    call_command("load_programme", "content/migration-health", verbosity=0)


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """`with on_commit():` runs what waits for a commit, as a request does."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def one_minute(monkeypatch):
    """The clock of what is counted by the minute stands still: no new minute begins in the middle of a test."""
    still = SimpleNamespace(time=lambda: 1_000_000)
    for pace in (certificates.pace, forums.pace):
        monkeypatch.setattr(pace, "time", still)


@pytest.fixture
def amina(db):
    """She learns, and works in Kenya."""
    return UserFactory(email="amina@example.org", name="Amina Wanjiru", country="KE", language="en")


@pytest.fixture
def ben(db):
    """He teaches."""
    return UserFactory(email="ben@example.org", name="Ben Okello", country="UG", language="en")


@pytest.fixture
def chen(db):
    """She manages Kenya and Uganda."""
    from accounts.actions import grant_remit

    user = UserFactory(email="chen@example.org", name="Chen Lihua", country="KE", language="en")
    grant_remit(user=user, countries=["KE", "UG"])
    return user


@pytest.fixture
def dana(db):
    """She is a stranger: an account, and nothing else."""
    return UserFactory(email="dana@example.org", name="Dana Novák", country="CZ", language="en")


@pytest.fixture
def elif_(db):
    """She moderates."""
    return UserFactory(email="elif@example.org", name="Elif Şahin", country="TR", language="en")


@pytest.fixture
def farid(db):
    """He reads Arabic."""
    return UserFactory(email="farid@example.org", name="فريد حداد", country="JO", language="ar")


@made_once
def homes():
    """{language: HomePage}, the site's roots; Spanish is the source."""
    return make_homes()


@made_once
def course(homes):
    """A published course of two modules, each with a reading, a discussion and a graded quiz: Spanish and English."""
    return make_course(homes, translate_to=["en"])


@made_once
def explained(course):
    """{"glossary", "reading"}: the glossary of the course's programme, and a reading that says one of its terms."""
    return explain(course)
