"""An account that is erased: what goes, what stays, and what anybody can still prove."""

import shutil
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.actions import appoint_manager, ask_erasure, carry_out_due, carry_out_erasure
from accounts.models import ErasureRequest, User
from certificates import paper
from certificates.holdings import CertificateHolding
from certificates.inspection import fingerprint
from certificates.models import Certificate, Merit
from enrolments.models import Enrolment
from forums.models import Post
from reports.numbers import count_people
from tests.factories.lives import live
from tests.traces import traces_of

pytestmark = pytest.mark.django_db
LATER = timedelta(days=15)
WORDS = ("Amina", "Wanjiru", "amina@example.org")


@pytest.fixture
def life(on_commit, course, amina, monkeypatch):
    """Amina's certificates, and traces of her everywhere; nobody else has files."""
    shutil.rmtree(settings.PRIVATE_ROOT, ignore_errors=True)
    monkeypatch.setattr(paper, "make", lambda certificate: f"%PDF-1.7 {certificate.holder_name}".encode())
    return live(on_commit, course, amina)


def erase(user, **wishes):
    asked = ask_erasure(user=user, **wishes)
    carry_out_due(at=timezone.now() + LATER)
    asked.refresh_from_db()
    return asked


def test_before_the_erasure_the_traces_are_found(life):
    found = traces_of(*WORDS)
    assert {"accounts_user.name", "account_emailaddress.email", "forums_post.source", "forums_report.words"} <= {*found}
    assert {"forums_draft.text", "forums_postpicture.alt", "forums_postrevision.source"} <= {*found}
    assert {"forums_announcementtext.title"} <= {*found}
    assert {"certificates_certificate.holder_name", "certificates_certificateevent.reason"} <= {*found}
    assert {"certificates_namecorrection.name", "wagtailcore_modellogentry.label"} <= {*found}
    assert sum(path.endswith(".pdf") for path in found) == 2
    assert sum(path.endswith(".zip") for path in found) == 1


@pytest.mark.parametrize("posts", ["leave", "remove"])
def test_after_the_erasure_no_table_and_no_file_names_her(life, client, amina, posts):
    client.post("/en/accounts/login/", {"login": amina.email, "password": "camino-pass-1"})
    assert erase(amina, posts=posts).finished_at
    assert traces_of(*WORDS) == []
    assert Enrolment.objects.filter(user=amina).count() == 1
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_erasure_takes_her_words_only_when_she_wants_it(life, amina):
    erase(amina, posts="leave")
    assert Post.objects.filter(author=amina, source="A colleague helps.").exists()
    assert "ask …" in Post.objects.get(author=amina, is_opening=True).html


def test_erasure_with_words_leaves_stubs_where_she_was_answered(life, amina):
    erase(amina, posts="remove")
    assert {post.source for post in Post.objects.filter(author=amina)} == {""}
    assert Post.objects.get(author=amina, is_opening=True).thread.state == "removed"
    assert Post.objects.filter(source="Welcome.").exists()


def test_erasure_changes_no_figure(life, amina):
    before = count_people(Enrolment.objects.all())
    erase(amina)
    assert count_people(Enrolment.objects.all()) == before


def test_manager_and_fellow_learner_see_a_former_participant(life, client, amina, chen):
    erase(amina)
    post = Post.objects.get(source="Welcome.")
    client.force_login(post.author)
    assert "Former participant" in client.get(post.thread.get_absolute_url()).content.decode()
    appoint_manager(user=chen, countries=["KE"])
    client.force_login(User.objects.get(pk=chen.pk))
    assert "Former participant" in client.get("/admin/reports/learners/").content.decode()
    assert "Former participant" in client.get("/admin/reports/learners/?export=csv").content.decode()


def test_certificate_stays_genuine_and_says_yes_to_her_name_only(life, client, amina):
    erase(amina)
    page = client.get(reverse("certificates:verify", args=[life[0].code])).content.decode()
    assert "genuine and valid" in page
    assert "Name erased" in page
    assert "Yes: the certificate" in compare(client, life[0], "  amina WANJIRU ")
    assert "No: the certificate" in compare(client, life[0], "Amina Wanjiku")


def compare(client, certificate, name):
    return client.post(reverse("certificates:compare_name", args=[certificate.code]), {"name": name}).content.decode()


def test_kept_copy_of_the_file_is_still_unaltered(life, amina):
    erase(amina)
    kept = fingerprint(b"%PDF-1.7 Amina Wanjiru")
    assert {row.sha256 for row in Certificate.objects.with_file(kept)} == {kept}
    assert not any(row.pdf for row in Certificate.objects.of(amina))


def test_erased_certificate_is_neither_drawn_nor_issued_again(life, amina):
    erase(amina)
    assert not Certificate.objects.unrendered().exists()
    assert not Merit.objects.missed().exists()


def test_last_mail_goes_to_the_address_that_is_then_forgotten(life, amina):
    mail.outbox.clear()
    asked = erase(amina)
    assert [message.to for message in mail.outbox if message.subject == "Your account is erased"] == [[WORDS[2]]]
    assert (asked.address, asked.language) == ("", "")


def test_erasure_that_died_in_the_middle_is_gone_on_with(life, amina, monkeypatch):
    asked, moment = ask_erasure(user=amina), timezone.now() + LATER
    with monkeypatch.context() as patch:
        patch.setattr(CertificateHolding, "sweep", broken)
        with pytest.raises(OSError, match="disk"):
            carry_out_erasure(request=asked, at=moment)
    assert ErasureRequest.objects.get().finished_at is None
    assert carry_out_due(at=moment) == 1
    assert carry_out_due(at=moment) == 0
    assert traces_of(*WORDS) == []


def broken(self, *, user):
    raise OSError("disk")


def test_erased_person_may_sign_up_again(life, client, amina):
    erase(amina)
    fields = {"name": "Amina", "email": WORDS[2], "password1": "camino-pass-1", "country": "KE"}
    client.post("/en/accounts/signup/", fields)
    assert User.objects.with_email(WORDS[2]).exists()
