"""Learners at every stage, in countries within Chen's remit (Kenya, Uganda) and outside of it."""

from datetime import UTC, datetime

import pytest

from accounts.actions import appoint_manager, confirm_name
from certificates.actions import issue_earned
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_course
from tests.factories.enrolments import make_enrolment
from tests.worlds import made_once

STEPS = ("started_at", "completed_at", "achieved_at")


@made_once
def course(homes):
    """A published course in Spanish and English, with nothing in it: reports read no activity."""
    return make_course(homes, modules=0, translate_to=["en"])


@pytest.fixture
def manager(chen, client):
    """Chen, signed in."""
    appoint_manager(user=chen, countries=["KE", "UG"])
    client.force_login(chen)
    return chen


@pytest.fixture
def learner(db):
    """A function: somebody enrolled in `course` on `day` who has taken `steps` of started, completed and certified."""
    return make_learner


def make_learner(course, country, name="", *, steps=0, day="2026-03-10", user=None, **fields):
    user = user or UserFactory(country=country, **{"name": name or f"Somebody in {country}"} | fields)
    enrolment = make_enrolment(course, user)
    enrolment.enrolled_at = moment = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    for step in STEPS[: min(steps, 2)]:
        setattr(enrolment, step, moment)
    enrolment.save()
    if steps > 2:
        certify(enrolment)
    return enrolment


def certify(enrolment):
    """Issue what the enrolment has earned, its name confirmed; no file is drawn."""
    confirm_name(user=enrolment.user, name=enrolment.user.name)
    return issue_earned(enrolment=enrolment)


@pytest.fixture
def cast(course, learner):
    """Chen's remit: Kenya 3 enrolled, 2 started, 1 completed, 1 certified; Uganda 1 enrolled. Peru is outside."""
    return {
        "atieno": learner(course, "KE", "Atieno Owuor", steps=3, profession="nurse"),
        "baraka": learner(course, "KE", "Baraka Mwangi", steps=1, profession="midwife"),
        "cherono": learner(course, "KE", "Cherono Kiprop", day="2026-05-20"),
        "dembe": learner(course, "UG", "Dembe Sserwadda"),
        "pilar": learner(course, "PE", "Pilar Quispe", steps=3),
        "paco": learner(course, "PE", "Paco Huamán", steps=3),
    }
