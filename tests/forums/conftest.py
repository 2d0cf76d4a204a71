"""A course is enough in one language here: the others cost a second each."""

import pytest

from tests.factories.courses import make_course


@pytest.fixture
def course(homes, on_commit):
    """A published Spanish course of two modules, each with a reading, a discussion and a quiz."""
    with on_commit():
        return make_course(homes)
