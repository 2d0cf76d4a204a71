"""A few hundred invented learners in some forty countries, at every stage of the course.

Who they are and what they write stands in `content/demo/`; how far each one came is drawn from a seeded generator,
so that every demo is the same. A learner who exists is left as they are.
"""

import random
import uuid
from datetime import timedelta
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions import confirm_name, find_organisation, register_user
from accounts.models import User
from enrolments.actions import enrol, leave
from enrolments.models import Enrolment
from forums.actions import open_thread, reply
from forums.models import Post
from lms.demo.studying import doable, study_some
from modules.models import Activity

SEED = 2023
NAMESPACE = uuid.UUID("7c1f4b52-6a58-4c1c-9d0e-3f0b8d4a2e11")
FOLDER = Path(settings.BASE_DIR) / "content" / "demo"
MAIL_HOST = "learners.example.org"
MONTHS = 7
EMPLOYERS = ["Ministry of Health", "Red Cross", "District hospital", "Border health post", "Casa del Migrante"]


def read(name):
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def seed_learners(course, *, say=print):
    """Register, enrol and let study everybody of `people.yaml`; returns how many are new."""
    luck = random.Random(SEED)
    made = 0
    for country, people in read("people.yaml").items():
        for number, name in enumerate(people["names"]):
            fate = random.Random(luck.random())
            email = f"{country.lower()}{number}@{MAIL_HOST}"
            if not User.objects.with_email(email).exists():
                _seed_learner(course, email, name, country, people["language"], fate)
                made += 1
        say(f"  {country}: {len(people['names'])}")
    return made


@transaction.atomic
def _seed_learner(course, email, name, country, language, fate):
    user = register_user(
        email=email,
        name=name,
        country=country,
        language=language,
        profession=fate.choice(User.Profession.values),
        organisation=find_organisation(fate.choice(EMPLOYERS)),
    )
    enrolled_at = timezone.now() - timedelta(days=fate.randint(3, MONTHS * 30), hours=fate.randint(0, 23))
    enrolment = enrol(user=user, course=course, at=enrolled_at)
    if fate.random() < 0.9:
        confirm_name(user=user, name=name)
    study_some(enrolment, count=_how_far(course, fate), at=enrolled_at, skill=fate.uniform(0.55, 1.0), luck=fate)
    if fate.random() < 0.04:
        leave(enrolment=enrolment)


def _how_far(course, fate):
    """How many activities somebody does: one in eight none, two in five all, the others some."""
    total, draw = len(doable(course)), fate.random()
    if draw < 0.12:
        return 0
    return total if draw < 0.52 else fate.randint(1, total - 1)


def seed_discussions(course, keys):
    """Let learners hold the discussions of `posts.yaml`; `keys` gives each discussion's activity key by its name."""
    luck = random.Random(SEED)
    now = timezone.now()
    for name, threads in read("posts.yaml").items():
        activity = Activity.objects.select_related("module").get(key=keys[name])
        for number, thread in enumerate(threads):
            opened_at = now - timedelta(days=luck.randint(4, 120), hours=luck.randint(0, 20))
            _seed_thread(course, activity, f"{name}/{number}", thread, opened_at, luck)


@transaction.atomic
def _seed_thread(course, activity, name, words, opened_at, luck):
    key = uuid.uuid5(NAMESPACE, name)
    if Post.objects.filter(key=key).exists():
        return
    people = _writers(course, words["language"], luck)
    thread = open_thread(
        author=people.pop(),
        activity=activity,
        title=words["title"],
        text=words["text"],
        language=words["language"],
        key=key,
        at=opened_at,
    )
    for number, answer in enumerate(words["replies"]):
        author = (
            people.pop() if answer["language"] == words["language"] else _writers(course, answer["language"], luck)[0]
        )
        moment = min(opened_at + timedelta(hours=7 * (number + 1) + luck.randint(0, 5)), timezone.now())
        answer_key = uuid.uuid5(NAMESPACE, f"{name}/{number}")
        reply(author=author, thread=thread, text=answer["text"], language=answer["language"], key=answer_key, at=moment)


def _writers(course, language, luck):
    """Learners of the crowd who study in that language, in an order by chance."""
    enrolments = Enrolment.objects.active().in_course(course)
    enrolments = enrolments.filter(user__language=language, user__email__endswith=f"@{MAIL_HOST}")
    people = [enrolment.user for enrolment in enrolments.select_related("user").order_by("user__email")]
    luck.shuffle(people)
    return people
