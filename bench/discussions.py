"""`python bin/with-postgres python -m bench forums [posts]`: reading discussions of a million posts.

The rows are made by the database itself. Every figure is the median of whole requests, in milliseconds on the clock, in
the same process as the yardstick's.
"""

import io
import statistics
import sys
import time
import uuid
from contextlib import contextmanager

from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from bench.yardstick import make_plain_page

POSTS, POSTS_PER_THREAD, COURSES, LEARNERS, LONG = 1_000_000, 50, 10, 400, 1000
ROUNDS, LIMIT = 15, 100  # ms

THREADS = """
INSERT INTO forums_thread (discussion_id, kind, key, author_id, title, language, state, opened_at, posts_count,
    last_post_at{columns})
SELECT d.ids[1 + i %% array_length(d.ids, 1)], CASE i %% 2 WHEN 0 THEN 'question' ELSE 'discussion' END,
    gen_random_uuid(), u.ids[1 + i %% array_length(u.ids, 1)], 'Thread ' || i,
    (ARRAY['es', 'en', 'fr', 'pt', 'ar'])[1 + i %% 5], 'standing', now() - interval '200 days',
    CASE i WHEN 1 THEN %(long)s ELSE %(each)s END, now() - i * interval '10 minutes'{values}
FROM generate_series(1, %(threads)s) i, (SELECT array_agg(id) ids FROM forums_discussion) d,
    (SELECT array_agg(id) ids FROM accounts_user) u
"""
# Words as languages have them: some everywhere, most of them rare.
POSTED = """
INSERT INTO forums_post (thread_id, key, author_id, is_opening, source, html, words, word_count, language,
    written_at{columns})
SELECT t.id, gen_random_uuid(), u.ids[1 + (t.id + n) %% array_length(u.ids, 1)], n = 1, w.text,
    '<p dir="auto">' || w.text || '</p>', w.text, 30, t.language,
    t.last_post_at - (t.posts_count - n) * interval '10 minutes'{values}
FROM forums_thread t, generate_series(1, t.posts_count) n, (SELECT array_agg(id) ids FROM accounts_user) u,
    LATERAL (SELECT string_agg('word' || floor(power(random(), 4) * 20000)::int, ' ') AS text
             FROM generate_series(1, 20 + (t.id + n)::int %% 20)) w
"""
MARKS = """
INSERT INTO forums_readmark (user_id, thread_id, read_at{columns})
SELECT u.id, t.id, t.last_post_at - (t.id %% 3) * interval '1 hour'{values}
FROM forums_thread t, accounts_user u
WHERE (t.id + u.id) %% 10 < 3 AND u.id %% 4 = 0 OR u.id = %(reader)s AND t.id %% 2 = 0
"""


def main(posts=POSTS):
    if connection.vendor != "postgresql":
        sys.exit("This bench is for PostgreSQL: begin with `bin/with-postgres`.")
    reader = _prepare(int(posts))
    translation.activate("es")
    client = Client(HTTP_HOST="127.0.0.1:8731", HTTP_ACCEPT_LANGUAGE="es")
    client.force_login(reader)
    _print(_measure(client, _addresses()))


def _prepare(posts):
    from accounts.models import User
    from enrolments.actions import enrol
    from pages.actions import build_home

    print(f"Building the data: {posts} posts…", flush=True)
    call_command("migrate", verbosity=0)
    build_home(languages=["es"], titles={"es": "Inicio"})
    _make_picture()
    make_plain_page()
    reader = User.objects.create_user(email="reader@bench.example", password=None, name="Reader", language="es")
    courses = _make_courses()
    _fill(posts, reader)
    for course in courses[: COURSES // 2]:
        enrol(user=reader, course=course)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return reader


def _make_picture():
    from PIL import Image

    from pages.models import Picture

    drawn = io.BytesIO()
    Image.new("RGB", (800, 600)).save(drawn, "PNG")
    Picture.objects.create(title="Picture", file=ImageFile(drawn, "bench.png"))


def _make_courses():
    from courses.models import Course, Programme
    from forums.models import Discussion

    programme = Programme.objects.create(key=uuid.uuid4(), slug="bench", source_language="es")
    courses = [
        Course.objects.create(key=uuid.uuid4(), slug=f"bench-{number}", programme=programme, source_language="es")
        for number in range(COURSES)
    ]
    for course in courses:
        for subject in Discussion.Subject:
            Discussion.objects.create(course=course, subject=subject)
    return courses


def _fill(posts, reader):
    from accounts.models import User
    from forums.models import Post, ReadMark, Thread

    said = {"learners": LEARNERS, "long": LONG, "each": POSTS_PER_THREAD, "threads": posts // POSTS_PER_THREAD}
    User.objects.bulk_create(
        User(email=f"learner{number}@bench.example", name=f"Learner {number}", country="KE", language="es")
        for number in range(LEARNERS)
    )
    with connection.cursor() as cursor:
        for model, statement in ((Thread, THREADS), (Post, POSTED), (ReadMark, MARKS)):
            whole, defaults = _completed(model, statement)
            cursor.execute(whole, said | {"reader": reader.pk} | defaults)


def _completed(model, statement):
    """(the statement with the columns that it leaves to Django's defaults, these by their columns)."""
    named = statement[statement.index("(") + 1 : statement.index("{columns}")].replace(",", " ").split()
    left = [field for field in model._meta.concrete_fields if not field.primary_key and not field.null]
    defaults = {field.column: field.get_default() for field in left if field.column not in named}
    columns, values = "".join(f', "{name}"' for name in defaults), "".join(f", %({name})s" for name in defaults)
    return statement.format(columns=columns, values=values), defaults


def _addresses():
    """{what is measured: addresses of it}."""
    from courses.models import Course
    from forums.models import Thread

    threads = list(Thread.objects.filter(discussion__course__slug="bench-0").order_by("?")[:ROUNDS])
    long = Thread.objects.order_by("-posts_count")[0]
    courses = list(Course.objects.filter(slug__in=[f"bench-{number}" for number in range(COURSES // 2)]))
    search = reverse("forums:search")
    return {
        "plain Wagtail page": ["/yardstick/"],
        "list of threads": [reverse("forums:subject", args=[course.key, "questions"]) for course in courses],
        "unanswered only": [
            reverse("forums:subject", args=[course.key, "questions"]) + "?show=unanswered" for course in courses
        ],
        "thread of 50 posts": [thread.get_absolute_url() for thread in threads],
        "thread of 1,000 posts": [f"{long.get_absolute_url()}?page={number}" for number in (1, 9, 30)],
        "unread, of a course": [reverse("forums:course", args=[course.key]) for course in courses],
        "unread, of all courses": [reverse("enrolments:my_learning")],
        "search: rare word": [f"{search}?q=word{number}" for number in range(19_000, 19_015)],
        "search: common word": [f"{search}?q=word{number}" for number in range(3)],
        "search: two words": [f"{search}?q=word{number}+word{number * 97}" for number in range(3, 18)],
    }


def _measure(client, addresses):
    """{name: (median ms, queries)}."""
    found = {}
    for name, urls in addresses.items():
        for url in urls:
            assert client.get(url).status_code == 200, url
        times = []
        for number in range(max(ROUNDS, len(urls))):
            with _timed(times):
                client.get(urls[number % len(urls)])
        with CaptureQueriesContext(connection) as captured:
            client.get(urls[0])
        found[name] = statistics.median(times), len(captured)
    return found


@contextmanager
def _timed(times):
    before = time.perf_counter()
    yield
    times.append((time.perf_counter() - before) * 1000)


def _print(found):
    yardstick = next(iter(found.values()))[0]
    print(f"{'':28}{'ms':>8}{'ratio':>8}{'queries':>9}")
    for name, (median, queries) in found.items():
        print(f"{name:28}{median:8.1f}{median / yardstick:8.2f}{queries:9}")
    slow = [name for name, (median, _queries) in found.items() if median > LIMIT]
    sys.exit(f"Over {LIMIT} ms: {', '.join(slow)}" if slow else 0)
