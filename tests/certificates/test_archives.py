"""Many certificates in one ZIP: what is in it, who gets it, and what becomes of it."""

import csv
import io
import tracemalloc
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from openpyxl import load_workbook

from accounts.actions import appoint_manager, grant_remit
from certificates import packing
from certificates.actions import ask_archive, discard_papers, erase_holder, make_archive, remove_old_archives, revoke
from certificates.models import Archive, Certificate
from certificates.packing import file_name, pack
from certificates.tasks import fill_archive
from cohorts.actions import unseat
from courses.models import ProgrammePage
from tests.factories.certificates import certify
from tests.factories.cohorts import make_cohort
from tests.factories.courses import make_course
from tests.factories.enrolments import make_enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]
ARCHIVES = "/admin/certificates/archives/"
NAMES = [
    "Amina Wanjiru",
    "=1+1",
    "فريد حداد",
    "ชัยวัฒน์ ศรีสุข",
    "../../etc/passwd",
    "A/B\\C:D*?",
    "王小明",
    "-rf .",
    "n" * 120,
]


@pytest.fixture
def manager(client, chen):
    appoint_manager(user=chen, countries=["KE", "UG"])
    client.force_login(chen)
    return chen


@pytest.fixture
def certificates(course, on_commit):
    return [certify(on_commit, course, name=name, country="KE") for name in NAMES]


def made(on_commit, manager, **wanted):
    with on_commit():
        archive = ask_archive(by=manager, language="en", **wanted)
    archive.refresh_from_db()
    return archive


def opened(archive):
    return zipfile.ZipFile(archive.file.open("rb"))


def index(archive):
    return list(csv.DictReader(io.StringIO(opened(archive).read("index.csv").decode("utf-8-sig"))))


def test_archive_holds_every_paper_under_a_safe_name_of_its_own(certificates, manager, on_commit):
    archive = made(on_commit, manager)
    assert (archive.state, archive.total, archive.done) == ("ready", 2 * len(NAMES), 2 * len(NAMES))
    names = [name for name in opened(archive).namelist() if name.endswith(".pdf")]
    assert len(set(names)) == len(names) == 2 * len(NAMES)
    for name in names:
        assert not set(name) & set('/\\:*?"<>|')
        assert not name.startswith((".", "-", "=", " "))
        assert len(name.encode()) < 200
        assert opened(archive).read(name) == b"%P"
    assert any(name.startswith("فريد حداد CAM-") for name in names)
    assert archive.size == archive.file.size


def test_index_names_everything_and_no_name_is_a_formula(certificates, manager, on_commit):
    archive = made(on_commit, manager)
    rows = index(archive)
    assert len(rows) == 2 * len(NAMES)
    assert {row["Name"] for row in rows} >= {"'=1+1", "'-rf .", "Amina Wanjiru", "فريد حداد"}
    by_code = {one.code: one for one in Certificate.objects.all()}
    for row in rows:
        assert row["SHA-256"] == by_code[row["Code"]].sha256
        assert row["File"] in opened(archive).namelist()
        assert row["State"] == "Valid"
    sheet = load_workbook(io.BytesIO(opened(archive).read("index.xlsx"))).active
    cells = [cell for line in sheet.iter_rows(min_row=2) for cell in line]
    assert "=1+1" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


def test_archive_is_of_what_was_asked_for_and_of_the_remit(client, course, manager, dana, on_commit):
    kenyan = certify(on_commit, course, name="Kenyan", country="KE")
    ugandan = certify(on_commit, course, name="Ugandan", country="UG")
    revoked = certify(on_commit, course, name="Revoked", country="UG")
    revoke(certificate=revoked, reason="x")
    certify(on_commit, course, dana)
    today = timezone.localdate()

    def names(**wanted):
        return {row["Name"] for row in index(made(on_commit, manager, **wanted))}

    assert names() == {"Kenyan", "Ugandan", "Revoked"}  # of the last the other kind, which stands
    assert revoked.code not in {row["Code"] for row in index(made(on_commit, manager))}
    assert names(country="KE") == {"Kenyan"}
    assert names(country="CZ") == set()
    assert names(course=course, since=today, until=today) == {"Kenyan", "Ugandan", "Revoked"}
    assert names(until=today - timedelta(days=2)) == set()
    assert kenyan.code != ugandan.code


@pytest.fixture
def nairobi(course, manager, certificates):
    """A cohort of the first two of `NAMES`, opened by the manager."""
    members = [certificate.enrolment for certificate in certificates[:2]]
    return make_cohort(course, *members, name="Nairobi", country="KE", by=manager)


def test_archive_of_a_cohort_holds_its_members_and_names_it(course, nairobi, manager, on_commit):
    rows = index(made(on_commit, manager, cohort=nairobi))
    assert {row["Name"] for row in rows} == {"Amina Wanjiru", "'=1+1"}
    assert {row["Cohort"] for row in rows} == {"Nairobi"}
    everything = index(made(on_commit, manager))
    assert {row["Name"] for row in everything if row["Cohort"] == "Nairobi"} == {"Amina Wanjiru", "'=1+1"}
    assert {row["Cohort"] for row in everything} == {"Nairobi", ""}


def test_archive_of_a_cohort_is_asked_for_from_its_page(client, nairobi, manager, on_commit):
    assert f'value="{nairobi.key}" selected' in client.get(f"{ARCHIVES}?cohort={nairobi.key}").content.decode()
    with on_commit():
        response = client.post(ARCHIVES, {"cohort": nairobi.key})
    page = client.get(response["Location"]).content.decode()
    assert "Nairobi" in page
    assert "4 certificates" in page


def test_archive_of_a_cohort_elsewhere_or_of_another_course_is_refused(client, course, nairobi, manager):
    lima = make_cohort(course, name="Lima", country="PE")
    assert "Lima" not in client.get(f"{ARCHIVES}?cohort={lima.key}").content.decode()
    programme = ProgrammePage.objects.get(locale__language_code="es")
    other = make_course({}, programme=programme, slug="mente", title="Mente", modules=1)
    certify_nobody = {"cohort": nairobi.key, "course": other.slug}
    make_enrolment(other, country="KE")
    wrong = {"Select a valid choice": {"cohort": lima.key}, "This cohort is of another course.": certify_nobody}
    for message, data in wrong.items():
        response = client.post(ARCHIVES, data)
        assert response.status_code == 422
        assert message in response.content.decode()


def test_archive_of_a_cohort_goes_with_the_account_of_who_has_left_it_since(course, nairobi, manager, on_commit):
    archive = made(on_commit, manager, cohort=nairobi)
    leaver = nairobi.seats.first()
    unseat(by=manager, seat=leaver)
    erase_holder(user=leaver.enrolment.user)
    discard_papers(user=leaver.enrolment.user)
    archive.refresh_from_db()
    assert archive.state == "expired"


def test_archive_without_a_file_says_so_in_the_index(certificates, manager, on_commit):
    Certificate.objects.filter(pk=certificates[0].pk).update(pdf="", rendered_at=None)
    gone = certificates[1]
    gone.pdf.storage.delete(gone.pdf.name)
    rows = {row["Code"]: row for row in index(made(on_commit, manager))}
    assert rows[certificates[0].code]["File"] == rows[gone.code]["File"] == ""
    assert len(rows) == 2 * len(NAMES)


def test_manager_asks_sees_and_fetches_it(client, certificates, manager, on_commit):
    with on_commit():
        response = client.post(ARCHIVES, {"country": "KE"})
    page = client.get(response["Location"]).content.decode()
    archive = Archive.objects.get()
    assert "18 certificates" in page
    assert "hx-get" not in page
    file = client.get(f"{ARCHIVES}{archive.key}/file/")
    assert file["Content-Type"] == "application/zip"
    assert zipfile.ZipFile(io.BytesIO(b"".join(file.streaming_content))).testzip() is None
    client.post(f"{ARCHIVES}{archive.key}/remove/")
    assert client.get(f"{ARCHIVES}{archive.key}/file/").status_code == 404
    assert not archive.file.storage.exists(archive.file.name)


def test_page_shows_how_far_it_is_while_it_is_made(client, manager):
    archive = ask_archive(by=manager, language="en")
    Archive.objects.update(total=40, done=10)
    page = client.get(f"{ARCHIVES}{archive.key}/").content.decode()
    assert 'value="25"' in page
    assert "10 of 40" in page
    assert "htmx" in page
    fragment = client.get(f"{ARCHIVES}{archive.key}/", headers={"HX-Request": "true"}).content.decode()
    assert fragment.startswith('<div id="archive" hx-get')
    assert client.get(f"{ARCHIVES}{archive.key}/file/").status_code == 404


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"country": "PE"}, "Select a valid choice"),
        ({"course": "nothing"}, "Select a valid choice"),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "The first day must not be after the last."),
        ({"since": "0001-01-01"}, "greater than or equal to"),
    ],
)
def test_bad_wish_gets_a_message(client, manager, data, message):
    response = client.post(ARCHIVES, data)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Archive.objects.exists()


def test_only_its_maker_gets_it_while_they_manage_as_much(client, certificates, manager, on_commit, ben):
    archive = made(on_commit, manager)
    appoint_manager(user=ben, everywhere=True)
    client.force_login(ben)
    for way in ("", "file/"):
        assert client.get(f"{ARCHIVES}{archive.key}/{way}").status_code == 404
    assert client.post(f"{ARCHIVES}{archive.key}/remove/").status_code == 404
    client.force_login(manager)
    grant_remit(user=manager, countries=["UG"])
    assert client.get(f"{ARCHIVES}{archive.key}/file/").status_code == 404
    grant_remit(user=manager, countries=["KE", "UG", "PE"])
    assert client.get(f"{ARCHIVES}{archive.key}/file/").status_code == 200


def test_asked_twice_is_made_once(manager, on_commit):
    first = ask_archive(by=manager, language="en")
    assert ask_archive(by=manager, language="en", country="KE") == first
    assert Archive.objects.count() == 1


def test_worker_that_died_leaves_one_that_is_made_from_the_beginning(certificates, manager, monkeypatch):
    archive = ask_archive(by=manager, language="en")

    def die(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(packing.shutil, "copyfileobj", die)
        with pytest.raises(KeyboardInterrupt):
            make_archive(archive=archive)
    archive.refresh_from_db()
    assert archive.is_waiting
    fill_archive.call(archive.pk)
    archive.refresh_from_db()
    assert archive.is_ready
    assert len(index(archive)) == 2 * len(NAMES)
    assert make_archive(archive=archive).file == archive.file


def test_one_that_fails_says_so_and_can_be_asked_for_again(client, certificates, manager, monkeypatch, on_commit):
    archive = ask_archive(by=manager, language="en")

    def broken(*_args, **_kwargs):
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(packing.shutil, "copyfileobj", broken)
        with pytest.raises(OSError, match="No space"):
            make_archive(archive=archive)
    assert "It could not be made." in client.get(f"{ARCHIVES}{archive.key}/").content.decode()
    assert made(on_commit, manager).is_ready


def test_old_ones_are_removed_and_say_so(client, certificates, manager, on_commit, settings):
    archive = made(on_commit, manager)
    remove_old_archives(at=archive.ready_at + timedelta(days=settings.CERTIFICATE_ARCHIVE_DAYS, minutes=-1))
    assert client.get(f"{ARCHIVES}{archive.key}/file/").status_code == 200
    remove_old_archives(at=archive.ready_at + timedelta(days=settings.CERTIFICATE_ARCHIVE_DAYS))
    assert not archive.file.storage.exists(archive.file.name)
    assert client.get(f"{ARCHIVES}{archive.key}/file/").status_code == 404
    assert "Its days are over" in client.get(f"{ARCHIVES}{archive.key}/").content.decode()


def test_one_that_waits_for_a_day_is_given_up(manager):
    archive = ask_archive(by=manager, language="en")
    remove_old_archives(at=archive.asked_at + timedelta(days=1))
    archive.refresh_from_db()
    assert archive.state == "failed"


def test_memory_does_not_grow_with_what_is_packed(certificates, tmp_path):
    """Eighteen files of two megabytes, and never more than a few of them in memory."""
    for certificate in Certificate.objects.all():
        certificate.pdf.save("big.pdf", ContentFile(b"x" * 2_000_000))
    everything = Certificate.objects.order_by("holder_name", "pk")
    with (tmp_path / "all.zip").open("wb") as target:
        tracemalloc.start()
        pack(everything, target, tell=lambda number: None)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert (tmp_path / "all.zip").stat().st_size > 36_000_000
    assert peak < 6_000_000


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ana", "Ana CAM-1.pdf"),
        ("..", "CAM-1.pdf"),
        ("می‌خواهم", "می‌خواهم CAM-1.pdf"),
        ("\u202egnp.exe", "gnp.exe CAM-1.pdf"),
        ("A\nB\tC", "A B C CAM-1.pdf"),
    ],
)
def test_file_name_keeps_the_script_and_drops_what_harms(name, expected):
    assert file_name(Certificate(holder_name=name, code="CAM-1")) == expected
