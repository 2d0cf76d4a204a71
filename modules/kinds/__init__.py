"""The kinds of activity. Every file in this folder that registers a kind is found by itself."""

from importlib import import_module
from pkgutil import iter_modules

from modules.kinds.base import REGISTRY, ActivityPage, Evidence, Kind, Weight, kind_named, kind_of, register

__all__ = [
    "REGISTRY",
    "ActivityPage",
    "Evidence",
    "Kind",
    "Weight",
    "kind_named",
    "kind_of",
    "load_kinds",
    "register",
]


def load_kinds():
    """Import every kind, so that its page model is known to Django; called by `modules.models`."""
    for found in iter_modules(__path__, f"{__name__}."):
        import_module(found.name)
