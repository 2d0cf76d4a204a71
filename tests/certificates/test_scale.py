"""What issuing asks of the database, whatever the number of people: the same questions, answered by an index."""

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions import confirm_name
from accounts.models import User
from certificates.actions import issue_diplomas_due, issue_earned
from certificates.models import Certificate
from courses.models import Programme
from enrolments.models import Enrolment
from lms import schedule
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certify, finish
from tests.queries import asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]


def enrol_others(course, number):
    """So many other people in the course, all of whom have completed it long ago and have not confirmed their name."""
    people = User.objects.bulk_create(User(email=f"o{number}-{n}@example.org", name=f"O{n}") for n in range(number))
    then = {"enrolled_at": timezone.now(), "country": "KE"}
    Enrolment.objects.bulk_create(Enrolment(user=person, course=course, **then) for person in people)


def test_issuing_asks_the_same_of_sixty_people_as_of_three(course, on_commit):
    first, second = (UserFactory(name=name) for name in ("First", "Second"))
    enrolments = [finish(course, person) for person in (first, second)]
    for person in (first, second):
        confirm_name(user=person, name=person.name)
    enrol_others(course, 3)
    few = asked(lambda: issue_earned(enrolment=enrolments[0]))
    enrol_others(course, 60)
    many = asked(lambda: issue_earned(enrolment=enrolments[1]))
    assert few == many
    assert Certificate.objects.count() == 4


def test_what_was_missed_is_found_with_the_same_questions(course, amina, on_commit):
    certify(on_commit, course, amina)
    few = asked(schedule.issue_missed_certificates)
    enrol_others(course, 60)
    assert asked(schedule.issue_missed_certificates) == few


def test_diplomas_that_are_due_are_found_with_the_same_questions(course, amina, on_commit):
    Programme.objects.update(diploma="participation")
    certify(on_commit, course, amina)
    programme = Programme.objects.get(pk=course.programme_id)
    few = asked(lambda: issue_diplomas_due(programme=programme, since=timezone.now()))
    enrol_others(course, 60)
    assert asked(lambda: issue_diplomas_due(programme=programme, since=timezone.now())) == few


def plan(rows):
    """How the database would find `rows`, were the table long."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


def test_papers_to_be_made_are_found_by_an_index():
    rows = Certificate.objects.unrendered().order_by("pk").values_list("pk", flat=True)
    assert "certificate_unrendered" in plan(rows)


@pytest.mark.parametrize(("step", "index"), [("completed_at", "completion"), ("achieved_at", "achievement")])
def test_what_was_missed_is_found_by_an_index(step, index):
    rows = Enrolment.objects.filter(**{f"{step}__gte": timezone.now()})
    assert f"enrolment_by_{index}" in plan(rows)
