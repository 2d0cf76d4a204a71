"""Who may import whom: the contract in pyproject.toml names every app, and apps meet only in their open rooms."""

import ast
import tomllib

import pytest
from django.conf import settings

from tests.house.sources import python_files, top

# What other apps may import of any app, and what single apps offer besides.
ROOMS = {"models", "actions", "rules", "signals", "blocks"}
OFFERED = {
    "accounts.forms",  # what is asked of a person when it is first needed
    "accounts.holdings",  # what each app says, gives and erases of what it holds about a person
    "accounts.wording",  # lists, joined as the reader's language does
    "certificates.attachments",  # what goes into a certificate's file
    "certificates.codes",  # how a code is written
    "certificates.fonts",  # the letters that names are drawn in
    "certificates.motif",  # the drawings of the house
    "certificates.pace",  # how often one may ask whether a code is genuine
    "certificates.wording",  # what a certificate says, in the language that is active
    "certificates.designing",  # verbs about designs
    "pages.fields",
    "pages.folding",
    "pages.marking",
    "pages.periods",
    "pages.prepared",  # queries that are put together once
    "pages.sheets",
    "pages.sites",
    "courses.titles",
    "modules.kinds",
    "modules.outline",
    "modules.grading",
    "enrolments.listing",  # what managers' lists share
    "enrolments.progress",
    "enrolments.scope",  # what a manager may choose from
}


def contract():
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["tool"]["importlinter"]


@pytest.mark.parametrize("app", ["lms", *settings.OWN_APPS])
def test_ranks_every_app_has_its_place_in_the_contract(app):
    places = [name.strip() for layer in contract()["contracts"][0]["layers"] for name in layer.split("|")]
    assert app in contract()["root_packages"]
    assert places.count(app) == 1


def test_rooms_of_other_apps_only_the_open_ones_are_imported():
    assert sorted(trespasses()) == []


def trespasses():
    for path in python_files(*settings.OWN_APPS):
        for module, line in imported(path):
            app = module.split(".")[0]
            if app in settings.OWN_APPS and app != top(path) and not is_open(module):
                yield f"{path.relative_to(settings.BASE_DIR)}:{line} imports {module}"


def imported(path):
    """(dotted name, line) of what a file imports; `from a import b` counts as `a.b` when `a` is an app."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            whole_app = "." not in node.module
            yield from (
                (f"{node.module}.{alias.name}" if whole_app else node.module, node.lineno) for alias in node.names
            )


def is_open(module):
    room = ".".join(module.split(".")[:2])
    return room.split(".")[1:] == [] or room.split(".")[1] in ROOMS or room in OFFERED
