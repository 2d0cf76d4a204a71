"""Files: named after the noun that they help, and short enough to read at once."""

import ast
import re

from django.conf import settings

from tests.house.sources import python_files

BAGS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "services", "managers", "constants", "shared"}
OURS = ["lms", *settings.OWN_APPS, "bin", "bench", "tests", "templates"]
LONGEST = 300  # lines


def test_names_no_file_or_folder_is_a_bag():
    paths = (path for folder in OURS for path in (settings.BASE_DIR / folder).rglob("*"))
    assert [path for path in paths if path.stem.lower() in BAGS and "node_modules" not in path.parts] == []


def test_files_no_one_is_longer_than_300_lines():
    lengths = {
        str(path.relative_to(settings.BASE_DIR)): count_lines(path)
        for path in python_files("lms", *settings.OWN_APPS, "bench")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def count_lines(path):
    is_settings = path == settings.BASE_DIR / "lms" / "settings.py"
    return 0 if is_settings else len(path.read_text().splitlines())


def test_migrations_hold_no_definition_of_stream_blocks():
    written = [path for app in settings.OWN_APPS for path in (settings.BASE_DIR / app / "migrations").glob("*.py")]
    assert [
        path.name for path in written if re.search(r"StreamField|wagtail\.blocks|block_lookup", path.read_text())
    ] == []


def test_verbs_every_public_function_of_actions_says_what_it_does():
    silent = [
        f"{path.parent.name}.{node.name}"
        for path in python_files(*settings.OWN_APPS)
        if path.name in ("actions.py", "rules.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []
