"""What the invented learners say to each other: the threads of `content/demo/posts/<course>.yaml`."""

import random
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions import accept_conduct
from accounts.models import User
from enrolments.actions import enrol
from enrolments.models import Enrolment
from forums.actions import accept_answer, endorse, give_thanks, open_thread, reply
from forums.models import Discussion, Post, Thread
from lms.demo import crowd
from lms.demo.crowd import FOLDER, MAIL_HOST, SEED
from modules.models import Activity
from modules.syllabus.source import key_of

NAMESPACE = uuid.UUID("7c1f4b52-6a58-4c1c-9d0e-3f0b8d4a2e11")
PROGRAMME = "migration-health"
INSTRUCTOR = "ben@example.org"


def seed_discussions(courses):
    """Let learners hold the discussions of `courses`: in each file by `module/activity`, or a subject of the course.

    What is there is left.
    """
    for course in courses:
        if (FOLDER / "posts" / f"{course.slug}.yaml").exists():
            _seed_course(course, crowd.read(f"posts/{course.slug}.yaml"))


def _seed_course(course, discussions):
    now = timezone.now()
    people = _crowd(course)
    for place, threads in discussions.items():
        where = _place(course, place)
        for number, thread in enumerate(threads):
            name = f"{course.slug}/{place}/{number}"
            luck = random.Random(f"{SEED} {name}")
            opened_at = now - timedelta(days=luck.randint(4, 120), hours=luck.randint(0, 20))
            _seed_thread(where, name, thread, opened_at, _Writers(course, people, luck, at=opened_at))


def _place(course, name):
    """What `open_thread` takes for the discussion of that name."""
    if name in Discussion.Subject:
        return {"course": course, "subject": name}
    return {
        "activity": Activity.objects.select_related("module").get(key=key_of(PROGRAMME, course.slug, *name.split("/")))
    }


def _crowd(course):
    """The learners of the crowd but those who have left the course."""
    left = Enrolment.objects.filter(course=course, left_at__isnull=False).values("user")
    return list(User.objects.filter(email__endswith=f"@{MAIL_HOST}").exclude(pk__in=left).order_by("email"))


@transaction.atomic
def _seed_thread(place, name, words, opened_at, writers):
    key = uuid.uuid5(NAMESPACE, name)
    if Post.objects.filter(key=key).exists():
        return
    people = [writers.next(words["language"])]
    thread = open_thread(
        author=people[0],
        kind=words.get("kind", Thread.Kind.DISCUSSION),
        title=words["title"],
        text=words["text"],
        language=words["language"],
        key=key,
        at=opened_at,
        **place,
    )
    for number, answer in enumerate(words["replies"]):
        people.append(people[answer["by"]] if "by" in answer else writers.next(answer["language"]))
        moment = min(opened_at + timedelta(hours=7 * (number + 1) + writers.luck.randint(0, 5)), timezone.now())
        post = reply(
            author=people[-1],
            thread=thread,
            text=answer["text"],
            language=answer["language"],
            key=uuid.uuid5(NAMESPACE, f"{name}/{number}"),
            at=moment,
        )
        _mark(post, answer, people)


def _mark(post, answer, people):
    """What others of the conversation, who opened it and the instructor make of the answer."""
    others = [person for person in people if person.pk != post.author_id]
    for reader in others[: answer.get("thanks", 0)]:
        give_thanks(reader=reader, post=post, at=post.written_at)
    if answer.get("accepted"):
        accept_answer(by=people[0], post=post)
    if answer.get("endorsed"):
        endorse(by=User.objects.get(email=INSTRUCTOR), post=post, at=post.written_at)


class _Writers:
    """Learners of the crowd in an order by chance, each of them once, enrolled where they are not."""

    def __init__(self, course, people, luck, *, at):
        self.course, self.luck, self.at = course, luck, at
        self.people = luck.sample(people, len(people))

    def next(self, language):
        """One who uses the platform in `language`; anybody when there is none left."""
        person = next((person for person in self.people if person.language == language), self.people[0])
        self.people.remove(person)
        enrol(user=person, course=self.course, at=self.at)
        accept_conduct(user=person, at=self.at)
        return person
