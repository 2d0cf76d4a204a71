"""The managers' reports in Wagtail's admin: rows, totals, filters, order, and nothing from outside of the remit."""

import pytest
from django.urls import reverse

from accounts.actions import appoint_manager
from tests.factories.courses import course_page, make_course
from tests.reports.conftest import make_learner
from tests.reports.sheets import csv_rows, table, xlsx_rows

COUNTRIES = "/admin/reports/countries/"
LEARNERS = "/admin/reports/learners/"
TITLE = "[en] Conceptos básicos"
KENYA = ["Kenya", TITLE, "3", "2", "1", "1", "33.3%"]
UGANDA = ["Uganda", TITLE, "1", "0", "0", "0", "0.0%"]


@pytest.fixture
def other_course(homes, course):
    return make_course(homes, slug="otro", title="Otro curso", modules=0, programme=course_programme(course))


def course_programme(course):
    return course_page(course).get_parent().specific


def test_countries_shows_steps_for_each_country_and_course_and_adds_up(client, manager, cast):
    rows = table(client.get(COUNTRIES))
    assert rows == [
        KENYA,
        UGANDA,
        ["Total", "", "4", "2", "1", "1", "25.0%"],
        ["Different people", "", "4", "2", "1", "1", "25.0%"],
    ]


def test_countries_somebody_in_two_courses_counts_twice_in_total_and_once_in_people(
    client, manager, cast, other_course
):
    make_learner(other_course, "KE", user=cast["atieno"].user, steps=2)
    rows = table(client.get(COUNTRIES))
    assert [row[2:5] for row in rows] == [
        ["3", "2", "1"],
        ["1", "1", "1"],
        ["1", "0", "0"],
        ["5", "3", "2"],
        ["4", "2", "1"],
    ]


def test_countries_revoked_certificate_does_not_count(client, manager, cast):
    from certificates.actions import revoke

    for certificate in cast["atieno"].certificates.all():
        revoke(certificate=certificate, reason="A mistake.")
    assert table(client.get(COUNTRIES))[0][5] == "0"


def test_countries_both_certificates_of_one_enrolment_count_once(client, manager, cast):
    enrolment = cast["atieno"]
    enrolment.achieved_at = enrolment.completed_at
    enrolment.save()
    from certificates.actions import issue_earned

    assert len(issue_earned(enrolment=enrolment)) == 2
    assert table(client.get(COUNTRIES))[0][5] == "1"


@pytest.mark.parametrize(
    "address", [COUNTRIES, f"{COUNTRIES}results/", f"{COUNTRIES}?by=country", f"{COUNTRIES}?by=course"]
)
def test_countries_no_view_names_or_counts_a_country_outside_of_the_remit(client, manager, cast, address):
    page = client.get(address)
    assert b"Peru" not in page.content
    assert table(page)[-1][2:6] == ["4", "2", "1", "1"]


@pytest.mark.parametrize(
    "address", [LEARNERS, f"{LEARNERS}results/", f"{LEARNERS}?q=P", f"{LEARNERS}?ordering=-user__name"]
)
def test_learners_no_view_names_anybody_outside_of_the_remit(client, manager, cast, address):
    page = client.get(address).content.decode()
    assert "Peru" not in page
    assert "Pilar" not in page
    assert "Paco" not in page


@pytest.mark.parametrize("address", [COUNTRIES, LEARNERS, f"{COUNTRIES}results/", f"{LEARNERS}results/"])
@pytest.mark.parametrize(("form", "read"), [("csv", csv_rows), ("xlsx", xlsx_rows)])
def test_export_holds_nothing_from_outside_of_the_remit(client, manager, cast, address, form, read):
    words = str(read(client.get(f"{address}?export={form}")))
    assert "Kenya" in words
    assert not any(word in words for word in ("Peru", "PE", "Pilar", "Paco"))


def test_countries_export_has_the_rows_of_the_page_and_the_total(client, manager, cast):
    rows = csv_rows(client.get(f"{COUNTRIES}?export=csv"))
    assert rows == [
        ["Country", "Course", "Enrolled", "Started", "Completed", "Certified", "Completion rate (%)"],
        ["Kenya", TITLE, "3", "2", "1", "1", "33.3"],
        ["Uganda", TITLE, "1", "0", "0", "0", "0.0"],
        ["Total", "", "4", "2", "1", "1", "25.0"],
    ]


def test_countries_xlsx_holds_numbers_that_can_be_calculated_with(client, manager, cast):
    response = client.get(f"{COUNTRIES}?export=xlsx&ordering=-enrolled")
    assert xlsx_rows(response)[1] == ["Kenya", TITLE, 3, 2, 1, 1, 33.3]
    assert response["Content-Disposition"].startswith('attachment; filename="camino-countries-')


def test_learners_shows_dates_and_who_is_certified(client, manager, cast):
    rows = table(client.get(LEARNERS))
    day = "03/10/2026"
    assert rows[0] == ["Atieno Owuor", "Kenya", TITLE, "Nurse", day, day, day, "Yes"]
    assert rows[2] == ["Cherono Kiprop", "Kenya", TITLE, "", "05/20/2026", "", "", ""]
    assert [row[0] for row in rows] == ["Atieno Owuor", "Baraka Mwangi", "Cherono Kiprop", "Dembe Sserwadda"]


def test_learners_export_has_days_and_words(client, manager, cast):
    rows = csv_rows(client.get(f"{LEARNERS}?export=csv"))
    assert rows[1] == ["Atieno Owuor", "Kenya", TITLE, "Nurse", "2026-03-10", "2026-03-10", "2026-03-10", "Yes"]
    assert rows[3] == ["Cherono Kiprop", "Kenya", TITLE, "", "2026-05-20", "", "", "No"]


def test_learners_export_name_that_looks_like_a_formula_stays_a_text(client, manager, course):
    make_learner(course, "KE", "=HYPERLINK(A1)")
    assert csv_rows(client.get(f"{LEARNERS}?export=csv"))[1][0] == "'=HYPERLINK(A1)"
    assert xlsx_rows(client.get(f"{LEARNERS}?export=xlsx"))[1][0] == "=HYPERLINK(A1)"


def test_learners_filter_leaves_those_that_match(client, manager, cast):
    for query, names in {
        "profession=nurse": ["Atieno Owuor"],
        "country=UG": ["Dembe Sserwadda"],
        "enrolled_from=2026-04-01": ["Cherono Kiprop"],
        "enrolled_from=2026-03-10&enrolled_to=2026-03-10": ["Atieno Owuor", "Baraka Mwangi", "Dembe Sserwadda"],
        "step=certified": ["Atieno Owuor"],
        "step=underway": ["Baraka Mwangi"],
        "step=waiting": ["Cherono Kiprop", "Dembe Sserwadda"],
        "course=conceptos&q=kip": ["Cherono Kiprop"],
    }.items():
        assert [row[0] for row in table(client.get(f"{LEARNERS}?{query}"))] == names, query


def test_countries_filters_limit_rows_and_totals(client, manager, cast, other_course):
    make_learner(other_course, "KE")
    rows = table(client.get(f"{COUNTRIES}?course=conceptos&profession=nurse"))
    assert [row[2] for row in rows] == ["1", "1", "1"]


def test_filters_offer_courses_and_countries_within_the_remit_only(client, manager, cast, other_course):
    make_learner(other_course, "PE", "Quilla")
    page = client.get(COUNTRIES).content.decode()
    assert "Otro curso" not in page
    assert 'value="PE"' not in page
    assert 'value="UG"' in page


WRONG = [
    "course=unknown",
    "country=PE",
    "country=XX",
    "profession=king",
    "enrolled_from=yesterday",
    "enrolled_from=0001-01-01",
    "enrolled_to=9999-12-31",
    "enrolled_from=2026-05-01&enrolled_to=2026-04-01",
    "course=%00",
    "country=KE&course=x&export=csv",
    "country=PE&export=xlsx",
]


@pytest.mark.parametrize("address", [COUNTRIES, LEARNERS])
def test_filter_with_a_wrong_value_says_so_and_shows_and_exports_nothing(client, manager, cast, address):
    for query in WRONG:
        response = client.get(f"{address}?{query}")
        assert response.status_code == 422, query
        assert "These filters make no sense" in response.content.decode()
        assert table(response) == []


@pytest.mark.parametrize("address", [COUNTRIES, LEARNERS])
def test_other_nonsense_in_the_address_is_put_right(client, manager, cast, address):
    for query in ("p=0", "p=x", "p=999", "ordering=password", "ordering=-", "export=pdf", "q=%00", "by="):
        response = client.get(f"{address}?{query}")
        assert response.status_code == 200, query
        assert table(response)


def test_period_at_its_ends_in_any_time_zone_is_no_error(client, manager, cast):
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=manager, current_time_zone="Pacific/Kiritimati")
    assert client.get(f"{COUNTRIES}?enrolled_from=2000-01-01&enrolled_to=2999-12-31").status_code == 200


def test_countries_every_column_orders_both_ways(client, manager, cast):
    for key in ("country", "enrolled", "started", "completed", "certified", "rate"):
        up = table(client.get(f"{COUNTRIES}?ordering={key}"))[:2]
        assert table(client.get(f"{COUNTRIES}?ordering=-{key}"))[:2] == up[::-1], key


def test_learners_every_ordering_keeps_all_rows(client, manager, cast):
    for key in ("user__name", "enrolled_at", "started_at", "completed_at", "is_certified"):
        for ordering in (key, f"-{key}"):
            assert len(table(client.get(f"{LEARNERS}?ordering={ordering}"))) == 4


def test_learners_without_a_step_come_last_whichever_way(client, manager, cast):
    for ordering in ("completed_at", "-completed_at"):
        assert table(client.get(f"{LEARNERS}?ordering={ordering}"))[0][0] == "Atieno Owuor"


def test_manager_of_all_countries_sees_all_and_those_whose_country_is_not_known(client, manager, cast, course):
    make_learner(course, "", "Nadie")
    appoint_manager(user=manager, everywhere=True)
    rows = table(client.get(f"{COUNTRIES}?by=country"))
    assert [row[0] for row in rows] == ["Kenya", "Not known", "Peru", "Uganda", "Total", "Different people"]
    assert [row[0] for row in table(client.get(f"{LEARNERS}?country=none"))] == ["Nadie"]


def test_names_are_in_the_managers_language(client, manager, cast):
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=manager, preferred_language="es")
    rows = table(client.get(COUNTRIES))
    assert rows[0][:2] == ["Kenia", "Conceptos básicos"]
    assert rows[0][-1] == "33,3 %"


def test_export_is_in_the_managers_language(client, manager, cast):
    manager.language = "es"
    manager.save()
    assert csv_rows(client.get(f"{LEARNERS}?export=csv"))[1][-1] == "Sí"


def test_countries_nobody_enrolled_says_so(client, manager, course):
    assert "Nobody in the countries that you manage is enrolled yet." in client.get(COUNTRIES).content.decode()


@pytest.mark.parametrize("address", [COUNTRIES, f"{COUNTRIES}results/", LEARNERS, f"{LEARNERS}results/"])
def test_reports_without_a_remit_are_refused_and_not_in_the_menu(client, staff, cast, address):
    response = client.get(address, {"export": "csv"})
    assert response.status_code == 302
    assert response["Location"] == "/admin/"
    assert "/admin/reports/countries/" not in client.get("/admin/").content.decode()


def test_reports_are_in_the_managers_menu(client, manager):
    home = client.get("/admin/").content.decode()
    assert reverse("reports:countries") in home
    assert reverse("reports:learners") in home


@pytest.fixture
def staff(client, ben):
    """Ben works in the admin, but manages nothing."""
    from django.contrib.auth.models import Group

    from accounts.actions import admit_to_staff

    admit_to_staff(user=ben, group=Group.objects.create(name="Elsewhere"))
    client.force_login(ben)
    return ben


@pytest.mark.parametrize("address", [COUNTRIES, LEARNERS])
def test_reports_ask_the_same_number_of_queries_for_one_row_and_for_fifty(
    client, manager, course, address, django_assert_num_queries
):
    expected = {COUNTRIES: 14, LEARNERS: 14}[address]
    make_learner(course, "KE", "First", steps=3)
    client.get(address)
    with django_assert_num_queries(expected):
        assert len(table(client.get(address))) >= 1
    appoint_manager(user=manager, everywhere=True)
    for number in range(49):
        make_learner(course, f"{chr(65 + number // 26)}{chr(65 + number % 26)}", f"Learner {number}", steps=3)
    with django_assert_num_queries(expected):
        assert len(table(client.get(address))) >= 50
