"""Fixtures made once for a worker instead of once for each test: `@made_once`.

Publishing the pages of a course takes longer than most tests. What such a fixture publishes is kept in a database of
its own (tests/databases.py); a test that asks for the fixture runs in a copy of it and finds the same rows there.
"""

import inspect

import pytest
from django.core.cache import cache
from django.db.models import Model
from django.utils import translation

from enrolments.templatetags import enrolments as studies
from modules.outline import forget_outlines
from pages.sites import forget_sites
from pages.templatetags import elements

WORLDS = {}


def made_once(build):
    """A fixture that is made by `build()`, or by `build(other)` where `other` is the name of another such fixture.

    It returns a model instance, or a dict or tuple of them; each test gets them fresh from the database.
    """
    world = World(build)
    WORLDS.setdefault(build.__name__, world)

    def found(db):
        return fresh(world.things)

    found.world, found.__doc__ = world, build.__doc__
    return pytest.fixture(name=build.__name__)(found)


class World:
    def __init__(self, build):
        self.build = build
        self.things = None

    @property
    def parent(self):
        """The world that this one is built in, or None."""
        return next((WORLDS[name] for name in inspect.signature(self.build).parameters), None)

    @property
    def depth(self):
        return 1 + self.parent.depth if self.parent else 1

    def make(self):
        """Build it in the database of now, which is a copy of the parent's; everything is committed."""
        forget_all()
        with translation.override("en"):
            self.things = self.build(*([fresh(self.parent.things)] if self.parent else []))


def world_of(item):
    """The world that a test starts in: the last of those that its fixtures are made in; None is the empty one."""
    last = [definitions[-1].func for definitions in item._fixtureinfo.name2fixturedefs.values()]
    return max((fixture.world for fixture in last if hasattr(fixture, "world")), key=lambda it: it.depth, default=None)


def fresh(things):
    if isinstance(things, dict):
        return {name: fresh(thing) for name, thing in things.items()}
    if isinstance(things, tuple):
        return tuple(fresh(thing) for thing in things)
    return type(things)._base_manager.get(pk=things.pk) if isinstance(things, Model) else things


def forget_all():
    """What a process holds between requests is of the test before."""
    forget_sites()
    forget_outlines()
    elements._held.clear()
    studies._stages.clear()
    cache.clear()
