"""What each app holds about a person, and what becomes of it: told, handed out and erased by one class for each app.

An app registers its `Holding` when it is ready. The page about erasing is made of what the holdings say, the copy of
somebody's data of what they give, so that none of the three can forget what another knows.
"""

import json
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Section:
    """A table of somebody's data. `rows` are dicts of plain values; `labels` say what each of their keys means."""

    key: str
    title: str
    labels: dict
    rows: list = field(default_factory=list)

    @property
    def labelled(self):
        """[[(label, value)]]: each row as a reader sees it; what has a form of its own is written as JSON."""
        return [[(self.labels[name], _shown(value)) for name, value in row.items()] for row in self.rows]


@dataclass(frozen=True)
class Enclosure:
    """A file to go with the data: its path in the ZIP, and a function that opens it for reading bytes."""

    path: str
    open: object


@dataclass(frozen=True)
class Chapter:
    """A part of the evidence folder: a title, and HTML or enclosures or both. `place` orders the chapters."""

    place: int
    title: str
    html: str = ""
    enclosures: tuple = ()


class Holding:
    """What one app holds. The methods may be called again: the second time changes nothing.

    `decided` says for each field that points to a person ("app.Model.field") and for each row that hangs on such a one
    ("app.Model") what becomes of it at an erasure; tests/house/test_holdings.py asks for each of them.
    """

    rank = 0
    decided = {}

    def erased(self):
        """What is erased, as short lines for the person to read."""
        return []

    def kept(self):
        """What is kept: (what, why), for the person to read."""
        return []

    def erase(self, *, user, request):
        """Erase the parts in the database, inside the one transaction of the erasure. `user` is locked."""

    def sweep(self, *, user):
        """Delete the files that the erasure leaves behind, and what says where they are; no transaction is open."""

    def sections(self, user):
        """What is held about `user`, for the copy of their data."""
        return []

    def enclosures(self, user):
        """The files that go with it."""
        return []

    def chapters(self, user):
        """What `user` can show of what they learnt, in the language that is active."""
        return []


_registered = {}


def register(app, holding):
    """Take in the holding of `app`; once."""
    _registered[app] = holding


def holdings():
    """All of them, the highest rank first: what hangs on something goes before it."""
    return sorted(_registered.values(), key=lambda holding: -holding.rank)


def section(key, title, rows, *fields, **more):
    """The `Section` of a queryset: `fields` as the model labels them; `more` are {key: (label, getter)}."""
    model = rows.model
    labels = {name: str(model._meta.get_field(name).verbose_name) for name in fields}
    labels |= {name: str(label) for name, (label, _getter) in more.items()}
    return Section(key, str(title), labels, [_row(thing, fields, more) for thing in rows])


def _row(thing, fields, more):
    plain = {name: _plain(getattr(thing, name)) for name in fields}
    return plain | {name: _plain(getter(thing)) for name, (_label, getter) in more.items()}


def _shown(value):
    nested = isinstance(value, list | dict)
    return json.dumps(value, ensure_ascii=False, indent=1) if nested else value


def _plain(value):
    """As JSON and a reader can have it: moments in ISO 8601, countries by their code."""
    if value is None or isinstance(value, bool | int | float | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(getattr(value, "code", value))
