"""The pages: asking for a correction, the managers' queue, and what the public reads of a chain."""

import io
import uuid

import pypdf
import pytest
from django.urls import reverse

from accounts.actions import appoint_manager
from certificates.actions import accept_correction, ask_correction, refuse_correction, revoke
from certificates.models import Certificate, NameCorrection
from tests.factories.certificates import certify
from tests.queries import at_most

pytestmark = pytest.mark.django_db
RIGHT = {"name": "Amina Wanjirũ", "why": "The last letter."}
QUEUE = "/admin/corrections/"


def url(name, *args):
    return reverse(f"certificates:{name}", args=args)


@pytest.fixture
def certificate(course, amina, on_commit, no_paper):
    return certify(on_commit, course, amina)


@pytest.fixture
def asked(certificate):
    return ask_correction(certificate=certificate, **RIGHT)


@pytest.fixture
def manager(client, chen):
    appoint_manager(user=chen, countries=["KE", "UG"])
    client.force_login(chen)
    return chen


def decision(asked):
    return f"{QUEUE}{asked.key}/"


def test_holder_finds_the_form_on_the_certificates_page_and_nobody_else_does(client, certificate, dana):
    way = url("correct", certificate.code)
    assert way not in client.get(url("verify", certificate.code)).content.decode()
    client.force_login(dana)
    assert way not in client.get(url("verify", certificate.code)).content.decode()
    client.force_login(certificate.enrolment.user)
    assert way in client.get(url("verify", certificate.code)).content.decode()


def test_holder_asks_and_reads_that_it_waits(client, certificate):
    client.force_login(certificate.enrolment.user)
    client.get(url("correct", certificate.code))
    assert not NameCorrection.objects.exists()
    page = client.post(url("correct", certificate.code), RIGHT, follow=True).content.decode()
    asked = NameCorrection.objects.get()
    assert (asked.name, asked.why, asked.certificate) == ("Amina Wanjirũ", "The last letter.", certificate)
    assert "Amina Wanjirũ" in page
    assert "Waiting" in page
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"name": "", "why": "x"}, "This field is required."),
        ({"name": "Amina Wanjiru", "why": "x"}, "The certificate has this name already."),
        ({"name": "12", "why": "x"}, "Write a name"),
        ({"name": "Amina", "why": ""}, "This field is required."),
        ({"name": "A\x00", "why": "x"}, "Null characters are not allowed."),
        ({"name": "A" * 121, "why": "x"}, "at most 120 characters"),
    ],
)
def test_bad_request_gets_a_message_beside_the_field(client, certificate, data, message):
    client.force_login(certificate.enrolment.user)
    response = client.post(url("correct", certificate.code), data)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not NameCorrection.objects.exists()


def test_refused_reads_why_and_may_ask_again(client, asked, chen):
    refuse_correction(correction=asked, reason="Send us a letter.", by=chen)
    client.force_login(asked.certificate.enrolment.user)
    page = client.get(url("correct", asked.certificate.code)).content.decode()
    assert "Send us a letter." in page
    assert "<textarea" in page
    client.post(url("correct", asked.certificate.code), RIGHT)
    assert NameCorrection.objects.waiting().count() == 1


def test_certificate_of_somebody_else_is_404(client, certificate, dana, manager):
    for stranger in (dana, manager):
        client.force_login(stranger)
        assert client.get(url("correct", certificate.code)).status_code == 404
        assert client.post(url("correct", certificate.code), RIGHT).status_code == 404
    client.logout()
    assert client.post(url("correct", certificate.code), RIGHT).status_code == 302
    assert not NameCorrection.objects.exists()


def test_certificate_that_is_not_valid_is_404(client, certificate):
    revoke(certificate=certificate, reason="A mistake")
    client.force_login(certificate.enrolment.user)
    assert client.get(url("correct", certificate.code)).status_code == 404
    assert client.post(url("correct", certificate.code), RIGHT).status_code == 404


def test_superseded_page_leads_to_the_successor_with_one_query(client, asked, chen):
    accept_correction(correction=asked, by=chen)
    old = asked.certificate
    client.get(url("verify", old.code))
    with at_most(1):
        response = client.get(url("verify", old.code))
    page = response.content.decode()
    assert response.status_code == 200
    assert "This certificate has been superseded" in page
    assert "genuine and valid" not in page
    assert url("verify", old.successor.code) in page
    new = client.get(url("verify", old.successor.code)).content.decode()
    assert "genuine and valid" in new
    assert "Amina Wanjirũ" in new
    assert old.code not in new
    assert "Amina Wanjiru<" not in new


def test_holder_keeps_both_files_and_sees_which_is_superseded(client, asked, chen, on_commit):
    with on_commit():
        accept_correction(correction=asked, by=chen)
    client.force_login(asked.certificate.enrolment.user)
    page = client.get(url("mine")).content.decode()
    assert page.count("Superseded") == 1
    for certificate in (asked.certificate, asked.certificate.successor):
        assert certificate.code in page
        assert client.get(url("download", certificate.code)).status_code == 200


def test_my_learning_shows_the_current_ones_only(client, asked, chen):
    accept_correction(correction=asked, by=chen)
    client.force_login(asked.certificate.enrolment.user)
    page = client.get(reverse("enrolments:my_learning")).content.decode()
    assert asked.certificate.successor.code in page
    assert asked.certificate.code not in page


def test_queue_lists_what_waits_within_the_remit_only(client, course, asked, manager, dana, on_commit):
    elsewhere = ask_correction(certificate=certify(on_commit, course, dana), name="Dana N.", why="Shorter")
    page = client.get(QUEUE).content.decode()
    assert "Amina Wanjirũ" in page
    assert decision(asked) in page
    assert decision(elsewhere) not in page
    for address in (decision(elsewhere), f"{QUEUE}{uuid.uuid4()}/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"decision": "accept"}).status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.is_waiting


@pytest.mark.parametrize("count", [1, 3])
def test_queue_asks_a_constant_number_of_queries(client, course, manager, on_commit, no_paper, count):
    for number in range(count):
        certificate = certify(on_commit, course, name=f"Learner {number + 10}x", country="UG")
        ask_correction(certificate=certificate, name="Other Name", why="x")
    client.get(QUEUE)
    with at_most(12):
        page = client.get(QUEUE).content.decode()
    assert page.count("Other Name") == count


def test_who_manages_nothing_is_refused(client, asked, amina, ben, course):
    from courses.actions import appoint_instructor
    from tests.factories.courses import course_page

    appoint_instructor(user=ben, course_page=course_page(course))
    for user in (amina, ben):
        client.force_login(user)
        for address in (QUEUE, decision(asked)):
            assert client.get(address).status_code in (302, 403)
            assert client.post(decision(asked), {"decision": "accept"}).status_code in (302, 403)
    asked.refresh_from_db()
    assert asked.is_waiting


def test_menu_shows_the_queue_to_managers_only(client, manager, ben, course):
    assert QUEUE in client.get("/admin/").content.decode()


def test_manager_reads_the_request_and_its_log(client, asked, manager):
    page = client.get(decision(asked)).content.decode()
    for part in ("Amina Wanjiru", "Amina Wanjirũ", "The last letter.", "Correction asked for", "The site"):
        assert part in page
    asked.refresh_from_db()
    assert asked.is_waiting


def test_manager_accepts(client, asked, manager, on_commit):
    with on_commit():
        response = client.post(decision(asked), {"decision": "accept"}, follow=True)
    assert "The request is decided: Accepted." in response.content.decode()
    assert asked.certificate.successor.holder_name == "Amina Wanjirũ"
    assert "Superseded" in client.get(decision(asked)).content.decode()
    assert 'value="accept"' not in client.get(decision(asked)).content.decode()


def test_manager_refuses_with_a_reason_only(client, asked, manager):
    response = client.post(decision(asked), {"decision": "refuse", "reason": " "})
    assert response.status_code == 422
    assert "Say why you refuse" in response.content.decode()
    client.post(decision(asked), {"decision": "refuse", "reason": "Send us a letter."})
    asked.refresh_from_db()
    assert (asked.state, asked.refusal, asked.decided_by) == ("refused", "Send us a letter.", manager)


@pytest.mark.parametrize("data", [{}, {"decision": "delete"}, {"reason": "x"}])
def test_decision_that_is_none_changes_nothing(client, asked, manager, data):
    assert client.post(decision(asked), data).status_code == 422
    asked.refresh_from_db()
    assert asked.is_waiting


def test_request_for_a_revoked_certificate_can_only_be_refused(client, asked, manager):
    revoke(certificate=asked.certificate, reason="Fraud")
    assert 'value="accept"' not in client.get(decision(asked)).content.decode()
    page = client.post(decision(asked), {"decision": "accept"}, follow=True).content.decode()
    assert "it cannot be corrected" in page
    assert Certificate.objects.filter(supersedes=asked.certificate).count() == 0


def test_slower_of_two_managers_reads_what_was_decided(client, asked, manager, ben):
    refuse_correction(correction=asked, reason="No", by=ben)
    page = client.post(decision(asked), {"decision": "accept"}, follow=True).content.decode()
    assert "The request is decided: Refused." in page


def test_paper_of_the_successor_reads_the_right_name_and_its_own_code(course, amina, chen, on_commit):
    old = certify(on_commit, course, amina)
    before = old.pdf.read()
    with on_commit():
        accept_correction(correction=ask_correction(certificate=old, **RIGHT), by=chen)
    new = Certificate.objects.get(supersedes=old)
    text = pypdf.PdfReader(io.BytesIO(new.pdf.read())).pages[0].extract_text()
    assert "Amina Wanjirũ" in text
    assert new.code in text
    assert old.code not in text
    assert Certificate.objects.get(pk=old.pk).pdf.read() == before
