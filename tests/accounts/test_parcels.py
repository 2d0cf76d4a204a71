"""A copy of one's data, and an evidence folder: asked for, made, fetched by their owner, thrown away."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.storage import storages
from django.utils import timezone

from accounts import packing
from accounts.actions import ask_parcel, discard_expired, make_missing
from accounts.models import Parcel
from certificates import paper
from tests.factories.lives import live

pytestmark = pytest.mark.django_db
PAGE = "/en/accounts/data/"


@pytest.fixture
def life(on_commit, course, amina, monkeypatch):
    monkeypatch.setattr(paper, "make", lambda certificate: f"%PDF-1.7 {certificate.holder_name}".encode())
    return live(on_commit, course, amina)


def made(on_commit, user, kind="data", language="en"):
    with on_commit():
        key = ask_parcel(user=user, kind=kind, language=language).key
    return Parcel.objects.get(key=key)


def opened(parcel):
    return zipfile.ZipFile(io.BytesIO(parcel.file.read()))


def test_data_are_whole_and_as_their_schema_says(life, amina):
    archive = opened(Parcel.objects.get(user=amina))
    document = json.loads(archive.read("data.json"))
    data, tables = document["data"], json.loads(archive.read("schema.json"))["properties"]["data"]["properties"]
    assert set(data) == set(tables)
    assert all(set(row) == set(tables[key]["items"]["required"]) for key, rows in data.items() for row in rows)
    assert data["profile"][0]["name"] == "Amina Wanjiru"
    assert data["profile"][0]["organisation"] == "Ministry of Health"
    assert [row["course"] for row in data["enrolments"]] == [life[0].enrolment.course.slug]
    assert data["attempts"][0]["answers"][0] == {"question": "<p>q1?</p>", "chosen": ["<p>a</p>"], "right": True}
    assert "ask Amina Wanjiru." in " ".join(row["source"] for row in data["posts"])
    assert data["reports"][0]["words"] == "Amina Wanjiru thinks so"
    assert data["corrections"][0]["why"] == "I am Amina Wanjiru Njeri"
    assert {row["kind"] for row in data["mails"]} >= {"certificate", "correction"}


def test_data_have_an_index_to_read_and_the_files_that_it_names(life, amina):
    archive = opened(Parcel.objects.get(user=amina))
    index = archive.read("index.html").decode()
    for certificate in life:
        path = f"certificates/{certificate.code}.pdf"
        assert archive.read(path) == b"%PDF-1.7 Amina Wanjiru"
        assert f'href="{path}"' in index
    assert "Your posts" in index


def test_evidence_folder_shows_certificates_syllabus_results_and_posts_in_the_language_asked_for(
    life, amina, on_commit
):
    archive = opened(made(on_commit, amina, "evidence"))
    index = archive.read("index.html").decode()
    for words in ("Certificate of participation", "hours of study", "2 / 2 (100 %)", "A colleague helps.", "<h4"):
        assert words in index
    assert f"certificates/{life[0].code}.pdf" in archive.namelist()
    assert '<html lang="ar" dir="rtl">' in opened(made(on_commit, amina, "evidence", "ar")).read("index.html").decode()


def test_evidence_folder_of_somebody_new_says_so(dana, on_commit):
    assert "it fills as you study" in opened(made(on_commit, dana, "evidence")).read("index.html").decode()


def test_parcel_is_asked_for_on_the_page_and_fetched_there(client, dana, on_commit):
    client.force_login(dana)
    with on_commit():
        client.post(f"{PAGE}ask/data/")
    parcel = Parcel.objects.get()
    assert f"{PAGE}{parcel.key}/" in client.get(PAGE).content.decode()
    response = client.get(f"{PAGE}{parcel.key}/")
    assert zipfile.is_zipfile(io.BytesIO(b"".join(response.streaming_content)))
    assert [message.subject for message in mail.outbox] == ["Your file is ready: My data"]


def test_parcel_of_somebody_else_is_not_there(client, dana, amina, on_commit):
    parcel = made(on_commit, dana)
    client.force_login(amina)
    assert client.get(f"{PAGE}{parcel.key}/").status_code == 404
    assert str(parcel.key) not in client.get(PAGE).content.decode()


def test_parcel_of_another_kind_is_not_made(client, dana):
    client.force_login(dana)
    assert client.post(f"{PAGE}ask/secrets/").status_code == 404
    assert client.get(f"{PAGE}ask/data/").status_code == 405


def test_parcel_asked_for_again_while_one_waits_is_that_one_and_after_three_a_day_none(client, dana, on_commit):
    first = ask_parcel(user=dana, kind="data", language="en")
    assert ask_parcel(user=dana, kind="data", language="en") == first
    make_missing(at=timezone.now() + timedelta(hours=1))
    made(on_commit, dana)
    made(on_commit, dana)
    client.force_login(dana)
    assert "several times today" in client.post(f"{PAGE}ask/data/", follow=True).content.decode()
    assert Parcel.objects.count() == 3


def test_parcel_whose_making_fails_is_tried_again_and_then_given_up(client, dana, on_commit, monkeypatch):
    monkeypatch.setitem(packing.PACKERS, "data", broken)
    parcel = made(on_commit, dana)
    assert not parcel.is_ready
    for _again in range(3):
        make_missing(at=timezone.now() + timedelta(hours=1))
    parcel.refresh_from_db()
    assert (parcel.attempts, parcel.has_failed) == (3, True)
    client.force_login(dana)
    assert "could not be made" in client.get(PAGE).content.decode()


def broken(archive, parcel):
    raise OSError("disk")


def test_parcel_is_thrown_away_when_its_days_are_over(client, dana, on_commit):
    parcel = made(on_commit, dana)
    discard_expired(at=timezone.now() + timedelta(days=6))
    assert storages["private"].exists(parcel.file.name)
    discard_expired(at=timezone.now() + timedelta(days=8))
    assert not storages["private"].exists(parcel.file.name)
    assert not Parcel.objects.exists()


def test_parcel_goes_with_an_account_that_is_deleted(dana, on_commit):
    parcel = made(on_commit, dana)
    dana.delete()
    assert not storages["private"].exists(parcel.file.name)


def test_signed_out_nobody_sees_the_page(client):
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("copies", [1, 3])
def test_page_asks_the_database_as_often_for_many_copies_as_for_one(client, dana, django_assert_num_queries, copies):
    moment = timezone.now()
    for _copy in range(copies):
        Parcel.objects.create(user=dana, kind="data", language="en", asked_at=moment, made_at=moment, expires_at=moment)
    client.force_login(dana)
    client.get(PAGE)
    with django_assert_num_queries(3):
        client.get(PAGE)
