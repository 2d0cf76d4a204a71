"""Counting what a request asks of the database."""

import re
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

CONTROL = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK", "BEGIN", "COMMIT")
VALUES = re.compile(r"'[^']*'|\b\d+\b")


@contextmanager
def at_most(number):
    """Fail when the block asks more than `number` queries; the marks of a transaction are none."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(CONTROL)]
    listing = "\n".join(f"{n}. {sql[:300]}" for n, sql in enumerate(asked, 1))
    assert len(asked) <= number, f"{len(asked)} queries, {number} allowed:\n{listing}"


def asked(act):
    """The questions that `act` asks of the database, in their order and without their values."""
    with CaptureQueriesContext(connection) as captured:
        act()
    questions = [query["sql"] for query in captured.captured_queries]
    return [VALUES.sub("?", question) for question in questions if not question.startswith(CONTROL)]
