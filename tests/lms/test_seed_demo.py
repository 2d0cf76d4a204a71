"""The demo: accounts for every role, and learners at every stage, made by the verbs."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django_tasks import task_backends

from accounts.models import User
from certificates.models import Certificate, DesignAssignment, Kind
from cohorts.models import Cohort
from enrolments.models import Completion, Enrolment
from forums.models import Announcement, Post, Thread
from lms.demo import cast, crowd
from notifications.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_demo(monkeypatch, whole_programme):
    """The real programme, with four people of each of six countries instead of all."""
    backend, read = task_backends["default"], crowd.read

    def few(name):
        found = read(name)
        if name == "people.yaml":
            chosen = [*list(found)[:3], "KE", "JO", "ET"]
            return {code: found[code] | {"names": found[code]["names"][:4]} for code in chosen}
        return {key: threads[:1] for key, threads in found.items()}

    monkeypatch.setattr(crowd, "read", few)
    yield
    task_backends["default"] = backend


def counts():
    return tuple(model.objects.count() for model in (User, Enrolment, Completion, Post))


def test_seeding_twice_adds_nothing(small_demo, on_commit):
    with on_commit():
        call_command("seed_demo", stdout=StringIO())
    before = counts()
    with on_commit():
        call_command("seed_demo", stdout=StringIO())
    assert counts() == before
    assert all(before)


def test_seeded_demo_has_every_role_and_stage(small_demo, on_commit, client):
    with on_commit():
        call_command("seed_demo", stdout=StringIO())
    assert all(client.login(email=role.email, password=cast.PASSWORD) for role in cast.CAST)
    assert Enrolment.objects.filter(started_at=None).exists()
    assert Enrolment.objects.completed().exists()
    assert set(Certificate.objects.values_list("kind", flat=True)) == set(Kind)
    assert set(Certificate.objects.values_list("state", flat=True)) == set(Certificate.State)
    assert Certificate.objects.expired().exists()


def test_seeded_demo_has_two_designs_and_a_certificate_in_one(small_demo, on_commit):
    with on_commit():
        call_command("seed_demo", stdout=StringIO())
    used = DesignAssignment.objects.values_list("design__name", "programme__slug", "course__slug")
    assert set(used) == {("Classic", "migration-health", None), ("Modern", None, "right-to-health-and-gender")}
    certificate = Certificate.objects.filter(enrolment__user__email="farid@example.org").first()
    assert certificate.holder_name_latin == "Farid Haddad"
    assert [person["name"] for person in certificate.signatories] == ["Inés Valdemar Quiroga", "Tomás Arrieta Luna"]
    assert "(" in certificate.signatories[0]["role"]


def test_seeded_demo_has_announcements_and_news_for_its_own_accounts_only(small_demo, on_commit):
    with on_commit():
        call_command("seed_demo", stdout=StringIO())
    assert Announcement.objects.public().exists()
    assert not Announcement.objects.untold().exists()
    answered = Notice.objects.filter(kind="answer").values_list("user__email", flat=True)
    assert {"amina@example.org", "farid@example.org"} <= set(answered)
    assert not any(email.endswith(crowd.MAIL_HOST) for email in answered)


def test_seeded_demo_has_an_open_and_a_closed_cohort_with_members(small_demo, on_commit):
    for _time in range(2):
        with on_commit():
            call_command("seed_demo", stdout=StringIO())
    found = Cohort.objects.with_seats().order_by("country")
    assert [(one.country.code, one.is_open) for one in found] == [("KE", True), ("UG", False)]
    assert all(one.seats_count for one in found)


def test_seeding_without_the_programme_says_what_to_do(db):
    with pytest.raises(CommandError, match="load_programme"):
        call_command("seed_demo")


def test_people_of_the_demo_come_from_forty_countries(db):
    people = crowd.read("people.yaml")
    assert len(people) >= 40
    assert sum(len(group["names"]) for group in people.values()) >= 300


def test_seeded_opener_answers_under_the_same_name(small_demo, on_commit):
    with on_commit():
        call_command("seed_demo", stdout=StringIO())
    thread = Thread.objects.get(title="«Sin papeles» en la hoja de admisión")
    authors = list(thread.posts.order_by("pk").values_list("author", flat=True))
    assert authors[3] == authors[0]
    assert len(set(authors)) == len(authors) - 1


def test_seeded_demo_talks_on_the_subjects_of_the_first_course(small_demo, on_commit):
    with on_commit():
        call_command("seed_demo", stdout=StringIO())
    threads = Thread.objects.filter(discussion__course__slug="basic-concepts").exclude(discussion__subject="")
    assert set(threads.values_list("discussion__subject", flat=True)) == {"questions", "introductions"}
    answered = threads.exclude(accepted=None).get()
    assert answered.is_question
    assert (answered.accepted.thanks_count, answered.accepted.endorsed_by.email) == (2, "ben@example.org")
