"""Cohorts and who sits in them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cohorts.actions import (
    CohortClosed,
    close_cohort,
    open_cohort,
    rename_cohort,
    reopen_cohort,
    seat,
    unseat,
)
from cohorts.models import Cohort, Seat
from courses.models import ProgrammePage
from enrolments.actions import leave
from tests.factories.cohorts import make_cohort, manager_of_all
from tests.factories.courses import make_course
from tests.factories.enrolments import make_enrolment


@pytest.fixture
def nairobi(course, chen):
    return open_cohort(by=chen, course=course, name=" Nairobi ", country="KE")


def test_open_cohort_of_own_country_is_within_the_remit(nairobi, chen, dana):
    assert (nairobi.name, nairobi.is_open) == ("Nairobi", True)
    assert list(Cohort.objects.within_remit_of(chen)) == [nairobi]
    assert not Cohort.objects.within_remit_of(dana).exists()


@pytest.mark.parametrize("country", ["MX", ""])
def test_open_cohort_outside_the_remit_is_refused(course, chen, country):
    with pytest.raises(PermissionDenied):
        open_cohort(by=chen, course=course, name="Tapachula", country=country)


def test_open_cohort_of_several_countries_is_for_managers_of_all(course, chen):
    cohort = open_cohort(by=manager_of_all(), course=course, name="Everybody")
    assert not Cohort.objects.within_remit_of(chen).exists()
    assert list(Cohort.objects.within_remit_of(manager_of_all())) == [cohort]


def test_cohort_name_stands_once_in_a_course_and_country(nairobi, course, chen):
    with pytest.raises(ValidationError):
        open_cohort(by=chen, course=course, name="Nairobi", country="KE")
    other = open_cohort(by=chen, course=course, name="Nairobi", country="UG")
    assert rename_cohort(by=chen, cohort=other, name="Kampala").name == "Kampala"


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_cohort_without_a_name_is_refused(course, chen, name):
    with pytest.raises(ValidationError):
        open_cohort(by=chen, course=course, name=name, country="KE")


def test_seat_twice_counts_once(nairobi, course, chen, amina):
    enrolment = make_enrolment(course, amina)
    assert seat(by=chen, cohort=nairobi, enrolments=[enrolment]) == 1
    assert seat(by=chen, cohort=nairobi, enrolments=[enrolment]) == 0
    assert nairobi.seats.count() == 1
    assert list(Cohort.objects.of(amina)) == [nairobi]


def test_seat_in_another_cohort_gives_up_the_first(nairobi, course, chen, amina):
    enrolment = make_enrolment(course, amina)
    seat(by=chen, cohort=nairobi, enrolments=[enrolment])
    mombasa = open_cohort(by=chen, course=course, name="Mombasa", country="KE")
    seat(by=chen, cohort=mombasa, enrolments=[enrolment])
    assert Seat.objects.get().cohort == mombasa


def test_seat_for_a_learner_of_another_country_is_refused(nairobi, course, chen, ben):
    enrolment = make_enrolment(course, ben)
    with pytest.raises(ValidationError):
        seat(by=chen, cohort=nairobi, enrolments=[enrolment])
    assert not Seat.objects.exists()


def test_seat_outside_course_remit_or_study_is_refused(nairobi, course, chen, amina):
    programme = ProgrammePage.objects.get(locale__language_code="es")
    elsewhere = make_enrolment(make_course({}, programme=programme, slug="mente", title="Mente", modules=0), amina)
    far = make_enrolment(course, country="MX")
    gone = make_enrolment(course, amina)
    leave(enrolment=gone)
    for enrolment in (elsewhere, far, gone):
        with pytest.raises(PermissionDenied):
            seat(by=chen, cohort=nairobi, enrolments=[enrolment])
    assert not Seat.objects.exists()


def test_closed_cohort_keeps_its_members_and_takes_none(nairobi, course, chen, amina, elif_):
    seat(by=chen, cohort=nairobi, enrolments=[make_enrolment(course, amina)])
    close_cohort(by=chen, cohort=nairobi)
    with pytest.raises(CohortClosed):
        seat(by=chen, cohort=nairobi, enrolments=[make_enrolment(course, country="KE")])
    assert nairobi.seats.count() == 1
    assert not Cohort.objects.open().exists()
    reopen_cohort(by=chen, cohort=nairobi)
    assert list(Cohort.objects.open()) == [nairobi]


def test_unseat_leaves_the_enrolment(course, amina):
    enrolment = make_enrolment(course, amina)
    cohort = make_cohort(course, enrolment)
    unseat(by=manager_of_all(), seat=cohort.seats.get())
    unseat(by=manager_of_all(), seat=Seat(pk=1, cohort=cohort))
    enrolment.refresh_from_db()
    assert enrolment.is_active
    assert not Cohort.objects.of(amina).exists()


def test_who_manages_elsewhere_changes_nothing(course, amina, chen):
    cohort = make_cohort(course, make_enrolment(course, amina))
    for verb in (close_cohort, reopen_cohort):
        with pytest.raises(PermissionDenied):
            verb(by=chen, cohort=cohort)
    with pytest.raises(PermissionDenied):
        unseat(by=chen, seat=cohort.seats.get())
    with pytest.raises(PermissionDenied):
        rename_cohort(by=chen, cohort=cohort, name="Mine")
