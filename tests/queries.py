"""Counting what a request asks of the database."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

CONTROL = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK", "BEGIN", "COMMIT")


@contextmanager
def at_most(number):
    """Fail when the block asks more than `number` queries; the marks of a transaction are none."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(CONTROL)]
    listing = "\n".join(f"{n}. {sql[:300]}" for n, sql in enumerate(asked, 1))
    assert len(asked) <= number, f"{len(asked)} queries, {number} allowed:\n{listing}"
