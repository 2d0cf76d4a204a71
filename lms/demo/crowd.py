"""A few hundred invented learners in some forty countries, at every stage of the courses.

Who they are stands in `content/demo/people.yaml`; what they study and how far each one came is drawn from a seeded
generator, so that every demo is the same. A learner who exists is left as they are.
"""

import random
from datetime import timedelta
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions import confirm_name, find_organisation, register_user
from accounts.models import User
from enrolments.actions import enrol, leave
from lms.demo.studying import doable, study_some

SEED = 2023
FOLDER = Path(settings.BASE_DIR) / "content" / "demo"
MAIL_HOST = "learners.example.org"
MONTHS = 7
EMPLOYERS = ["Ministry of Health", "Red Cross", "District hospital", "Border health post", "Casa del Migrante"]


def read(name):
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def seed_learners(courses, *, say=print):
    """Register, enrol and let study everybody of `people.yaml`; returns how many are new.

    All take the first of `courses`, every third one of the others too.
    """
    luck = random.Random(SEED)
    made = 0
    for country, people in read("people.yaml").items():
        for number, name in enumerate(people["names"]):
            fate = random.Random(luck.random())
            email = f"{country.lower()}{number}@{MAIL_HOST}"
            if not User.objects.with_email(email).exists():
                _seed_learner(courses, email, name, country, people["language"], fate)
                made += 1
        say(f"  {country}: {len(people['names'])}")
    return made


@transaction.atomic
def _seed_learner(courses, email, name, country, language, fate):
    user = register_user(
        email=email,
        name=name,
        country=country,
        language=language,
        profession=fate.choice(User.Profession.values),
        organisation=find_organisation(fate.choice(EMPLOYERS)),
    )
    enrolled_at = timezone.now() - timedelta(days=fate.randint(3, MONTHS * 30), hours=fate.randint(0, 23))
    first, *others = courses
    if fate.random() < 0.9:
        confirm_name(user=user, name=name)
    enrolment = _study(user, first, enrolled_at, fate)
    if fate.random() < 0.04:
        leave(enrolment=enrolment)
    if others and fate.random() < 0.35:
        _study(user, fate.choice(others), enrolled_at + (timezone.now() - enrolled_at) / 3, fate)


def _study(user, course, at, fate):
    enrolment = enrol(user=user, course=course, at=at)
    study_some(enrolment, count=_how_far(course, fate), at=at, skill=fate.uniform(0.55, 1.0), luck=fate)
    return enrolment


def _how_far(course, fate):
    """How many activities somebody does: one in eight none, two in five all, the others some."""
    total, draw = len(doable(course)), fate.random()
    if draw < 0.12:
        return 0
    return total if draw < 0.52 else fate.randint(1, total - 1)
