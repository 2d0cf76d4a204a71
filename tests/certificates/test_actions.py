"""Issuing, rendering and revoking."""

import hashlib

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.actions import confirm_name
from certificates import paper
from certificates.actions import issue_earned, render, revoke
from certificates.models import Certificate, Merit
from certificates.signals import certificate_issued
from enrolments.models import Enrolment
from pages.actions import publish
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certify, finish
from tests.factories.courses import course_page, make_course, make_homes
from tests.factories.enrolments import complete, make_enrolment
from tests.factories.modules import activities, make_reading
from tests.simultaneous import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]


@pytest.fixture
def announced():
    """The codes of the certificates that were announced."""
    codes = []

    def hear(certificate, **_kwargs):
        codes.append(certificate.code)

    certificate_issued.connect(hear)
    yield codes
    certificate_issued.disconnect(hear)


def test_course_finished_issues_both_kinds(course, amina, on_commit, announced):
    certify(on_commit, course, amina)
    certificates = Certificate.objects.of(amina)
    assert {certificate.kind for certificate in certificates} == {"participation", "achievement"}
    assert sorted(announced) == sorted(certificate.code for certificate in certificates)


def test_enough_activities_without_points_issues_participation_only(course, amina, on_commit):
    course.participation_share = 50
    course.save()
    with on_commit():
        confirm_name(user=amina, name=amina.name)
        enrolment = make_enrolment(course, amina)
        for activity in activities(course, "reading") + activities(course, "discussion"):
            complete(enrolment, activity)
    certificate = Certificate.objects.get()
    assert certificate.kind == "participation"
    assert certificate.terms == {"share": 50, "done": 4, "total": 6}


def test_certificate_says_what_was_studied(course, amina, on_commit):
    certificate = certify(on_commit, course, amina, kind="achievement")
    assert certificate.holder_name == "Amina Wanjiru"
    assert certificate.course_title == "[en] Conceptos básicos"
    assert (certificate.course_hours, certificate.level, certificate.language) == (12, "introductory", "en")
    assert certificate.terms == {"share": 70, "points": 4, "max_points": 4}
    assert (certificate.country.code, certificate.issuer) == ("KE", settings.ISSUER_NAME)
    assert certificate.completed_on == certificate.enrolment.achieved_at.date()


def test_language_that_the_course_has_not_gives_its_own(course, farid, on_commit):
    certificate = certify(on_commit, course, farid)
    assert (certificate.language, certificate.course_title) == ("es", "Conceptos básicos")


def test_unconfirmed_name_waits_and_is_issued_when_confirmed(course, amina, on_commit, announced):
    with on_commit():
        finish(course, amina)
    assert not Certificate.objects.exists()
    with on_commit():
        confirm_name(user=amina, name="Amina W. Wanjiru")
    assert set(Certificate.objects.values_list("holder_name", flat=True)) == {"Amina W. Wanjiru"}
    assert len(announced) == 2


def test_terms_are_those_of_the_day_it_was_earned(course, amina, on_commit):
    with on_commit():
        finish(course, amina)
    with on_commit():
        for number in range(1, 9):
            make_reading(course_page(course).get_children().first().specific, slug=f"nueva-{number}")
        page = course_page(course)
        page.title, page.hours, page.participation_share = "Otro título", 40, 100
        publish(page)
    with on_commit():
        confirm_name(user=amina, name=amina.name)
    certificate = Certificate.objects.get(kind="participation")
    assert certificate.terms["total"] == 6
    assert certificate.terms["share"] == 80
    assert certificate.course_hours == 12


def test_later_changes_of_user_and_course_do_not_reach_it(course, amina, on_commit):
    before = Certificate.objects.filter(pk=certify(on_commit, course, amina).pk).values().get()
    with on_commit():
        confirm_name(user=amina, name="Somebody Else")
        page = course_page(course, "en")
        page.title = "Another title"
        publish(page)
        course_page(course).unpublish()
        finish_again(course, amina)
    assert Certificate.objects.filter(pk=before["id"]).values().get() == before


def finish_again(course, user):
    from enrolments.actions import assess
    from enrolments.models import Enrolment

    assess(enrolment=Enrolment.objects.get(user=user, course=course))


def test_issue_twice_issues_and_announces_once(course, amina, on_commit, announced):
    certificate = certify(on_commit, course, amina)
    with on_commit():
        issue_earned(enrolment=certificate.enrolment)
        confirm_name(user=amina, name=amina.name)
    assert Certificate.objects.count() == len(announced) == 2
    assert Merit.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_simultaneous_requests_issue_once(announced):
    user = UserFactory(name="Amina Wanjiru")
    course = make_course(make_homes(), modules=1)
    enrolment = finish(course, user)
    Merit.objects.all().delete()
    type(user).objects.filter(pk=user.pk).update(name_confirmed_at=enrolment.completed_at)
    at_once(*[lambda: issue_earned(enrolment=enrolment)] * 8)
    assert Certificate.objects.count() == len(announced) == 2


@pytest.mark.django_db(transaction=True)
def test_name_confirmed_while_the_last_activity_is_done_issues_once(announced):
    user = UserFactory(name="Amina Wanjiru")
    course = make_course(make_homes(), modules=1)
    enrolment = make_enrolment(course, user)
    first, *others = activities(course)
    for activity in others:
        complete(enrolment, activity)
    at_once(lambda: complete(enrolment, first), lambda: confirm_name(user=user, name=user.name))
    assert Certificate.objects.count() == len(announced) == 2


@pytest.mark.django_db(transaction=True)
def test_last_two_activities_at_once_issue_once(course, amina, announced):
    course.participation_share = course.achievement_share = 100
    course.save(update_fields=["participation_share", "achievement_share"])
    confirm_name(user=amina, name=amina.name)
    enrolment = make_enrolment(course, amina)
    *others, reading, quiz = sorted(activities(course), key=lambda it: (it.kind == "quiz", it.kind == "reading"))
    for activity in others:
        complete(enrolment, activity)
    at_once(*(lambda it=it: complete(Enrolment.objects.get(), it) for it in (reading, quiz)))
    assert Certificate.objects.count() == len(announced) == 2


def test_paper_is_made_once_and_keeps_its_bytes(course, amina, on_commit, monkeypatch):
    certificate = certify(on_commit, course, amina)
    monkeypatch.setattr(paper, "make", lambda certificate: b"other")
    stale = Certificate.objects.get(pk=certificate.pk)
    stale.rendered_at = None
    assert render(certificate=stale).pdf.read() == b"%P"
    assert certificate.sha256 == hashlib.sha256(b"%P").hexdigest()


def test_paper_that_fails_is_made_by_the_command(course, amina, on_commit, monkeypatch, capsys):
    monkeypatch.setattr(paper, "make", broken)
    certificate = certify(on_commit, course, amina)
    assert not certificate.pdf
    with pytest.raises(CommandError):
        call_command("render_certificates")
    monkeypatch.setattr(paper, "make", lambda certificate: b"%P")
    call_command("render_certificates")
    assert not Certificate.objects.unrendered().exists()


def broken(certificate):
    raise OSError("no Pango")


def test_listener_that_fails_does_not_stop_the_paper(course, amina, on_commit):
    def fail(**_kwargs):
        raise ValueError

    certificate_issued.connect(fail)
    certificate = certify(on_commit, course, amina)
    certificate_issued.disconnect(fail)
    assert certificate.pdf


def test_revoke_twice_keeps_the_first_reason(course, amina, on_commit):
    certificate = certify(on_commit, course, amina)
    revoke(certificate=certificate, reason="Issued in error")
    revoke(certificate=certificate, reason="Again")
    certificate.refresh_from_db()
    assert (certificate.state, certificate.revocation_reason) == ("revoked", "Issued in error")
    assert not certificate.is_valid
    assert certificate.revoked_at
