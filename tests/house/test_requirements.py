"""What is installed: each line with its reason, pinned, hashed, and bound to no machine."""

import re

import pytest
from django.conf import settings

NAME = re.compile(r"^[a-z0-9][a-z0-9._-]*", re.IGNORECASE)


def lines(name):
    return (settings.BASE_DIR / name).read_text().splitlines()


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_requirements_each_line_gives_its_reason(name):
    assert [line for line in lines(name) if NAME.match(line) and not re.search(r" # \w+", line)] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_all_are_pinned_and_hashed_and_name_no_source(name):
    pins = [line for line in lines(name) if NAME.match(line)]
    assert pins
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+ \\", line)] == []
    assert not re.search(
        r"https?://|file://|--index|--extra-index|--find-links|^[\w.-]+ @ ", "\n".join(lines(name)), re.MULTILINE
    )


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_requirements_what_is_asked_for_is_what_is_pinned(name):
    pinned = {re.sub(r"[-_.]+", "-", NAME.match(line)[0].lower()) for line in lines(f"{name}.txt") if NAME.match(line)}
    asked = {re.sub(r"[-_.]+", "-", NAME.match(line)[0].lower()) for line in lines(f"{name}.in") if NAME.match(line)}
    assert asked <= pinned
