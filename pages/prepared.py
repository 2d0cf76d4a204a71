"""Queries that are put together once and asked often, with other values each time.

Django composes the SQL of a queryset anew for each request; for a query of several conditions that costs more than the
database needs to answer it. A function that is `prepared` is called once with marks in the place of its values; what
Django makes of it is kept by the process, and the marks are exchanged for the values of each call.
"""

from copy import copy
from datetime import UTC, datetime, timedelta
from functools import update_wrapper
from operator import attrgetter
from uuid import UUID

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, connections, models
from django.utils.translation import get_language

KEPT_MOST = 200  # ways of asking, of one function: the longest take 200 kB each
FIRST_NUMBER = 2_000_000_000  # marks fit into every integer column but small ones, and stand for nobody's key
FIRST_MOMENT = datetime(9000, 1, 1, tzinfo=UTC)
FIRST_KEY = 0xE000_0000_0000_4000_8000 << 48


class prepared:
    """Make of `function(*values, **ways)`, which returns a queryset, one that returns the list of its rows.

    `values` are bound: numbers, texts, UUIDs, moments, tuples of these without repetition, and rows of models, of which
    `function` may use the primary key and what the model names in `prepared_with`. `ways`, None, booleans, the length
    of tuples and the language of the page decide what the query looks like, and may be anything that is hashable.

    `function` must do the same for all values: no branch on them, no clock, no slice by them; and put no text into a
    pattern (`contains` and its like), which raises a `ValueError`. `composed` is `function` itself.

    Where the setting `PREPARED_IS_CHECKED` is true, as in tests, each call composes the query too and raises an
    `AssertionError` where it differs.
    """

    def __init__(self, function):
        self.composed, self._kept = function, {}
        update_wrapper(self, function)

    def __call__(self, *values, **ways):
        look = (get_language(), *map(_look, values), *sorted(ways.items()))
        plan = self._kept.get(look)
        if plan is None:
            if len(self._kept) >= KEPT_MOST:
                self._kept.clear()
            plan = self._kept[look] = _Plan(self.composed, values, ways)
        facts = [fact for value in values for fact in _facts(value)]
        if getattr(settings, "PREPARED_IS_CHECKED", False):
            plan.check(facts, self.composed(*values, **ways))
        return plan.rows(facts)


class _Plan:
    """What Django made of a queryset of marks: its compiler, the SQL, and where which value goes."""

    def __init__(self, function, values, ways):
        marks = _Marks()
        self.queryset = function(*(marks.put(value) for value in values), **ways)
        self.compiler = self.queryset.query.get_compiler(using=self.queryset.db)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, params = None, ()
        self.compiler.connection = None  # that of each call: no thread's own is kept
        self.params = [marks.find(param) for param in params]
        if self.sql and any(str(mark) in self.sql for mark in marks.made):
            raise ValueError(f"{function.__qualname__} puts a value into the text of its query.")
        if any(isinstance(param, str) and "%" in param and marks.within(param) for param in params):
            raise ValueError(f"{function.__qualname__} puts a value into a pattern, where Django would escape it.")

    def rows(self, facts):
        if self.sql is None:
            return []
        found = self.queryset.all()
        compiler = copy(self.compiler)
        compiler.connection = connections[found.db]
        compiler.as_sql = lambda: (self.sql, self._bound(facts))
        found.query.get_compiler = lambda *_args, **_kwargs: compiler
        return list(found)

    def _bound(self, facts):
        return tuple(param(facts) if callable(param) else param for param in self.params)

    def check(self, facts, queryset):
        try:
            composed = queryset.query.get_compiler(using=queryset.db).as_sql()
        except EmptyResultSet:
            composed = None, ()
        known = repr((self.sql, self._bound(facts)))  # some of PostgreSQL's parameters know no equality
        if known != repr(composed):
            raise AssertionError(f"Prepared {known}, composed {composed}.")


def _look(value):
    """What of a value decides how a query looks."""
    if isinstance(value, (tuple, list)):
        return tuple(map(_look, value))
    if isinstance(value, models.Model):
        return value.__class__, *(bool(getattr(value, name)) for name in getattr(value, "prepared_with", ()))
    return value if value is None or isinstance(value, bool) else type(value)


def _facts(value):
    """The plain values of which it consists, in the order of their marks."""
    if isinstance(value, (tuple, list)):
        return [fact for part in value for fact in _facts(part)]
    if isinstance(value, models.Model):
        named = (str(getattr(value, name)) for name in getattr(value, "prepared_with", ()))
        return [value.pk, *(fact for fact in named if fact)]
    return [] if value is None or isinstance(value, bool) else [value]


class _Marks:
    """Values that nobody has, in the order in which they were made."""

    def __init__(self):
        self.made = []

    def put(self, value):
        """Something like `value`, of marks."""
        if isinstance(value, (tuple, list)):
            return tuple(map(self.put, value))
        if isinstance(value, models.Model):
            return self._row(value)
        return value if value is None or isinstance(value, bool) else self._make(value)

    def _row(self, row):
        named = {name: str(getattr(row, name)) for name in getattr(row, "prepared_with", ())}
        return row.__class__(pk=self._make(row.pk), **{name: fact and self._make(fact) for name, fact in named.items()})

    def _make(self, value):
        number = len(self.made)
        kinds = {
            int: FIRST_NUMBER + number,
            str: f"\ue000{number}\ue001",
            UUID: UUID(int=FIRST_KEY + number),
            datetime: FIRST_MOMENT + timedelta(microseconds=number),
        }
        kind = next((kind for kind in kinds if isinstance(value, kind)), None)
        if kind is None:
            raise TypeError(f"A {type(value).__name__} is nothing that a prepared query can be asked with.")
        self.made.append(kinds[kind])
        return kinds[kind]

    def find(self, param):
        """`param` itself, or the function that makes it of the values of a call, when it is made of marks."""
        texts = isinstance(param, str) and self.within(param)
        if texts:
            return lambda facts: _put_in(param, texts, facts)
        for number, mark in enumerate(self.made):
            make = _maker(mark, param)
            if make:
                return lambda facts, number=number, make=make: make(facts[number])
        return param

    def within(self, text):
        """[(number, mark)] of the marks for texts that stand in `text`."""
        return [(number, mark) for number, mark in enumerate(self.made) if isinstance(mark, str) and mark in text]


def _put_in(text, marks, facts):
    for number, mark in marks:
        text = text.replace(mark, facts[number])
    return text


def _adapted(moment):
    return connection.ops.adapt_datetimefield_value(moment)


def _maker(mark, param):
    """What makes of a value the parameter that `param` is of `mark`; None when it is not."""
    if param == mark:
        return type(param) if type(param) is not type(mark) else lambda value: value
    if isinstance(mark, UUID) and param == mark.hex:
        return attrgetter("hex")
    if isinstance(mark, datetime) and param == _adapted(mark):
        return _adapted
    return None
