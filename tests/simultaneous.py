"""Deeds at the same moment, on real connections: for tests marked `django_db(transaction=True)`."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import wraps
from threading import Barrier, BrokenBarrierError

from django.db import connection


def at_once(*acts):
    """What each of `acts` returns, all begun together, each on a connection of its own. Raises what one raises."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


class Meeting:
    """Threads wait here for each other, half a second at most.

    Put before what a verb writes: where nothing keeps the threads apart they all arrive, and a verb that has read
    without a lock fails every time. Where a lock does, the first waits in vain and goes on.
    """

    def __init__(self, threads):
        self.barrier = Barrier(threads)

    def wait(self):
        with suppress(BrokenBarrierError):
            self.barrier.wait(timeout=0.5)

    def before(self, call):
        """`call`, with a wait before it."""

        @wraps(call)
        def met(*args, **kwargs):
            self.wait()
            return call(*args, **kwargs)

        return met

    def after(self, call):
        """`call`, with a wait after it."""

        @wraps(call)
        def met(*args, **kwargs):
            result = call(*args, **kwargs)
            self.wait()
            return result

        return met
