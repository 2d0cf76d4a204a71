"""One module in one language is enough here: each further page costs every test a twentieth of a second."""

import pytest

from accounts.actions import accept_conduct
from forums.models import PostPicture
from modules.models import ModulePage
from tests.factories.courses import make_course
from tests.factories.enrolments import make_enrolment
from tests.factories.modules import activity_of, make_discussion
from tests.worlds import made_once


@made_once
def course(homes):
    """A published Spanish course of one module with a reading, a discussion and a quiz."""
    return make_course(homes, modules=1)


@pytest.fixture
def other_activity(course, on_commit):
    """Another discussion in the same course."""
    with on_commit():
        page = make_discussion(ModulePage.objects.get(), slug="otro-debate")
    return activity_of(page)


@pytest.fixture
def private_files(monkeypatch, tmp_path):
    """A folder of the test's own for pictures in posts."""
    storage = PostPicture._meta.get_field("file").storage
    for name in ("location", "base_location"):
        monkeypatch.setitem(storage.__dict__, name, str(tmp_path))
    return tmp_path


@pytest.fixture
def learners(course, amina, ben):
    """Both study the course and may write."""
    for person in (amina, ben):
        make_enrolment(course, person)
        accept_conduct(user=person)
