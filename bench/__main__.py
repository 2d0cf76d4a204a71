"""`make bench`: processor time a request of each page that matters, against a plain Wagtail page in the same run.

Prints a table and writes `bench/results.json`. Every figure is the median over rounds; in each round every page and the
yardstick are asked in turn, and a ratio is that to the yardstick of the same round, so that a slow spell of the machine
falls on both.
"""

import os
import statistics
import sys
import tempfile
import time
from operator import truediv

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="camino-bench-"))
if sys.argv[1:2] == ["certificates"]:
    os.environ["TASKS_BACKEND"] = "database"  # certificates wait for the workers

import django

django.setup()

from bench.results import keep  # noqa: E402  after the set-up of Django
from bench.server import Server, Visitor  # noqa: E402
from bench.work import prepare  # noqa: E402

ROUNDS, REQUESTS = 21, 20


def measure(server, visitor, task):
    """Seconds of processor time for one request to the worker, or for one call of what is measured without it."""
    count = max(2, REQUESTS // task.weight)
    if task.call:
        task.call()
        before = time.process_time()
        for _call in range(count):
            task.call()
        return (time.process_time() - before) / count
    task.ask(visitor)
    before = server.cpu()
    for _request in range(count):
        task.ask(visitor)
    return (server.cpu() - before) / count


def main():
    tasks = prepare(sys.stdout.write)
    times = {task.name: [] for task in tasks}
    with Server() as server:
        visitor = Visitor(tasks[0].cookies)
        for _round in range(ROUNDS):
            for task in tasks:
                times[task.name].append(measure(server, visitor, task))
    rows = [_row(task, times[task.name], times[task.against]) for task in tasks]
    keep(rows)
    _print(rows)
    over = [row["name"] for row in rows if row["limit"] and row["ratio"] > row["limit"]]
    sys.exit(f"Over the limit: {', '.join(over)}" if over else 0)


def _row(task, seconds, yardsticks):
    """`seconds` and `yardsticks` are those of each round."""
    return {
        "name": task.name,
        "value": round(statistics.median(seconds) * 1000, 2),
        "unit": "ms of processor time",
        "yardstick": round(statistics.median(yardsticks) * 1000, 2),
        "ratio": round(statistics.median(map(truediv, seconds, yardsticks)), 2),
        "queries": task.queries,
        "limit": task.limit,
    }


def _print(rows):
    print(f"{'':24}{'ms':>8}{'ratio':>8}{'limit':>8}{'queries':>9}")
    for row in rows:
        limit = f"{row['limit']:.2f}" if row["limit"] else ""
        print(f"{row['name']:24}{row['value']:8.2f}{row['ratio']:8.2f}{limit:>8}{row['queries']:9}")


if sys.argv[1:2] == ["forums"]:
    from bench import discussions

    discussions.main(*sys.argv[2:])
elif sys.argv[1:2] == ["certificates"]:
    from bench import certificates

    certificates.main(*sys.argv[2:])
else:
    main()
