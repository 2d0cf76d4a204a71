"""The texts of `content/`, as files: what a reader or a translator would have to find by reading it all.

That each rule fails where it should is shown in `test_rules.py`. The form of the files is the loader's affair.
"""

import pytest

from tests.content import files, glossaries, quizzes, texts
from tests.content.shelf import PROGRAMMES, courses

RULES = [*files.RULES, *quizzes.RULES, *texts.RULES]


@pytest.mark.parametrize("course", courses(), ids=lambda course: course.folder.name)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_course_keeps_to(rule, course):
    assert "\n".join(rule(course)) == ""


@pytest.mark.parametrize("folder", PROGRAMMES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("rule", glossaries.RULES, ids=lambda rule: rule.__name__)
def test_programme_keeps_to(rule, folder):
    assert "\n".join(rule(folder)) == ""
