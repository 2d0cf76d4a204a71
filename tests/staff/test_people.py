"""People in Wagtail's admin: made, changed, made inactive; never deleted with what they did."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from accounts.actions import appoint_manager
from accounts.models import Organisation, Remit, User
from accounts.rules import may_manage
from tests.factories.courses import make_course
from tests.factories.enrolments import make_enrolment

PERSON = {
    "email": "new@example.org",
    "name": "Nueva  Persona",
    "country": "PE",
    "profession": "nurse",
    "language": "es",
}


def test_person_is_made_without_a_password_and_with_the_name_as_printed(client, boss):
    assert client.post("/admin/users/new/", PERSON).status_code == 302
    user = User.objects.get(email="new@example.org")
    assert (user.name, user.country.code, user.language) == ("Nueva Persona", "PE", "es")
    assert not user.has_usable_password()
    assert not user.is_staff


def test_person_is_made_with_a_password_and_signs_in(client, boss):
    secret = "zebra-lantern-42"
    client.post("/admin/users/new/", PERSON | {"password1": secret, "password2": secret})
    client.logout()
    assert client.login(email="new@example.org", password=secret)


def test_person_in_a_group_of_the_admin_is_staff(client, boss, chen):
    appoint_manager(user=chen, countries=["KE"])
    group = Group.objects.get(name="Programme managers")
    client.post("/admin/users/new/", PERSON | {"groups": [group.pk]})
    assert User.objects.get(email="new@example.org").is_staff


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"email": "AMINA@example.org"}, "Somebody has signed up with this e-mail address."),
        ({"email": "no address"}, "Enter a valid email address."),
        ({"name": "123"}, "Write a name: letters, in any script."),
        ({"password1": "a-long-one-1", "password2": "another-one-2"}, "The two password fields"),
        ({"password1": "password", "password2": "password"}, "too common"),
        ({"country": "XX"}, "Select a valid choice."),
        ({"language": "xx"}, "Select a valid choice."),
    ],
)
def test_person_with_a_wrong_value_is_refused_with_a_reason(client, boss, amina, wrong, message):
    before = User.objects.count()
    response = client.post("/admin/users/new/", PERSON | wrong)
    assert response.status_code == 200
    assert message in response.content.decode().replace("&#x27;", "'")
    assert User.objects.count() == before


def edit_of(user, **changes):
    fields = {"email": user.email, "name": user.name, "country": user.country.code, "is_active": "on"}
    return fields | {"profession": user.profession, "language": user.language} | changes


def test_person_edited_keeps_their_password_and_loses_the_old_address(client, boss, amina):
    EmailAddress.objects.create(user=amina, email=amina.email, primary=True, verified=True)
    client.post(f"/admin/users/edit/{amina.pk}/", edit_of(amina, email="amina@new.example.org"))
    changed = User.objects.get(pk=amina.pk)
    assert changed.email == "amina@new.example.org"
    assert changed.password == amina.password
    assert not EmailAddress.objects.filter(email="amina@example.org").exists()


def test_person_made_inactive_cannot_sign_in(client, boss, amina):
    fields = edit_of(amina)
    del fields["is_active"]
    client.post(f"/admin/users/edit/{amina.pk}/", fields)
    assert not client.login(email="amina@example.org", password="camino-pass-1")


def test_boss_cannot_take_their_own_rights_away(client, boss):
    client.post(f"/admin/users/edit/{boss.pk}/", edit_of(boss))
    boss.refresh_from_db()
    assert boss.is_superuser
    assert boss.is_active
    assert boss.is_staff


def test_person_without_records_is_deleted(client, boss, dana):
    client.post(f"/admin/users/delete/{dana.pk}/")
    assert not User.objects.filter(pk=dana.pk).exists()


def test_person_with_records_is_kept_and_the_reason_said(client, boss, amina, homes):
    make_enrolment(make_course(homes, modules=0), amina)
    response = client.post(f"/admin/users/delete/{amina.pk}/", follow=True)
    assert "has records of study, which are kept" in response.content.decode()
    assert User.objects.filter(pk=amina.pk).exists()


def test_people_deleted_together_leave_those_with_records(client, boss, amina, dana, homes):
    make_enrolment(make_course(homes, modules=0), amina)
    client.post(f"/admin/bulk/accounts/user/delete/?id={amina.pk}&id={dana.pk}")
    assert User.objects.filter(pk=amina.pk).exists()
    assert not User.objects.filter(pk=dana.pk).exists()


def test_people_are_found_by_name_and_address_and_ordered(client, boss, amina, dana):
    assert "Amina" in client.get("/admin/users/?q=wanj").content.decode()
    assert "Dana" not in client.get("/admin/users/?q=amina%40").content.decode()
    for key in ("name", "email", "country", "is_staff", "is_active", "last_login"):
        assert client.get(f"/admin/users/?ordering=-{key}").status_code == 200


def test_remit_saved_appoints_a_manager_and_deleted_dismisses_them(client, boss, amina):
    data = {"email": "Amina@example.org", "countries": ["KE", "TZ"]}
    assert client.post("/admin/snippets/accounts/remit/add/", data).status_code == 302
    remit = Remit.objects.get(user=amina)
    assert remit.codes == ["KE", "TZ"]
    assert User.objects.get(pk=amina.pk).has_perm("wagtailadmin.access_admin")
    assert client.get("/admin/snippets/accounts/remit/").status_code == 200
    client.post(f"/admin/snippets/accounts/remit/delete/{remit.pk}/")
    assert not may_manage(User.objects.get(pk=amina.pk))
    assert not User.objects.get(pk=amina.pk).has_perm("wagtailadmin.access_admin")


def test_remit_edited_keeps_the_person_and_changes_the_countries(client, boss, chen):
    address = f"/admin/snippets/accounts/remit/edit/{chen.remit.pk}/"
    assert "chen@example.org" in client.get(address).content.decode()
    client.post(address, {"email": "amina@example.org", "everywhere": "on"})
    remit = Remit.objects.get()
    assert (remit.user, remit.everywhere, remit.codes) == (chen, True, [])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"email": "nobody@example.org", "everywhere": "on"}, "Nobody has signed up with this e-mail address."),
        ({"email": "amina@example.org"}, "Choose at least one country, or all."),
        ({"email": "amina@example.org", "countries": ["XX"]}, "Select a valid choice."),
    ],
)
def test_remit_with_a_wrong_value_is_refused_with_a_reason(client, boss, amina, data, message):
    response = client.post("/admin/snippets/accounts/remit/add/", data)
    assert message in response.content.decode()
    assert not Remit.objects.exists()


def test_organisation_of_the_same_name_is_refused(client, boss):
    Organisation.objects.create(name="Ministerio de Salud")
    response = client.post("/admin/snippets/accounts/organisation/add/", {"name": "ministerio de salud"})
    assert response.status_code == 200
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("name", ["accounts/remit", "accounts/organisation", "courses/topic"])
def test_registers_are_closed_to_instructors(client, instructor, name):
    assert client.get(f"/admin/snippets/{name}/").status_code == 302
    assert client.post(f"/admin/snippets/{name}/add/", {}).status_code == 302
