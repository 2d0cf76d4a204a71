"""The messages in our sources, read without gettext's programs: Python by its syntax tree, templates as Django does."""

import ast
import re

from django.conf import settings
from django.utils.translation.template import templatize

from tests.house.sources import python_files

# Which argument is the message, of the functions that mark one.
PLACE = {"_": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "ngettext": 0, "ngettext_lazy": 0}
PLACE |= {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 1, "npgettext_lazy": 1}
LITERAL = r"""u?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
MARKED = re.compile(rf"\b(_|n?p?gettext)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?")


def messages():
    """{message: one file that it is in}."""
    found = {}
    for path in python_files("lms", *settings.OWN_APPS):
        found |= dict.fromkeys(python_messages(path.read_text()), path.relative_to(settings.BASE_DIR))
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.*")):
        found |= dict.fromkeys(template_messages(path.read_text()), path.relative_to(settings.BASE_DIR))
    return found


def python_messages(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLACE:
            place = PLACE[node.func.id]
            if len(node.args) > place and isinstance(node.args[place], ast.Constant):
                yield node.args[place].value


def template_messages(source):
    for name, first, second in MARKED.findall(templatize(source)):
        yield ast.literal_eval(second if PLACE[name] else first)
