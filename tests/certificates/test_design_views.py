"""Designs in Wagtail's admin: who gets in, and what the form refuses."""

import json

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from wagtail.models import ReferenceIndex

from accounts.actions import appoint_manager
from certificates.designing import appoint_designer, assign_design
from certificates.models import CertificateDesign, DesignAssignment
from courses.actions import appoint_instructor
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_page
from tests.factories.designs import form, logo, make_design, make_drawing
from tests.queries import at_most

pytestmark = pytest.mark.django_db

DESIGNS = "/admin/snippets/certificates/certificatedesign/"
USES = "/admin/snippets/certificates/designassignment/"


def told(response, field):
    """All that the form says about a StreamField."""
    with translation.override("en"):
        return json.dumps(response.context["form"].errors.as_data()[field][0].as_json_data())


def addresses(design):
    """Every address of designs and of their uses in the admin, with what stands in them."""
    use, revision = design.assignments.get(), design.latest_revision
    for thing in (design, use):
        viewset = type(thing).snippet_viewset
        for pattern in viewset.get_urlpatterns():
            for arguments in ([], [thing.pk], [thing.pk, revision.pk], [thing.pk, revision.pk, "latest"]):
                try:
                    yield reverse(viewset.get_url_name(pattern.name), args=arguments)
                except NoReverseMatch:
                    continue
        model = thing._meta.model_name
        yield f"/admin/bulk/certificates/{model}/delete/?id={thing.pk}"
        yield f"/admin/snippets/choose/certificates/{model}/"
        yield f"/admin/snippets/choose/certificates/{model}/chosen/{thing.pk}/"


def sent_by(client, address):
    return [client.get(address), client.post(address, form())]


def test_addresses_are_all_there_for_the_designer(client, designer, design):
    found = list(addresses(design))
    assert len(found) > 25
    seen = {address: client.get(address).status_code for address in found}
    assert sum(status == 200 for status in seen.values()) > 15
    assert 500 not in seen.values()


@pytest.mark.parametrize("who", ["instructor", "manager", "learner", "nobody"])
def test_others_reach_no_address_of_designs(client, design, course, ben, chen, amina, who):
    appoint_instructor(user=ben, course_page=course_page(course))
    appoint_manager(user=chen, everywhere=True)
    person = {"instructor": ben, "manager": chen, "learner": amina}.get(who)
    if person:
        client.force_login(person)
    for address in addresses(design):
        answers = sent_by(client, address)
        assert {answer.status_code for answer in answers} <= {302, 403, 404}, address
        assert not any(DESIGNS in answer.get("Location", "").split("?next=")[0] for answer in answers), address
    design.refresh_from_db()
    assert (design.name, CertificateDesign.objects.count(), DesignAssignment.objects.count()) == ("House style", 1, 1)


def test_menu_shows_designs_to_designers_only(client, designer, ben, course):
    assert DESIGNS in client.get("/admin/").content.decode()
    appoint_instructor(user=ben, course_page=course_page(course))
    client.force_login(ben)
    assert DESIGNS not in client.get("/admin/").content.decode()


def test_designer_who_is_appointed_twice_is_one_and_may_nothing_else(client, designer):
    appoint_designer(user=designer)
    assert designer.groups.count() == 1
    for address in (
        "/admin/users/",
        "/admin/corrections/",
        "/admin/reports/countries/",
        "/admin/snippets/accounts/remit/",
    ):
        assert client.get(address).status_code in (302, 403, 404), address


def test_design_is_drafted_then_published(client, designer):
    picture = make_drawing()
    role = {"roles-count": "1", "roles-0-deleted": "", "roles-0-order": "0", "roles-0-id": ""}
    role |= {"roles-0-value-language": "es", "roles-0-value-role": "Directora"}
    data = form(
        logos=[("logo", {"image": picture.pk, "alt": "Ruta Clara"})],
        signatories=[("signatory", {"name": "Inés", "signature": "", "alt": ""} | role)],
        words=[("texts", {"language": "es", "kind": "", "heading": "", "deed": "", "closing": "{hours}"})],
    )
    assert client.post(f"{DESIGNS}add/", data).status_code == 302
    made = CertificateDesign.objects.get()
    assert not made.live
    client.post(f"{DESIGNS}edit/{made.pk}/", data | {"action-publish": "yes"})
    frozen = CertificateDesign.objects.get().frozen.get()
    assert frozen.content["logos"][0]["alt"] == "Ruta Clara"
    assert frozen.content["signatories"][0]["roles"] == {"es": "Directora"}


@pytest.mark.parametrize(
    ("closing", "message"),
    [
        ("{hour}", "Not known here: {hour}. These are: {course}, {hours}"),
        ("{course.__class__}", "Not known here: {course.__class__}"),
        ("{course!r}", "Not known here"),
        ("{hours:>99999999}", "Not known here"),
        ("{}", "Not known here"),
        ("{hours", "stands alone"),
        ("hours}", "stands alone"),
    ],
)
def test_placeholder_that_is_unknown_is_refused_with_a_message(client, designer, closing, message):
    words = {"language": "es", "kind": "", "heading": "", "deed": "", "closing": closing}
    response = client.post(f"{DESIGNS}add/", form(words=[("texts", words)]) | {"action-publish": "yes"})
    assert not CertificateDesign.objects.exists()
    assert message in told(response, "texts")


@pytest.mark.parametrize(
    "fields", [{"accent": "#ffff00"}, {"ink": "red"}, {"layout": "other"}, {"paper": "a3"}, {"second_language": "xx"}]
)
def test_form_with_a_mistake_says_so_beside_the_field(client, designer, fields):
    response = client.post(f"{DESIGNS}add/", form(**fields) | {"action-publish": "yes"})
    assert list(response.context["form"].errors) == list(fields)
    assert not CertificateDesign.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>Hi</text></svg>', "outlines"),
        (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="{"M0 0" * 60_000}"/></svg>', "200 kB"),
    ],
)
def test_drawing_that_cannot_be_printed_is_refused(client, designer, content, message):
    picture = make_drawing(content=content)
    data = form(logos=[("logo", {"image": picture.pk, "alt": "Ruta Clara"})])
    response = client.post(f"{DESIGNS}add/", data)
    assert not CertificateDesign.objects.exists()
    assert message in told(response, "logos")


def test_second_use_for_one_course_is_refused_with_a_message(client, designer, design, course):
    response = client.post(f"{USES}add/", {"design": design.pk, "course": course.pk, "programme": ""})
    assert "A design is chosen for this already" in response.content.decode()
    assert DesignAssignment.objects.count() == 1


def test_use_is_chosen_for_the_programme(client, designer, design, course):
    client.post(f"{USES}add/", {"design": design.pk, "course": "", "programme": course.programme.pk})
    assert DesignAssignment.objects.get(programme=course.programme).design == design


def test_design_that_was_published_is_kept(client, designer, course, on_commit):
    with on_commit():
        design = make_design()
    for address in (
        f"{DESIGNS}delete/{design.pk}/",
        f"/admin/bulk/certificates/certificatedesign/delete/?id={design.pk}",
    ):
        assert client.post(address).status_code < 500
    assert CertificateDesign.objects.filter(pk=design.pk).exists()


def test_picture_on_a_design_says_where_it_is_used_before_it_is_deleted(client, boss, on_commit):
    with on_commit():
        make_design(logos=[logo()])
    picture = CertificateDesign.objects.get().logos[0].value["image"]
    assert ReferenceIndex.get_references_to(picture).exists()
    assert "1 time" in client.get(f"/admin/images/{picture.pk}/delete/").content.decode()


@pytest.fixture
def boss(client, db):
    user = UserFactory(email="boss@example.org", name="Greta Boss", is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


def test_lists_of_designs_take_as_many_queries_for_three_as_for_one(client, designer, course):
    make_design("One")
    client.get(DESIGNS)
    counts = []
    for _round in range(2):
        with at_most(16):
            client.get(DESIGNS)
        for number in range(2):
            make_design(f"Another {len(counts)} {number}")
        counts.append(CertificateDesign.objects.count())
    assert counts == [3, 5]


def test_uses_are_listed_by_title_with_as_many_queries_for_three_as_for_one(client, designer, design, course):
    with at_most(16):
        assert "[en] Conceptos básicos" in client.get(USES).content.decode()
    assign_design(design=design, programme=course.programme)
    assign_design(design=design)
    with at_most(16):
        page = client.get(USES).content.decode()
    assert "Everywhere else" in page


def test_use_is_chosen_among_titles(client, designer, course):
    assert "[en] Conceptos básicos" in client.get(f"{USES}add/").content.decode()
