"""Every address of certificates in Wagtail's admin, tried by everybody who must not get in."""

import uuid

import pytest
from django.urls import get_resolver, reverse

from accounts.actions import appoint_manager
from certificates.actions import ask_archive, ask_correction
from certificates.models import Archive, Certificate, NameCorrection
from courses.actions import appoint_instructor
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certify
from tests.factories.courses import course_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]
LISTS = {"staff_certificates", "staff_certificates_results", "staff_waiting", "staff_waiting_results"}
LISTS |= {"staff_archives", "name_corrections", "name_corrections_decided"}
DATA = {"reason": "x", "course_title": "Taken over", "decision": "accept", "hours": "3", "attended_on": "2026-01-01"}


def own_patterns(patterns, found):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            own_patterns(pattern.url_patterns, found)
        elif pattern.callback.__module__.startswith("certificates.staff_views"):
            found[pattern.name] = sorted(pattern.pattern.converters)
    return found


ADDRESSES = own_patterns(get_resolver().url_patterns, {})


def test_addresses_are_all_found():
    assert ADDRESSES.keys() > LISTS
    assert len(ADDRESSES) >= 15


@pytest.fixture
def things(course, amina, on_commit):
    """What there is in Kenya: {name of a part of an address: its value}, for every address."""
    certificate = certify(on_commit, course, amina)
    asked = ask_correction(certificate=certificate, name="Amina W.", why="Shorter")
    maker = UserFactory()
    appoint_manager(user=maker, countries=["KE"])
    archive = ask_archive(by=maker, language="en")
    return {
        "code": certificate.code,
        "enrolment": certificate.enrolment_id,
        "staff": {"key": archive.key},
        "name": {"key": asked.key},
    }


def address(name, things):
    parts = things | things[name.split("_")[0]]
    return reverse(name, kwargs={part: parts[part] for part in ADDRESSES[name]})


def state():
    """All that somebody could have changed who is not of Kenya."""
    theirs = Archive.objects.filter(remit="KE")
    rows = [Certificate.objects.all(), NameCorrection.objects.all(), theirs]
    return [list(found.order_by("pk").values_list()) for found in rows]


def tried(client, address):
    return [client.get(address).status_code, client.post(address, DATA | {"attendance": "yes"}).status_code]


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_manager_of_another_country_gets_no_single_thing(client, things, name):
    manager = UserFactory()
    appoint_manager(user=manager, countries=["PE"])
    client.force_login(manager)
    before = state()
    seen, done = tried(client, address(name, things))
    if name in LISTS:
        assert seen == 200
    else:
        assert {seen, done} <= {404, 405}
    assert state() == before


@pytest.mark.parametrize("name", sorted(ADDRESSES))
@pytest.mark.parametrize("who", ["learner", "holder", "instructor", "nobody"])
def test_who_manages_nothing_is_turned_away(client, course, things, amina, ben, who, name):
    if who == "instructor":
        appoint_instructor(user=ben, course_page=course_page(course))
    people = {"learner": UserFactory(), "holder": amina, "instructor": ben}
    if who != "nobody":
        client.force_login(people[who])
    before = state()
    assert set(tried(client, address(name, things))) <= {302, 403, 404, 405}
    assert client.get(address(name, things)).status_code in (302, 403, 404, 405)
    assert state() == before


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - LISTS))
def test_unknown_ids_are_404(client, chen, homes, name):
    appoint_manager(user=chen, everywhere=True)
    client.force_login(chen)
    unknown = {"code": "CAM-0000-0000-00000", "enrolment": 987654, "key": uuid.uuid4()}
    parts = {part: unknown[part] for part in ADDRESSES[name]}
    assert set(tried(client, reverse(name, kwargs=parts))) <= {404, 405}
