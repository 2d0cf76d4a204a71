"""Correcting a holder's name: asking, deciding, and the chain from the old certificate to the new."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import appoint_manager, confirm_name
from certificates import paper
from certificates.actions import (
    NotCorrectable,
    accept_correction,
    ask_correction,
    issue_earned,
    refuse_correction,
    revoke,
)
from certificates.actions import corrections as verbs
from certificates.models import FROZEN, Certificate, NameCorrection
from certificates.steps import steps_of
from enrolments.actions import measure
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certify, finish
from tests.factories.courses import make_course, make_homes
from tests.simultaneous import Meeting, at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]


@pytest.fixture
def certificate(course, amina, on_commit):
    return certify(on_commit, course, amina)


@pytest.fixture
def asked(certificate):
    return ask_correction(certificate=certificate, name="Amina Wanjirũ", why="The last letter.")


def accepted(asked, chen, on_commit):
    mail.outbox.clear()
    with on_commit():
        accept_correction(correction=asked, by=chen)
    return Certificate.objects.get(supersedes=asked.certificate)


def told(certificate):
    return [(event.kind, event.by, event.reason) for event in certificate.events.all()]


def test_asking_is_logged_and_changes_no_certificate(certificate, asked, amina):
    before = Certificate.objects.filter(pk=certificate.pk).values().get()
    assert (asked.state, asked.decided_at, asked.name) == ("waiting", None, "Amina Wanjirũ")
    assert told(certificate)[-1] == ("asked", amina, "The last letter.")
    assert Certificate.objects.filter(pk=certificate.pk).values().get() == before


def test_asking_again_while_one_waits_gives_that_one(certificate, asked):
    assert ask_correction(certificate=certificate, name="Other", why="Again") == asked
    assert NameCorrection.objects.get().name == "Amina Wanjirũ"


def test_accepting_issues_a_successor_that_says_the_same_with_the_right_name(asked, chen, on_commit):
    old = asked.certificate
    new = accepted(asked, chen, on_commit)
    old.refresh_from_db()
    kept = [*FROZEN, "country", "issuer"]
    assert [getattr(new, field) for field in kept] == [getattr(old, field) for field in kept]
    assert (new.holder_name, old.holder_name) == ("Amina Wanjirũ", "Amina Wanjiru")
    assert new.code != old.code
    assert (old.state, new.state) == ("superseded", "valid")
    assert old.superseded_at == new.issued_at
    assert new.pdf.name != old.pdf.name
    assert new.pdf.read() == b"%P"


def test_accepting_is_logged_on_both_with_who_and_why(asked, chen, on_commit):
    new = accepted(asked, chen, on_commit)
    assert told(asked.certificate)[-1] == ("superseded", chen, "The last letter.")
    assert told(new) == [("issued", chen, ""), ("drawn", None, "")]


def test_accepted_brings_one_mail_with_the_new_code_and_way_to_the_file(asked, chen, amina, on_commit):
    new = accepted(asked, chen, on_commit)
    (message,) = mail.outbox
    assert message.to == [amina.email]
    assert "Your corrected certificate" in message.subject
    html = message.alternatives[0][0]
    for part in (message.body, html):
        assert new.code in part
        assert asked.certificate.code in part
        assert f"http://testserver/en/certificates/{new.code}/download/" in part


def test_refused_brings_one_mail_with_the_reason_and_changes_no_certificate(asked, chen, amina, on_commit):
    mail.outbox.clear()
    before = Certificate.objects.order_by("pk").values_list()
    with on_commit():
        refused = refuse_correction(correction=asked, reason="Send us <your> passport.", by=chen)
    (message,) = mail.outbox
    assert message.to == [amina.email]
    assert "Reason: Send us <your> passport." in message.body
    assert "Send us &lt;your&gt; passport." in message.alternatives[0][0]
    assert (refused.state, refused.decided_by, refused.refusal) == ("refused", chen, "Send us <your> passport.")
    assert list(Certificate.objects.order_by("pk").values_list()) == list(before)
    assert told(asked.certificate)[-1] == ("refused", chen, "Send us <your> passport.")


@pytest.mark.parametrize("language", ["es", "fr", "pt", "ar"])
def test_mail_is_in_the_language_of_the_holder(asked, chen, amina, on_commit, language):
    type(amina).objects.filter(pk=amina.pk).update(language=language)
    new = accepted(asked, chen, on_commit)
    (message,) = mail.outbox
    assert f"http://testserver/{language}/certificates/{new.code}/download/" in message.body
    assert "right name" not in message.body


def test_decided_stays_decided(asked, chen, ben, on_commit):
    accepted(asked, chen, on_commit)
    mail.outbox.clear()
    with on_commit():
        refuse_correction(correction=asked, reason="Too late", by=ben)
        accept_correction(correction=asked, by=ben)
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("accepted", chen)
    assert Certificate.objects.filter(kind="participation").count() == 2
    assert mail.outbox == []


def test_correction_of_a_correction_makes_the_chain_longer(asked, chen, on_commit):
    second = accepted(asked, chen, on_commit)
    third = accepted(ask_correction(certificate=second, name="A. Wanjiru", why="Shorter"), chen, on_commit)
    assert third.supersedes.supersedes == asked.certificate
    assert set(Certificate.objects.filter(kind="participation").valid()) == {third}
    with pytest.raises(NotCorrectable):
        ask_correction(certificate=second, name="Other", why="No")


def test_revoked_while_it_waits_is_not_corrected(asked, chen):
    revoke(certificate=asked.certificate, reason="Fraud", by=chen)
    with pytest.raises(NotCorrectable):
        accept_correction(correction=asked, by=chen)
    asked.refresh_from_db()
    assert asked.is_waiting
    assert not Certificate.objects.exclude(supersedes=None).exists()


def test_superseded_is_not_revoked_nor_issued_again(asked, chen, amina, on_commit):
    new = accepted(asked, chen, on_commit)
    old = revoke(certificate=asked.certificate, reason="No", by=chen)
    with on_commit():
        issue_earned(enrolment=new.enrolment)
        confirm_name(user=amina, name="Amina Again")
    assert old.state == "superseded"
    assert Certificate.objects.count() == 3
    assert {step.certificate.code for step in steps_of(new.enrolment, measure(new.enrolment))} >= {new.code}


def test_database_keeps_one_successor_one_current_and_one_waiting(asked, chen, on_commit):
    new = accepted(asked, chen, on_commit)
    ask_correction(certificate=new, name="Other", why="No")
    moment = timezone.now()
    for breach in (
        lambda: Certificate.objects.filter(pk=asked.certificate_id).update(state="valid", superseded_at=None),
        lambda: Certificate.objects.filter(pk=new.pk).update(state="superseded"),
        lambda: Certificate.objects.exclude(pk=new.pk).update(supersedes=asked.certificate),
        lambda: NameCorrection.objects.create(certificate=new, name="X", why="X", asked_at=moment),
        lambda: NameCorrection.objects.filter(certificate=new).update(state="refused", decided_at=moment),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            breach()


def test_to_decide_are_those_of_ones_countries_and_never_ones_own(course, asked, chen, ben, dana, on_commit):
    own = certify(on_commit, course, chen)
    ask_correction(certificate=own, name="Chen L.", why="Shorter")
    elsewhere = certify(on_commit, course, dana)
    ask_correction(certificate=elsewhere, name="Dana N.", why="Shorter")
    assert set(NameCorrection.objects.for_decision_by(chen)) == {asked}
    assert not NameCorrection.objects.for_decision_by(ben).exists()
    appoint_manager(user=ben, everywhere=True)
    assert NameCorrection.objects.for_decision_by(ben).count() == 3


def waits_at_once():
    """(a request that waits, who may decide), committed."""
    user, manager = UserFactory(name="Amina Wanjiru"), UserFactory()
    enrolment = finish(make_course(make_homes(), modules=1), user)
    confirm_name(user=user, name=user.name)
    certificate = Certificate.objects.get(enrolment=enrolment, kind="participation")
    return ask_correction(certificate=certificate, name="Amina W.", why="Shorter"), manager


@pytest.mark.django_db(transaction=True)
def test_simultaneous_acceptances_issue_one_successor(monkeypatch):
    asked, manager = waits_at_once()
    monkeypatch.setattr(verbs, "supersede", Meeting(6).before(verbs.supersede))
    at_once(*[lambda: accept_correction(correction=asked, by=manager)] * 6)
    assert Certificate.objects.filter(supersedes=asked.certificate).count() == 1
    assert Certificate.objects.filter(kind="participation").count() == 2
    assert asked.certificate.events.filter(kind="superseded").count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepted_and_refused_at_once_is_decided_once(monkeypatch):
    asked, manager = waits_at_once()
    monkeypatch.setattr(verbs, "_decide", Meeting(2).before(verbs._decide))
    at_once(
        lambda: accept_correction(correction=asked, by=manager),
        lambda: refuse_correction(correction=asked, reason="No", by=manager),
    )
    asked.refresh_from_db()
    is_accepted = asked.state == "accepted"
    assert Certificate.objects.filter(supersedes=asked.certificate).exists() == is_accepted
    assert (asked.refusal == "") == is_accepted
    assert asked.certificate.events.filter(kind__in=["superseded", "refused"]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepted_and_revoked_at_once_is_one_of_the_two():
    asked, manager = waits_at_once()

    def accept():
        try:
            accept_correction(correction=asked, by=manager)
        except NotCorrectable:
            return False
        return True

    was_accepted, _revoked = at_once(accept, lambda: revoke(certificate=asked.certificate, reason="Fraud", by=manager))
    asked.certificate.refresh_from_db()
    assert asked.certificate.state == ("superseded" if was_accepted else "revoked")
    assert Certificate.objects.filter(supersedes=asked.certificate).exists() == was_accepted


@pytest.mark.django_db(transaction=True)
def test_asked_at_once_waits_once():
    asked, manager = waits_at_once()
    refuse_correction(correction=asked, reason="No", by=manager)
    at_once(*[lambda: ask_correction(certificate=asked.certificate, name="Amina", why="Shorter")] * 6)
    assert NameCorrection.objects.waiting().count() == 1


def test_successor_is_drawn_with_the_right_name(asked, chen, on_commit, monkeypatch):
    monkeypatch.setattr(paper, "make", lambda certificate: certificate.holder_name.encode())
    new = accepted(asked, chen, on_commit)
    assert new.pdf.read().decode() == "Amina Wanjirũ"
    assert asked.certificate.pdf.read() == b"%P"
