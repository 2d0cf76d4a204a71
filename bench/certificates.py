"""`python -m bench certificates [how many]`: two workers that draw and sign, and the site beside them. On SQLite.

The workers are processes that render one certificate after the other and keep the files in `DATA_DIR`. What is compared
is processor time; certificates a second, and the throughput of the site, are told by the clock and want a calm machine.
"""

import os
import statistics
import sys
import time
from contextlib import contextmanager
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.results import keep
from bench.server import Server, Visitor
from bench.work import by_hand_of

MANY, WORKERS, BY_HAND_ROUNDS = 1000, 2, 15
PACE = 10_000 / 3600  # certificates a second
WINDOW, WINDOWS = 10, 3  # seconds of asking the site without and with certificates, and how often each
HAND_LIMIT, GROWTH_LIMIT, SHARE_LIMIT, QUERIES_LIMIT = 8, 1.1, 0.8, 4
PACE_LIMIT = 9000  # an hour: the last of a window may end after it
NAMES = ["Amina Wanjiru", "فريد عبد الرحمن حدّاد", "Łucja Ñáñez-Đặng", "Олександра Шевченко", "陈丽华"]
NICE = 7  # as the unit of the workers in docs/deployment.md
fork = get_context("fork")


def main(count=MANY):
    count, paced = int(count), int(WINDOW * WINDOWS * PACE) + WORKERS
    print(f"Building the data: {count + paced} learners who have finished a course…", flush=True)
    ids = issue(count + paced)
    hand = warm_up(ids[: len(NAMES)])
    rows = [*drawn(ids[len(NAMES) : count], hand), *site(ids[count:]), verification(ids[0])]
    keep(rows)
    for row in rows:
        limit = f"at most {row['limit']}" if row["limit"] else f"at least {row['least']}" if row["least"] else ""
        print(f"{row['name']:40}{row['value']:>9} {row['unit']:28}{row['ratio'] or '':>6} {limit}")
    over = [row["name"] for row in rows if not _is_good(row)]
    sys.exit(f"Over the limit: {', '.join(over)}" if over else 0)


def _row(name, value, unit, *, yardstick=None, ratio=None, limit=None, least=None, queries=0):
    said = {"name": name, "value": round(value, 2), "unit": unit, "yardstick": yardstick and round(yardstick, 2)}
    return said | {"ratio": ratio and round(ratio, 2), "queries": queries, "limit": limit, "least": least}


def _is_good(row):
    measured = row["ratio"] if row["ratio"] is not None else row["value"]
    return measured <= (row["limit"] or measured) and measured >= (row["least"] or measured)


def issue(count):
    """The ids of so many certificates that have no file yet, of a course of the programme."""
    from accounts.models import User
    from certificates.actions import issue_earned
    from certificates.models import Certificate
    from courses.models import Course
    from enrolments.models import Enrolment

    call_command("migrate", verbosity=0)
    call_command("load_programme", "content/migration-health", verbosity=0)
    course, now, names = Course.objects.get(slug="basic-concepts"), timezone.now(), cycle(NAMES)
    users = User.objects.bulk_create(
        User(email=f"{n}@bench.example", name=next(names), country="KE", language="es", name_confirmed_at=now)
        for n in range(count)
    )
    steps = {"country": "KE", "enrolled_at": now, "completed_at": now}
    for enrolment in Enrolment.objects.bulk_create(Enrolment(user=user, course=course, **steps) for user in users):
        issue_earned(enrolment=enrolment)
    return list(Certificate.objects.unrendered().order_by("pk").values_list("pk", flat=True))


def warm_up(ids):
    """Render those certificates, one for each of `NAMES`, so that the workers have every face, as they have after
    their first minute. Returns the seconds of processor time that ReportLab takes for the page of the first."""
    from certificates.actions import render
    from certificates.models import Certificate

    first, *_others = [render(certificate=Certificate.objects.get(pk=pk)) for pk in ids]
    draw, times = by_hand_of(first), []
    for _round in range(BY_HAND_ROUNDS):
        before = time.process_time()
        draw()
        times.append(time.process_time() - before)
    return statistics.median(times)


def drawn(ids, hand):
    """Rows of what two workers did with those certificates, side by side."""
    before, reports = time.monotonic(), _pool(_render_all, [ids[number::WORKERS] for number in range(WORKERS)])
    took = time.monotonic() - before
    each = sum(seconds for seconds, _memory in reports) / len(ids)
    memory = max((memory for _seconds, memory in reports), key=lambda marks: marks[-1])
    for number, megabytes in enumerate(memory, start=1):
        print(f"a worker after {number} of {len(memory)} parts of its share: {megabytes:.0f} MB", flush=True)
    growth = memory[-1] / memory[len(memory) // 2]
    return [
        _row("certificates a second, two workers", len(ids) / took, "by the clock"),
        _row("certificates a second of two processors", WORKERS / each, "by processor time", least=7),
        _row("a signed certificate", each * 1000, "ms of processor time", yardstick=hand * 1000,
             ratio=each / hand, limit=HAND_LIMIT),
        _row("a worker at the end of its share", memory[-1], "MB, of half as many", ratio=growth,
             limit=GROWTH_LIMIT),
    ]  # fmt: skip


def _pool(work, shares):
    """What `work` returned for each share, each in a process of its own; a worker has its own connection."""
    connection.close()
    with fork.Pool(len(shares)) as pool:
        return pool.map(work, shares, chunksize=1)


def _render_all(ids):
    """(seconds of processor time, megabytes held at ten marks on the way, the last one at the end)."""
    from certificates.actions import render
    from certificates.models import Certificate

    marks, before = [], time.process_time()
    for number, pk in enumerate(ids, start=1):
        render(certificate=Certificate.objects.get(pk=pk))
        if number * 10 // len(ids) > (number - 1) * 10 // len(ids):
            marks.append(_megabytes())
    return time.process_time() - before, marks


def _megabytes():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def site(ids):
    """Rows of how much of its throughput the site keeps while certificates are made at our pace, and of that pace.

    Two processes of the product, asked by two visitors as fast as they answer, by turns without and with certificates.
    """
    path, left = reverse("courses:catalogue"), iter(ids)
    alone, beside, took, each = [], [], 0, int(WINDOW * PACE)
    with Server(workers=WORKERS):
        _asked(path)
        for _window in range(WINDOWS):
            alone.append(_asked(path))
            with _issuing([next(left) for _each in range(each)]) as working:
                beside.append(_asked(path))
                took += max(working.get())
    share, normal = sum(beside) / sum(alone), sum(alone) / WINDOWS / WINDOW
    return [
        _row("site beside 10,000 certificates an hour", normal * share, "pages a second, by the clock",
             yardstick=normal, ratio=share, least=SHARE_LIMIT),
        _row("certificates beside a busy site", 3600 * WINDOWS * each / took, "an hour, by the clock",
             least=PACE_LIMIT),
    ]  # fmt: skip


def _asked(path):
    return sum(_pool(_ask, [path] * WORKERS))


def _ask(path):
    """How many pages one visitor got in a window."""
    visitor, count, end = Visitor({}), 0, time.monotonic() + WINDOW
    while time.monotonic() < end:
        visitor.get(path)
        count += 1
    return count


@contextmanager
def _issuing(ids):
    """Two workers make those certificates meanwhile, evenly spread over a window; gives the seconds of each."""
    connection.close()
    with fork.Pool(WORKERS) as pool:
        yield pool.starmap_async(_render_paced, [(ids[number::WORKERS], number) for number in range(WORKERS)])


def _render_paced(ids, number):
    from certificates.actions import render
    from certificates.models import Certificate

    os.nice(NICE)
    begun = time.monotonic()
    for place, pk in enumerate(ids):
        time.sleep(max(0, begun + (place * WORKERS + number) / PACE - time.monotonic()))
        render(certificate=Certificate.objects.get(pk=pk))
    return time.monotonic() - begun


def verification(pk):
    """The row of the queries of the public page; a second visit, as all but one of a worker are."""
    from certificates.models import Certificate

    path = reverse("certificates:verify", args=[Certificate.objects.get(pk=pk).code])
    client = Client(HTTP_HOST="127.0.0.1:8731")
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return _row("verification page, queries", len(captured), "queries", limit=QUERIES_LIMIT, queries=len(captured))
