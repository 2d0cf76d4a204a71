"""What is installed: each line with its reason, pinned, hashed, and bound to no machine."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest
from django.conf import settings

from tests.house.sources import python_files

# Parts of Wagtail's own interface, which it brings along.
WITH_WAGTAIL = {"django-modelcluster", "django-taggit", "modelsearch", "willow"}
# Named in settings, started as a program, or loaded by one of the others.
NOT_IMPORTED = {
    "async-timeout",
    "django-htmx",
    "django-permissions-policy",
    "django-storages",
    "gunicorn",
    "linkify-it-py",
    "polib",
    "psycopg",
    "redis",
    "soupsieve",
    "whitenoise",
}
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
    assert packages(f"{name}.in") <= packages(f"{name}.txt")


def test_requirements_are_what_the_code_imports_and_nothing_else():
    used = imported_packages() - WITH_WAGTAIL
    asked = packages("requirements.in") - NOT_IMPORTED
    assert {"imported but not asked for": used - asked, "asked for but not imported": asked - used} == {
        "imported but not asked for": set(),
        "asked for but not imported": set(),
    }


def packages(name):
    return {normal(NAME.match(line)[0]) for line in lines(name) if NAME.match(line)}


def normal(name):
    return re.sub(r"[-_.]+", "-", name.lower())


def imported_packages():
    """The distributions that our apps import from, without Python's own and ours."""
    distributions = packages_distributions()
    names = {name for path in python_files("lms", *settings.OWN_APPS) for name in imported_names(path)}
    foreign = names - sys.stdlib_module_names - {"lms", *settings.OWN_APPS}
    return {normal(distribution) for name in foreign for distribution in distributions[name]}


def imported_names(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]
