"""Every address of cohorts in Wagtail's admin, tried by everybody who must not get in."""

import uuid

import pytest
from django.urls import get_resolver, reverse

from accounts.actions import appoint_manager
from cohorts.models import Cohort, Seat
from courses.actions import appoint_instructor
from enrolments.models import Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import make_cohort, manager_of_all
from tests.factories.courses import course_page
from tests.factories.enrolments import make_enrolment

pytestmark = pytest.mark.django_db
LISTS = {"staff_cohorts", "staff_cohorts_results"}
OPEN_TO_ALL = LISTS | {"staff_cohort_open"}
DATA = {"name": "Taken over", "course": "conceptos", "country": "KE", "everybody": "yes", "step": "do"}
DATA |= {"addresses": "farid@example.org"}


def own_patterns(patterns, found):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            own_patterns(pattern.url_patterns, found)
        elif pattern.callback.__module__.startswith("cohorts.staff_views"):
            found[pattern.name] = sorted(pattern.pattern.converters)
    return found


ADDRESSES = own_patterns(get_resolver().url_patterns, {})


def test_addresses_are_all_found():
    assert ADDRESSES.keys() > OPEN_TO_ALL
    assert len(ADDRESSES) >= 10


@pytest.fixture
def things(course, amina, farid):
    """A cohort of Kenya with a member, and somebody who could become one."""
    enrolment = make_enrolment(course, amina)
    Enrolment.objects.filter(pk=make_enrolment(course, farid).pk).update(country="KE")
    return {"key": make_cohort(course, enrolment, country="KE").key, "enrolment": enrolment.pk}


def address(name, things):
    return reverse(name, kwargs={part: things[part] for part in ADDRESSES[name]})


def state():
    rows = [Cohort.objects.all(), Seat.objects.all(), Enrolment.objects.all()]
    return [list(found.order_by("pk").values_list()) for found in rows]


def tried(client, address):
    return [client.get(address).status_code, client.post(address, DATA).status_code]


@pytest.mark.parametrize("name", sorted(ADDRESSES))
@pytest.mark.parametrize("cohort_of", ["KE", ""])
def test_manager_of_another_country_gets_no_single_cohort(client, things, name, cohort_of):
    Cohort.objects.update(country=cohort_of)
    manager = UserFactory()
    appoint_manager(user=manager, countries=["PE"])
    client.force_login(manager)
    before = state()
    seen, done = tried(client, address(name, things))
    if name in OPEN_TO_ALL:
        assert (seen, done) == (200, 422 if name == "staff_cohort_open" else 405)
    else:
        assert {seen, done} <= {404, 405}
    assert state() == before


@pytest.mark.parametrize("name", sorted(ADDRESSES))
@pytest.mark.parametrize("who", ["learner", "member", "instructor", "nobody"])
def test_who_manages_nothing_is_turned_away(client, course, things, amina, ben, who, name):
    if who == "instructor":
        appoint_instructor(user=ben, course_page=course_page(course))
    if who != "nobody":
        client.force_login({"learner": UserFactory(), "member": amina, "instructor": ben}[who])
    before = state()
    assert set(tried(client, address(name, things))) <= {302, 403, 404, 405}
    assert state() == before


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - OPEN_TO_ALL))
def test_unknown_ids_are_404(client, things, name):
    client.force_login(manager_of_all())
    unknown = things | ({"enrolment": 987654} if "enrolment" in ADDRESSES[name] else {"key": uuid.uuid4()})
    assert set(tried(client, address(name, unknown))) <= {404, 405}


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_looking_changes_nothing(client, things, name):
    client.force_login(manager_of_all())
    before = state()
    assert client.get(address(name, things), DATA).status_code in (200, 405)
    assert state() == before
