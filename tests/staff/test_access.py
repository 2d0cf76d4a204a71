"""Who gets into Wagtail's admin, in which language, and under which security policy."""

import re

import pytest
from django.urls import reverse

from accounts.actions import appoint_manager, dismiss_manager
from courses.actions import dismiss_instructor
from enrolments.rules import may_edit
from modules.kinds.reading import ReadingPage
from tests.factories.courses import course_page, translate


def hops(client, address):
    """The addresses that a browser is sent to, at most five, and the answer at the end."""
    passed, response = [], client.get(address)
    while response.status_code in (301, 302) and len(passed) < 5:
        passed.append(response["Location"])
        response = client.get(response["Location"])
    return passed, response


def test_visitor_is_sent_to_our_sign_in_and_back(client, homes):
    passed, response = hops(client, "/admin/pages/")
    assert response.status_code == 200
    assert passed[-1].endswith("/accounts/login/?next=/admin/pages/")


def test_wagtails_own_sign_in_page_leads_to_ours_and_keeps_the_way(client, homes):
    passed, response = hops(client, "/admin/login/?next=/admin/media/")
    assert "/accounts/login/?next=" in passed[0]
    assert "/admin/media/" in passed[0]
    assert b'name="login"' in response.content


def test_wagtails_own_password_reset_is_closed(client, db):
    assert client.get("/admin/password_reset/").status_code == 404


def test_instructor_signs_in_through_our_page(client, ben, instructor):
    client.logout()
    data = {"login": "ben@example.org", "password": "camino-pass-1", "next": "/admin/"}
    response = client.post(reverse("account_login"), data)
    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/pages/", "/admin/login/?next=/admin/", "/admin/reports/countries/"]
)
def test_learner_is_refused_without_going_round_in_circles(client, amina, homes, address):
    client.force_login(amina)
    passed, response = hops(client, address)
    assert response.status_code == 403
    assert len(passed) <= 2
    assert "You are signed in with an account that may not see it" in response.content.decode()


def test_dismissed_instructor_is_out(client, instructor, course):
    dismiss_instructor(user=instructor, course_page=course_page(course))
    assert client.get("/admin/").status_code == 403


def test_dismissed_manager_is_out(client, chen):
    appoint_manager(user=chen, countries=["KE"])
    dismiss_manager(user=chen)
    client.force_login(chen)
    assert client.get("/admin/reports/countries/").status_code == 403


def test_manager_who_also_teaches_keeps_the_admin_when_the_remit_ends(client, instructor):
    appoint_manager(user=instructor, countries=["KE"])
    dismiss_manager(user=instructor)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/reports/countries/").status_code == 302


def test_instructor_sees_their_course_and_no_other_in_the_explorer(client, instructor, course, other_course):
    programme = course_page(course).get_parent()
    page = client.get(f"/admin/pages/{programme.pk}/").content.decode()
    assert "Conceptos básicos" in page
    assert "Curso ajeno" not in page


def test_instructor_may_open_no_page_of_another_course(client, instructor, other_course):
    page = course_page(other_course)
    for each in page.get_descendants(inclusive=True):
        for address in ("edit", "delete", "unpublish", "move", "history"):
            response = client.get(f"/admin/pages/{each.pk}/{address}/")
            assert response.status_code in (302, 403, 404), address
        assert client.post(f"/admin/pages/{each.pk}/edit/", {"title": "Mine"}).status_code in (302, 403)
    page.refresh_from_db()
    assert page.title == "Curso ajeno"


def test_instructor_may_edit_every_language_and_those_that_come_later(instructor, course, on_commit):
    with on_commit():
        translate(course_page(course).get_parent().specific, "ar")
    pages = ReadingPage.objects.all()
    assert {page.language for page in pages} == {"es", "en", "ar"}
    assert all(may_edit(instructor, page) for page in pages)


def test_second_instructor_joins_the_group_of_the_first(instructor, dana, course):
    from courses.actions import appoint_instructor

    group = appoint_instructor(user=dana, course_page=course_page(course, "en"))
    assert set(group.user_set.all()) == {instructor, dana}
    assert group.name == "Instructors: Conceptos básicos"


def test_instructor_sees_no_people_groups_sites_or_settings(client, instructor):
    for name in ("users", "groups", "sites", "redirects", "workflows/list", "collections", "snippets/accounts/remit"):
        assert client.get(f"/admin/{name}/").status_code in (302, 404), name


@pytest.mark.parametrize(("language", "direction"), [("es", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_admin_speaks_the_language_of_who_works_there(client, instructor, language, direction):
    type(instructor).objects.update(language=language)
    assert f'<html lang="{language}" dir="{direction}"' in client.get("/admin/").content.decode()


def test_policy_of_the_admin_is_its_own_and_that_of_the_site_stays_strict(client, instructor, course):
    admin = client.get("/admin/").headers["Content-Security-Policy"]
    site = client.get("/es/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline' 'unsafe-eval'" in admin
    assert "frame-ancestors 'self'" in admin
    assert "script-src 'self'" in site.split("; ")
    assert "unsafe" not in site
    assert "http" not in admin.replace("http-equiv", "")


def test_admin_loads_nothing_from_another_host(client, boss, course):
    reading = ReadingPage.objects.first()
    pages = [
        "/admin/",
        "/admin/pages/",
        f"/admin/pages/{course_page(course).pk}/",
        f"/admin/pages/{reading.pk}/edit/",
        "/admin/images/",
        "/admin/media/",
        "/admin/users/",
        "/admin/users/new/",
        "/admin/reports/countries/",
        "/admin/courses/",
        "/admin/account/",
    ]
    for address in pages:
        response = client.get(address)
        assert response.status_code == 200, address
        html = response.content.decode()
        loaded = re.findall(r'<(?:link|script|img|iframe|source|use)\b[^>]*?(?:src|href|srcset)="([^"]*)"', html)
        assert [link for link in loaded if re.match(r"(https?:)?//", link)] == [], address
        assert "gravatar" not in html


def test_admin_has_our_name_and_leads_to_no_sites_of_wagtail(client, instructor):
    page = client.get("/admin/").content.decode()
    assert "<title>Dashboard - Camino</title>" in re.sub(r"\s+", " ", page).replace("<title> ", "<title>")
    assert "guide.wagtail.org" not in page
    assert "camino/admin.css" in page


def test_own_settings_have_no_first_and_last_name_and_can_be_saved(client, instructor):
    page = client.get("/admin/account/").content.decode()
    assert "first_name" not in page
    assert "/accounts/profile/" in page
    data = {
        "locale-preferred_language": "ar",
        "locale-current_time_zone": "Africa/Nairobi",
        "theme-theme": "light",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
    assert client.post("/admin/account/", data).status_code == 302
    instructor.refresh_from_db()
    assert instructor.wagtail_userprofile.preferred_language == "ar"
    assert 'dir="rtl"' in client.get("/admin/").content.decode()
