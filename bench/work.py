"""What is measured, on the demo's own course with a class of learners in it."""

import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from bench.yardstick import make_plain_page

YARDSTICK = "plain Wagtail page"
PAGE_LIMIT, THREAD_LIMIT, MARK_LIMIT, SIGNED_LIMIT = 0.75, 1.0, 0.3, 8
BY_HAND = "its page drawn by hand"


@dataclass
class Task:
    """One request to measure: a GET of `path`, or a POST of what `body()` returns; `limit` is the ratio allowed.

    With `call` it is no request but a function of this process.
    """

    name: str
    path: str
    cookies: dict
    limit: float | None = None
    body: object = None
    call: object = None
    queries: int = 0
    against: str = YARDSTICK  # the name of the task that `ratio` is of
    weight: int = 1  # how many times dearer than a page it is thought to be, so that it is asked less often

    def ask(self, visitor):
        return visitor.post(self.path, urlencode(self.body())) if self.body else visitor.get(self.path)


def prepare(say):
    """Build the data and return the tasks, the yardstick first."""
    say("Building the data: the programme, and the demo's learners…\n")
    call_command("migrate", verbosity=0)
    call_command("load_programme", "content/migration-health", verbosity=0)
    call_command("seed_demo", verbosity=0)
    make_plain_page()
    translation.activate("es")
    client = Client(HTTP_HOST="127.0.0.1:8731")
    tasks = _tasks(client)
    for task in tasks:
        task.queries = _count(client, task)
    return tasks


def _tasks(client):
    from accounts.actions import accept_conduct
    from accounts.models import User
    from certificates import paper
    from courses.models import Course
    from enrolments.study import study_in
    from forums.models import Thread

    learner = User.objects.get(email="farid@example.org")
    course = Course.objects.get(slug="basic-concepts")
    accept_conduct(user=learner)
    study = study_in(learner, course, "es")
    thread, other = Thread.objects.filter(discussion__course=course).order_by("opened_at")[:2]
    _fill(thread)
    long = _long_thread(course, learner)
    certificate = _certificate(learner)
    cookies = _sign_in(client, learner)
    reading = study.outline.activities[0]
    return [
        Task(YARDSTICK, "/yardstick/", cookies),
        Task("course page", course.listing_in("es").url, cookies, PAGE_LIMIT),
        Task("activity page", reading.url, cookies, PAGE_LIMIT),
        Task("catalogue", reverse("courses:catalogue"), cookies, PAGE_LIMIT),
        Task("my learning", reverse("enrolments:my_learning"), cookies, PAGE_LIMIT),
        Task("thread page", reverse("forums:thread", args=[thread.key]), cookies, THREAD_LIMIT),
        Task("thread of 1,000 posts", reverse("forums:thread", args=[long.key]), cookies, THREAD_LIMIT),
        Task("list of threads", reverse("forums:subject", args=[course.key, "questions"]), cookies, THREAD_LIMIT),
        Task("verification page", reverse("certificates:verify", args=[certificate.code]), cookies, PAGE_LIMIT),
        Task("mark complete", reverse("enrolments:complete", args=[reading.key]), cookies, MARK_LIMIT, dict),
        Task("post a reply", reverse("forums:thread", args=[other.key]), cookies, None, _reply, weight=2),
        Task("certificate", "", cookies, call=lambda: paper.draw(certificate), weight=20),
        Task(BY_HAND, "", cookies, call=by_hand_of(certificate), weight=8),
        Task(
            "signed certificate",
            "",
            cookies,
            SIGNED_LIMIT,
            call=lambda: paper.make(certificate),
            against=BY_HAND,
            weight=20,
        ),
    ]


def _fill(thread):
    """Let the thread have fifteen posts, the ordinary length of one that is read."""
    from accounts.actions import accept_conduct
    from enrolments.models import Enrolment
    from forums.actions import reply

    learners = Enrolment.objects.active().filter(course=thread.discussion.course).select_related("user").order_by("pk")
    for enrolment in learners[: max(0, 15 - thread.posts_count)]:
        accept_conduct(user=enrolment.user)
        reply(author=enrolment.user, thread=thread, text=_reply()["text"], language="es")


def _long_thread(course, learner):
    """The first of twenty-four questions to the course, with 1,000 answers of many people."""
    from accounts.models import User
    from enrolments.actions import enrol
    from forums.actions import open_thread
    from forums.models import Discussion, Post, Thread

    enrol(user=learner, course=course)
    place, now = Discussion(course=course, subject="questions"), timezone.now()
    words = {"title": "Una pregunta", "language": "es", "kind": Thread.Kind.QUESTION}
    threads = [
        open_thread(author=learner, discussion=place, at=now - timedelta(days=n), text=_reply()["text"], **words)
        for n in range(1, 25)
    ]
    opening, people = threads[0].posts.get(), list(User.objects.values_list("pk", flat=True)[:40])
    said = {"thread": threads[0], "html": opening.html, "source": opening.source, "word_count": opening.word_count}
    Post.objects.bulk_create(
        Post(author_id=people[n % len(people)], language="es", written_at=now - timedelta(minutes=n), **said)
        for n in range(999, -1, -1)
    )
    Thread.objects.filter(pk=threads[0].pk).update(posts_count=1001, last_post_at=now)
    return threads[0]


def _reply():
    key = str(uuid.uuid4())  # said in the text, too: what was said already would be held
    text = "Una respuesta para medir el trabajo que cuesta. " * 5
    return {"text": f"{text} {key}", "key": key, "language": "es"}


def _certificate(learner):
    from certificates.actions import render
    from certificates.models import Certificate

    certificate = Certificate.objects.of(learner).first()
    return render(certificate=certificate)


def by_hand_of(certificate):
    """The drawing of the same page by ReportLab alone, with the letters of one face."""
    from bench import by_hand
    from certificates import paper
    from certificates.fonts import TEXT, needed

    size, items = by_hand.read_page(paper.draw(certificate))
    font = str(needed(TEXT)[0].path)
    return lambda: by_hand.draw(size, items, font)


def _sign_in(client, learner):
    client.force_login(learner)
    page = client.get(reverse("enrolments:my_learning")).content.decode()
    assert re.search("csrf", page)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def _count(client, task):
    """Queries of one request that is not the first of its kind; the marks of a transaction are none."""
    if task.call:
        return 0
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.post(task.path, task.body()) if task.body else client.get(task.path)
    return sum(not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for q in captured.captured_queries)
