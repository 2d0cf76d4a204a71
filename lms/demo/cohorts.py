"""A cohort of the demo, with the discussion of its own: those in Kenya who took the first course together."""

import uuid
from datetime import timedelta

from django.utils import timezone

from accounts.actions import accept_conduct
from accounts.models import User
from cohorts.actions import open_cohort, seat
from cohorts.models import Cohort
from enrolments.models import Enrolment
from forums.actions import open_thread, reply
from forums.models import Post
from lms.demo.talk import NAMESPACE

NAME, COUNTRY, MANAGER, INSTRUCTOR = "Nairobi, autumn intake", "KE", "chen@example.org", "ben@example.org"
TITLE = "Who can meet on Thursdays?"
WELCOME = (
    "Welcome. This discussion is ours alone: the intake of Nairobi and the course team read it, nobody else. "
    "**Who can meet on Thursdays at five**, by phone if the road is long? Say what you would like to talk about first."
)
ANSWER = "I can, by phone. I would begin with the desk at the entrance: what we ask there, and what we could leave out."


def seed_cohorts(courses):
    """Make what is missing of it."""
    course, manager = courses[0], User.objects.get(email=MANAGER)
    members = Enrolment.objects.active().in_course(course).filter(country=COUNTRY).order_by("user__email")
    cohort = Cohort.objects.in_course(course).filter(name=NAME).first()
    if cohort is None:
        cohort = open_cohort(by=manager, course=course, name=NAME, country=COUNTRY)
        seat(by=manager, cohort=cohort, enrolments=list(members))
    _talk(cohort, members)


def _talk(cohort, members):
    key, now = uuid.uuid5(NAMESPACE, "cohort"), timezone.now()
    if Post.objects.filter(key=key).exists():
        return
    opened_at, words = now - timedelta(days=2), {"language": "en"}
    people = [User.objects.get(email=INSTRUCTOR), members.exclude(user__email__startswith="amina").first().user]
    for person in people:
        accept_conduct(user=person, at=opened_at)
    thread = open_thread(author=people[0], cohort=cohort, title=TITLE, text=WELCOME, key=key, at=opened_at, **words)
    answer = uuid.uuid5(NAMESPACE, "cohort/0")
    reply(author=people[1], thread=thread, text=ANSWER, key=answer, at=opened_at + timedelta(hours=5), **words)
