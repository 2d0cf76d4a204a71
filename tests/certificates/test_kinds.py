"""Validity and renewal, attendance, diplomas, credit points."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions import appoint_manager, confirm_name
from certificates.actions import (
    NotCorrectable,
    NotRenewable,
    accept_correction,
    ask_correction,
    issue_attendance,
    issue_diploma,
    issue_diplomas_due,
    reissue,
    renew,
    revoke,
)
from certificates.models import Certificate, Merit, Standing
from certificates.validity import months_after
from certificates.wording import facts
from courses.models import Programme
from enrolments.models import Enrolment
from lms import schedule
from pages.actions import publish
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certify, finish
from tests.factories.courses import change_page, course_page, make_course, make_homes
from tests.factories.enrolments import make_enrolment
from tests.simultaneous import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]


def verified(client, certificate):
    return in_english(client, "verify", certificate.code)


def in_english(client, name, *args):
    """A page of the site; the admin leaves another language behind."""
    with translation.override("en"):
        return client.get(reverse(f"certificates:{name}", args=args)).content.decode()


@pytest.fixture
def lasting(course, amina, on_commit):
    """A certificate of a course whose certificates are valid for two years."""
    change_page(course, valid_months=24)
    return certify(on_commit, course, amina)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 6, 15), 36, date(2029, 6, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 6, 15), None, None),
    ],
)
def test_months_after_stays_within_the_month(day, months, expected):
    assert months_after(day, months) == expected


def test_course_without_validity_gives_certificates_for_ever(course, amina, on_commit):
    certificate = certify(on_commit, course, amina)
    assert certificate.expires_on is None
    assert certificate.standing_on(date(2999, 1, 1)) == Standing.VALID


def test_certificate_freezes_its_last_day(course, lasting, on_commit):
    assert lasting.expires_on == months_after(lasting.completed_on, 24)
    change_page(course, valid_months=6)
    lasting.refresh_from_db()
    assert lasting.expires_on == months_after(lasting.completed_on, 24)


def test_expired_is_told_from_the_date_everywhere(client, lasting, chen):
    last = lasting.expires_on
    assert lasting.standing_on(last) == Standing.VALID
    assert lasting.standing_on(last + timedelta(days=1)) == Standing.EXPIRED
    Certificate.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    lasting.refresh_from_db()
    assert not lasting.is_valid
    page = verified(client, lasting)
    assert "This certificate is genuine, but it has expired" in page
    assert "It was valid until" in page
    assert "genuine and valid" not in page
    appoint_manager(user=chen, countries=["KE"])
    client.force_login(chen)
    assert "Expired" in client.get(f"/admin/certificates/{lasting.code}/").content.decode()
    assert lasting.code in client.get("/admin/certificates/", {"standing": "expired"}).content.decode()
    client.force_login(lasting.holder)
    assert "Expired" in in_english(client, "mine")


def test_words_of_validity_take_the_moment(lasting):
    after = timezone.now() + timedelta(days=3000)
    assert lasting in Certificate.objects.valid()
    assert lasting not in Certificate.objects.valid(at=after)
    assert lasting in Certificate.objects.expired(at=after)
    assert lasting in Certificate.objects.standing()
    revoke(certificate=lasting, reason="x")
    assert lasting not in Certificate.objects.expired(at=after)
    assert lasting in Certificate.objects.with_standing("revoked", at=after)


def test_renewal_issues_a_successor_valid_as_long_again(client, lasting, chen):
    Certificate.objects.filter(pk=lasting.pk).update(expires_on=timezone.localdate() - timedelta(days=9))
    new = renew(certificate=lasting, reason="Took the course again.", by=chen)
    assert new.expires_on == months_after(timezone.localdate(), 24)
    assert new.is_valid
    page = verified(client, lasting)
    assert "This certificate has been superseded" in page
    assert new.code in page
    assert renew(certificate=lasting, reason="Again", by=chen) == new
    assert Certificate.objects.filter(kind=lasting.kind).count() == 2


def test_renewal_by_its_page(client, lasting, chen):
    appoint_manager(user=chen, countries=["KE"])
    client.force_login(chen)
    address = f"/admin/certificates/{lasting.code}/renew/"
    assert address in client.get(f"/admin/certificates/{lasting.code}/").content.decode()
    page = client.post(address, {"reason": "Took the course again."}, follow=True).content.decode()
    assert "The certificate is renewed." in page


def test_what_never_expires_or_was_revoked_is_not_renewed(course, lasting, ben, chen, on_commit):
    revoke(certificate=lasting, reason="x")
    with pytest.raises(NotCorrectable):
        renew(certificate=lasting, reason="x", by=chen)
    with pytest.raises(NotCorrectable):
        reissue(certificate=lasting, reason="x", by=chen)
    change_page(course, valid_months=None)
    with pytest.raises(NotRenewable):
        renew(certificate=certify(on_commit, course, ben), reason="x", by=chen)


def test_corrected_and_reissued_ones_keep_their_last_day(lasting, chen):
    asked = ask_correction(certificate=lasting, name="Amina W.", why="Shorter")
    new = accept_correction(correction=asked, by=chen).certificate.successor
    assert new.expires_on == lasting.expires_on
    assert reissue(certificate=new, reason="x", by=chen).expires_on == lasting.expires_on


def test_credit_points_are_frozen_and_said(client, course, amina, on_commit):
    change_page(course, credit_points=Decimal("1.5"), credit_body="Medical Council")
    certificate = certify(on_commit, course, amina)
    change_page(course, credit_points=Decimal("9"), credit_body="Another")
    assert "Credit points: 1.5 (Medical Council)" in facts(certificate)
    assert "Credit points: 1.5 (Medical Council)" in verified(client, certificate)


def test_attendance_is_vouched_for_and_needs_no_activity(client, course, amina, chen, on_commit):
    appoint_manager(user=chen, countries=["KE"])
    client.force_login(chen)
    confirm_name(user=amina, name=amina.name)
    enrolment = make_enrolment(course, amina)
    address = f"/admin/certificates/waiting/{enrolment.pk}/"
    data = {"attendance": "yes", "hours": "6", "attended_on": "2026-03-04"}
    for _twice in range(2):
        client.post(address, data)
    certificate = Certificate.objects.get()
    assert (certificate.kind, certificate.course_hours) == ("attendance", 6)
    assert certificate.completed_on == date(2026, 3, 4)
    assert certificate.events.get(kind="issued").by == chen
    page = verified(client, certificate)
    for part in ("Certificate of attendance", "has attended the course", "6 hours attended"):
        assert part in page
    assert 'name="attendance"' not in client.get(address).content.decode()


def test_attendance_waits_for_the_name(course, amina, chen, on_commit):
    enrolment = make_enrolment(course, amina)
    issued = issue_attendance(enrolment=enrolment, hours=6, attended_on=date(2026, 3, 4), by=chen)
    assert issued == []
    assert Merit.objects.get().by == chen
    with on_commit():
        confirm_name(user=amina, name=amina.name)
    assert Certificate.objects.get().events.get(kind="issued").by == chen


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"hours": "0", "attended_on": "2026-03-04"}, "greater than or equal to 1"),
        ({"hours": "", "attended_on": "2026-03-04"}, "This field is required."),
        ({"hours": "6", "attended_on": "2999-01-01"}, "Choose a day that has been."),
        ({"hours": "6", "attended_on": "0001-01-01"}, "Choose a day that has been."),
    ],
)
def test_attendance_with_a_mistake_gets_a_message(client, course, amina, chen, data, message):
    appoint_manager(user=chen, countries=["KE"])
    client.force_login(chen)
    enrolment = make_enrolment(course, amina)
    response = client.post(f"/admin/certificates/waiting/{enrolment.pk}/", data | {"attendance": "yes"})
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Merit.objects.exists()


@pytest.fixture
def courses(course, homes):
    """Two courses of a programme that gives a diploma for both."""
    programme = course_page(course).get_parent().specific
    other = make_course(homes, slug="otro", title="Otro curso", modules=1, programme=programme)
    programme.diploma = "achievement"
    publish(programme)
    return [course, other]


def diplomas():
    return Certificate.objects.filter(kind="diploma")


def test_diploma_comes_by_itself_with_the_last_course(client, courses, amina, on_commit):
    first, last = courses
    certify(on_commit, first, amina)
    assert not diplomas().exists()
    with on_commit():
        finish(last, amina)
    diploma = diplomas().get()
    assert (diploma.holder, diploma.holder_name, diploma.country.code) == (amina, "Amina Wanjiru", "KE")
    assert (diploma.course_title, diploma.course_hours) == ("[en] Migración y salud", 24)
    assert [line["title"] for line in diploma.terms["courses"]] == ["[en] Conceptos básicos", "Otro curso"]
    assert [line["language"] for line in diploma.terms["courses"]] == ["en", "es"]
    assert diploma.rendered_at
    page = verified(client, diploma)
    assert '<bdi lang="es" dir="ltr">Otro curso</bdi>' in page
    for part in ("Diploma", "has successfully completed the programme", "Otro curso", "2 of 2 courses"):
        assert part in page


def test_diploma_of_some_courses_needs_no_more(courses, amina, on_commit):
    programme = course_page(courses[0]).get_parent().specific
    programme.diploma_courses = 1
    publish(programme)
    certify(on_commit, courses[0], amina)
    assert diplomas().get().terms["needed"] == 1
    with on_commit():
        finish(courses[1], amina)
    assert len(diplomas().get().terms["courses"]) == 1


def test_revoked_or_expired_certificate_does_not_count(courses, amina, on_commit):
    first = certify(on_commit, courses[0], amina, kind="achievement")
    revoke(certificate=first, reason="x")
    with on_commit():
        finish(courses[1], amina)
    assert not diplomas().exists()


def test_participation_does_not_count_for_a_diploma_of_achievement(courses, amina, on_commit):
    certify(on_commit, courses[0], amina)
    Enrolment.objects.update(achieved_at=None)
    Certificate.objects.filter(kind="achievement").update(state="revoked", revoked_at=timezone.now())
    with on_commit():
        finish(courses[1], amina)
    assert not diplomas().exists()


def test_programme_without_a_rule_gives_none(course, amina, on_commit):
    certify(on_commit, course, amina)
    assert issue_diploma(holder=amina, programme=course.programme) is None


def test_diploma_revoked_is_not_issued_again(courses, amina, on_commit):
    for course in courses:
        certify(on_commit, course, amina)
    revoke(certificate=diplomas().get(), reason="x")
    programme = Programme.objects.get(pk=courses[0].programme_id)
    assert issue_diploma(holder=amina, programme=programme).state == "revoked"
    assert diplomas().count() == 1


def test_diploma_that_was_missed_is_issued_by_the_schedule(courses, amina, on_commit):
    confirm_name(user=amina, name=amina.name)
    for course in courses:
        schedule.issue_earned(enrolment=finish(course, amina))
    assert not diplomas().exists()
    schedule.issue_missed_diplomas()
    schedule.issue_missed_diplomas()
    assert diplomas().get().holder == amina
    assert issue_diplomas_due(programme=Programme.objects.get(pk=courses[0].programme_id)) == 0


def test_diploma_has_a_programme_and_all_others_an_enrolment(course, amina, on_commit):
    certificate = certify(on_commit, course, amina)
    for wrong in ({"enrolment": None}, {"programme": course.programme}, {"kind": "diploma"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.filter(pk=certificate.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_two_last_courses_at_once_give_one_diploma():
    first = make_course(make_homes(), modules=1)
    programme = course_page(first).get_parent().specific
    last = make_course(None, slug="otro", title="Otro", modules=1, programme=programme)
    programme.diploma = "participation"
    publish(programme)
    user = UserFactory(name="Amina Wanjiru")
    confirm_name(user=user, name=user.name)
    at_once(lambda: finish(first, user), lambda: finish(last, user))
    assert diplomas().count() == 1
    at_once(*[lambda: issue_diploma(holder=user, programme=Programme.objects.get())] * 6)
    assert diplomas().count() == 1
    assert diplomas().get().events.filter(kind="issued").count() == 1
