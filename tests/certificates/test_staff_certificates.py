"""Managers' pages of certificates: the list, one certificate, and what is done to it."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.actions import appoint_manager, confirm_name
from certificates.actions import NotCorrectable, erase_holder, reissue, revoke
from certificates.models import Certificate
from enrolments.models import Enrolment
from tests.factories.certificates import certify, finish
from tests.factories.cohorts import make_cohort
from tests.queries import at_most

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]
LIST = "/admin/certificates/"


@pytest.fixture
def certificate(course, amina, on_commit):
    return certify(on_commit, course, amina)


@pytest.fixture
def manager(client, chen):
    appoint_manager(user=chen, countries=["KE", "UG"])
    client.force_login(chen)
    return chen


def page_of(certificate, act=""):
    return f"{LIST}{certificate.code}/{act}"


def names_in(client, **data):
    return client.get(LIST, data).content.decode()


def test_list_shows_those_of_the_remit_only(client, course, certificate, manager, dana, on_commit):
    elsewhere = certify(on_commit, course, dana)
    page = names_in(client)
    assert page_of(certificate) in page
    assert page_of(elsewhere) not in page
    assert "Dana" not in page


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Amina Wanjirũ", "wanjiru"),
        ("José Núñez", "nuñez jose"),
        ("أحمد الإدريسي", "ادريسي"),
        ("أحمد الإدريسي", "احمد"),
        ("Nguyễn Thị Minh", "THI"),
    ],
)
def test_search_by_name_folds_accents_and_arabic_forms(client, course, manager, on_commit, name, typed):
    found = certify(on_commit, course, name=name, country="KE")
    other = certify(on_commit, course, name="Olga Petrova", country="KE")
    page = names_in(client, q=typed)
    assert page_of(found) in page
    assert page_of(other) not in page


def test_search_by_code_as_people_type_it(client, course, certificate, manager, on_commit):
    other = certify(on_commit, course, name="Olga Petrova", country="KE")
    for typed in (certificate.code.lower(), certificate.code[4:].replace("-", " "), f" {certificate.code} "):
        page = names_in(client, q=typed)
        assert page_of(certificate) in page
        assert page_of(other) not in page


def test_search_finds_no_certificate_outside_of_the_remit_by_its_code(client, course, manager, dana, on_commit):
    elsewhere = certify(on_commit, course, dana)
    assert page_of(elsewhere) not in names_in(client, q=elsewhere.code)
    assert "No certificate matches." in names_in(client, q=elsewhere.code)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kind": "achievement"}, {"achievement"}),
        ({"kind": "participation"}, {"participation"}),
        ({"standing": "valid"}, {"participation"}),
        ({"standing": "revoked"}, {"achievement"}),
        ({"standing": "expired"}, set()),
        ({"country": "KE"}, {"participation", "achievement"}),
        ({"country": "UG"}, set()),
        ({"course": "conceptos"}, {"participation", "achievement"}),
        ({"issued_from": "2001-01-01", "issued_to": "2001-02-01"}, set()),
        ({"issued_from": "2001-01-01"}, {"participation", "achievement"}),
    ],
)
def test_list_is_filtered(client, course, certificate, manager, ben, on_commit, filters, expected):
    revoke(certificate=Certificate.objects.get(kind="achievement"), reason="A mistake")
    finish(course, ben)
    page = names_in(client, **filters)
    assert {one.kind for one in Certificate.objects.all() if page_of(one) in page} == expected


def test_lists_are_filtered_by_cohort(client, course, certificate, manager, ben, on_commit):
    cohort = make_cohort(course, certificate.enrolment, name="Nairobi", country="KE")
    other = certify(on_commit, course, ben)
    page = names_in(client, cohort=cohort.key)
    assert page_of(certificate) in page
    assert page_of(other) not in page
    data = {"who": "all", "cohort": cohort.key}
    everybody = client.get(f"{LIST}waiting/", data).content.decode()
    assert f"/waiting/{certificate.enrolment_id}/" in everybody
    assert f"/waiting/{other.enrolment_id}/" not in everybody


def test_lists_offer_no_cohort_outside_of_the_remit(client, course, certificate, manager):
    lima = make_cohort(course, name="Lima", country="PE")
    for address in (LIST, f"{LIST}waiting/"):
        assert "Lima" not in client.get(address).content.decode()
        assert client.get(address, {"cohort": lima.key}).status_code == 422


@pytest.mark.parametrize("mistake", [{"issued_from": "yesterday"}, {"country": "DE"}, {"kind": "x"}])
def test_filter_with_a_mistake_says_so_and_shows_nothing(client, certificate, manager, mistake):
    response = client.get(LIST, mistake)
    assert response.status_code == 422
    assert "These filters make no sense" in response.content.decode()
    assert page_of(certificate) not in response.content.decode()


@pytest.mark.parametrize("count", [1, 50])
def test_list_asks_a_constant_number_of_queries(client, course, certificate, manager, count):
    for number in range(count - 1):
        enrolment = Enrolment.objects.create(
            user=certificate.holder.__class__.objects.create(email=f"{number}@example.org", name="Name"),
            course=course,
            country="KE",
            enrolled_at=certificate.issued_at,
        )
        values = {field.attname: getattr(certificate, field.attname) for field in Certificate._meta.fields}
        for field in ("id", "code"):
            values.pop(field)
        Certificate.objects.create(**values | {"enrolment_id": enrolment.pk, "holder_id": enrolment.user_id})
    for number in range(min(count, 5)):
        make_cohort(course, name=f"Cohort {number}", country="KE")
    client.get(LIST)
    with at_most(20):
        page = names_in(client, kind="participation")
    assert page.count("/admin/certificates/CAM-") == count


def test_certificate_page_shows_facts_log_and_what_can_be_done(client, certificate, manager):
    client.get(page_of(certificate))
    with at_most(11):
        page = client.get(page_of(certificate)).content.decode()
    for part in ("Amina Wanjiru", "Certificate of participation", "6 of 6 activities", "Kenya", "File made"):
        assert part in page
    for act in ("revoke/", "reissue/"):
        assert page_of(certificate, act) in page
    assert page_of(certificate, "renew/") not in page
    assert f"/certificates/check/{certificate.code}/" in page
    assert f"/certificates/{certificate.code}/download/" in page
    assert client.get(reverse("certificates:download", args=[certificate.code])).status_code == 200


def test_revoke_says_why_in_public_in_the_log_and_by_mail(client, certificate, manager, on_commit):
    assert "cannot be undone" in client.get(page_of(certificate, "revoke/")).content.decode()
    certificate.refresh_from_db()
    assert certificate.is_valid
    mail.outbox.clear()
    with on_commit():
        response = client.post(page_of(certificate, "revoke/"), {"reason": "The quiz was not theirs."}, follow=True)
    page = response.content.decode()
    assert "The certificate is revoked." in page
    assert page_of(certificate, "revoke/") not in page
    entry = certificate.events.get(kind="revoked")
    assert (entry.by, entry.reason) == (manager, "The quiz was not theirs.")
    public = client.get(f"/en/certificates/check/{certificate.code}/").content.decode()
    assert "The quiz was not theirs." in public
    [message] = mail.outbox
    assert message.to == ["amina@example.org"]
    assert "The quiz was not theirs." in message.body
    assert certificate.code in message.body


def test_reissue_gives_a_successor_with_the_right_title(client, certificate, manager, on_commit):
    mail.outbox.clear()
    data = {"reason": "The title was misspelt.", "course_title": "Basic concepts"}
    with on_commit():
        client.post(page_of(certificate, "reissue/"), data)
    certificate.refresh_from_db()
    new = certificate.successor
    assert (certificate.state, new.state) == ("superseded", "valid")
    assert (new.course_title, new.holder_name) == ("Basic concepts", "Amina Wanjiru")
    assert (new.terms, new.holder, new.enrolment) == (certificate.terms, certificate.holder, certificate.enrolment)
    assert certificate.events.get(kind="superseded").reason == "The title was misspelt."
    assert new.events.get(kind="issued").by == manager
    [message] = mail.outbox
    assert new.code in message.body
    assert "The title was misspelt." in message.body
    chain = client.get(page_of(new)).content.decode()
    assert page_of(certificate) in chain
    assert page_of(new) in client.get(page_of(certificate)).content.decode()


@pytest.mark.parametrize("act", ["revoke/", "reissue/"])
def test_act_without_a_reason_changes_nothing(client, certificate, manager, act):
    response = client.post(page_of(certificate, act), {"reason": " ", "course_title": "X"})
    assert response.status_code == 422
    assert "This field is required." in response.content.decode()
    certificate.refresh_from_db()
    assert certificate.is_valid


def test_act_on_one_that_is_revoked_does_nothing(client, certificate, manager):
    revoke(certificate=certificate, reason="First")
    for act in ("revoke/", "reissue/"):
        data = {"reason": "Second", "course_title": "X"}
        page = client.post(page_of(certificate, act), data, follow=True).content.decode()
        assert "Nothing can be done to this certificate any more." in page
    certificate.refresh_from_db()
    assert certificate.revocation_reason == "First"
    assert not hasattr(certificate, "successor")


@pytest.mark.parametrize("act", ["reissue/", "renew/"])
def test_one_whose_holder_is_erased_is_not_issued_anew(client, certificate, manager, act):
    Certificate.objects.update(valid_months=12)
    erase_holder(user=certificate.holder)
    page = client.get(page_of(certificate)).content.decode()
    assert page_of(certificate, act) not in page
    assert "Name erased" in page
    response = client.post(page_of(certificate, act), {"reason": "Lost", "course_title": "X"}, follow=True)
    assert "Nothing can be done to this certificate any more." in response.content.decode()
    with pytest.raises(NotCorrectable):
        reissue(certificate=certificate, reason="Lost", by=manager)
    assert Certificate.objects.get(pk=certificate.pk).is_valid


def test_one_whose_holder_is_erased_can_be_revoked(client, certificate, manager, on_commit):
    erase_holder(user=certificate.holder)
    with on_commit():
        client.post(page_of(certificate, "revoke/"), {"reason": "The quiz was not theirs."})
    assert "no longer valid" in client.get(f"/en/certificates/check/{certificate.code}/").content.decode()


def test_nobody_decides_on_their_own(client, course, manager, on_commit):
    own = certify(on_commit, course, manager)
    page = client.get(page_of(own)).content.decode()
    assert page_of(own, "revoke/") not in page
    for act in ("revoke/", "reissue/", "renew/"):
        assert client.post(page_of(own, act), {"reason": "x", "course_title": "X"}).status_code == 404
    assert client.get(f"{LIST}waiting/{own.enrolment_id}/").status_code == 404


def test_waiting_list_says_who_waits_and_why(client, course, manager, amina, ben, on_commit):
    with on_commit():
        waits = finish(course, amina)
        certify(on_commit, course, ben)
    page = client.get(f"{LIST}waiting/").content.decode()
    assert f"/waiting/{waits.pk}/" in page
    assert "Not confirmed" in page
    assert "Ben Okello" not in page
    assert "Ben Okello" in client.get(f"{LIST}waiting/", {"who": "all"}).content.decode()
    claims = client.get(f"{LIST}waiting/{waits.pk}/").content.decode()
    assert claims.count("It waits until the learner has confirmed") == 2
    assert "Issue now" not in claims
    client.post(f"{LIST}waiting/{waits.pk}/")
    assert not Certificate.objects.of(amina).exists()


def test_missing_certificate_is_issued_by_the_manager(client, course, manager, amina, on_commit):
    enrolment = finish(course, amina)
    confirm_name(user=amina, name=amina.name)
    assert f"/waiting/{enrolment.pk}/" in client.get(f"{LIST}waiting/").content.decode()
    assert "Issue now" in client.get(f"{LIST}waiting/{enrolment.pk}/").content.decode()
    with on_commit():
        client.post(f"{LIST}waiting/{enrolment.pk}/")
    issued = Certificate.objects.of(amina)
    assert issued.count() == 2
    assert {one.events.get(kind="issued").by for one in issued} == {manager}
    assert f"/waiting/{enrolment.pk}/" not in client.get(f"{LIST}waiting/").content.decode()


@pytest.mark.parametrize("count", [1, 10])
def test_waiting_list_asks_a_constant_number_of_queries(client, course, manager, count):
    for number in range(count):
        finish(course, name=f"Learner {number}", country="UG")
    for number in range(min(count, 5)):
        make_cohort(course, name=f"Cohort {number}", country="UG")
    client.get(f"{LIST}waiting/")
    with at_most(22):
        page = client.get(f"{LIST}waiting/").content.decode()
    assert page.count("Not confirmed") == count
