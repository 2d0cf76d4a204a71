"""Every view says which methods it answers, so that nothing changes by following a link."""

import ast

from django.conf import settings
from django.urls import get_resolver

from tests.house.sources import python_files

SAYS_METHODS = {"require_GET", "require_POST", "require_safe", "require_http_methods"}


def function_views():
    """(file:name, names of its decorators) of our functions that an address leads to."""
    addressed = set(own_callbacks(get_resolver().url_patterns))
    for path in python_files("lms", *settings.OWN_APPS):
        module = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and (module, node.name) in addressed:
                yield f"{path.relative_to(settings.BASE_DIR)}:{node.name}", decorators(node)


def own_callbacks(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from own_callbacks(pattern.url_patterns)
        elif hasattr(pattern.callback, "__name__") and not hasattr(pattern.callback, "view_class"):
            yield pattern.callback.__module__, pattern.callback.__name__


def decorators(node):
    calls = [item.func if isinstance(item, ast.Call) else item for item in node.decorator_list]
    return {item.attr if isinstance(item, ast.Attribute) else item.id for item in calls}


def test_views_each_names_its_methods():
    assert len(list(function_views())) > 10
    assert [name for name, names in function_views() if not names & SAYS_METHODS] == []
