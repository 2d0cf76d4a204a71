"""Ben teaches one course; the other one is nobody's of the cast."""

import pytest

from courses.actions import appoint_instructor
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_page, make_course
from tests.worlds import made_once


@made_once
def course(homes):
    """Ben's course: one module with a reading, a discussion and a graded quiz; in Spanish and English."""
    return make_course(homes, modules=1, translate_to=["en"])


@pytest.fixture
def other_course(homes, course, on_commit):
    """Somebody else's course of the same programme."""
    with on_commit():
        programme = course_page(course).get_parent().specific
        return make_course(homes, slug="otro", title="Curso ajeno", modules=1, programme=programme)


@pytest.fixture
def instructor(client, ben, course):
    """Ben, appointed to his course and signed in."""
    appoint_instructor(user=ben, course_page=course_page(course))
    client.force_login(ben)
    return ben


@pytest.fixture
def boss(client, db):
    """A superuser, signed in."""
    user = UserFactory(email="boss@example.org", name="Greta Boss", is_superuser=True, is_staff=True)
    client.force_login(user)
    return user
