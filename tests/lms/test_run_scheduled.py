"""What cron does each minute: it may be repeated, and one step in trouble stops no other."""

import fcntl
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.actions import ask_erasure, ask_parcel, confirm_name
from accounts.models import Parcel
from certificates.models import Certificate
from lms import schedule
from notifications.models import Delivery
from pages.models import PlainPage
from tests.factories.courses import add_page, make_course
from tests.factories.enrolments import make_enrolment

DAY = timedelta(days=1)


@pytest.fixture
def earned(homes, amina):
    """Amina has completed a course, and the process died before anything came of it."""
    enrolment = make_enrolment(make_course(homes, modules=0), amina)
    enrolment.completed_at = timezone.now()
    enrolment.save()
    confirm_name(user=amina, name=amina.name)
    return enrolment


def task(**fields):
    values = {
        "status": TaskResultStatus.RUNNING,
        "started_at": timezone.now() - DAY,
        "args_kwargs": {"args": [1], "kwargs": {}},
        "task_path": "certificates.tasks.render_certificate",
        "worker_ids": ["a"],
        "backend_name": "default",
        "run_after": timezone.now() - DAY,
    }
    return DBTaskResult.objects.create(**values | fields)


def test_page_whose_time_has_come_is_published(homes):
    page = add_page(homes["es"], PlainPage, title="Pronto", slug="pronto")
    page.unpublish()
    page.go_live_at = timezone.now() - DAY
    page.save_revision(approved_go_live_at=timezone.now() - DAY)
    call_command("run_scheduled")
    page.refresh_from_db()
    assert page.live


def test_task_of_a_dead_worker_goes_back_to_the_queue_and_one_at_work_stays(db):
    dead, alive = task(), task(started_at=timezone.now())
    schedule.revive_tasks()
    assert DBTaskResult.objects.get(pk=dead.pk).status == TaskResultStatus.READY
    assert DBTaskResult.objects.get(pk=alive.pk).status == TaskResultStatus.RUNNING


def test_task_that_has_killed_three_workers_is_given_up(db):
    killer = task(worker_ids=["a", "b", "c"])
    schedule.revive_tasks()
    assert DBTaskResult.objects.get(pk=killer.pk).status == TaskResultStatus.FAILED


def test_task_finished_long_ago_is_forgotten_and_a_waiting_one_kept(db):
    task(status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - 15 * DAY)
    kept = task(status=TaskResultStatus.READY, started_at=None)
    schedule.prune_tasks()
    assert DBTaskResult.objects.get() == kept


def test_certificate_that_was_missed_is_issued_and_drawn_once(earned):
    call_command("run_scheduled")
    call_command("run_scheduled")
    certificate = Certificate.objects.get()
    assert certificate.pdf.read(5) == b"%PDF-"


def test_mail_that_failed_goes_out_later_and_once(earned):
    certificate = schedule.issue_earned(enrolment=earned)[0]
    hour_ago = timezone.now() - timedelta(hours=1)
    Delivery.objects.create(user=earned.user, kind="certificate", key=certificate.code, noted_at=hour_ago)
    schedule.send_mails()
    schedule.send_mails()
    assert len(mail.outbox) == 1


def test_mail_just_noted_is_left_to_its_task(earned):
    certificate = schedule.issue_earned(enrolment=earned)[0]
    Delivery.objects.create(user=earned.user, kind="certificate", key=certificate.code, noted_at=timezone.now())
    schedule.send_mails()
    assert mail.outbox == []


def test_session_that_has_run_out_is_deleted(db):
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - DAY)
    Session.objects.create(session_key="new", session_data="", expire_date=timezone.now() + DAY)
    schedule.forget_sessions()
    assert Session.objects.get().session_key == "new"


def test_step_in_trouble_stops_no_other_and_is_reported(db, monkeypatch, caplog):
    done = []

    def breaks():
        raise RuntimeError("no disk")

    monkeypatch.setattr("lms.management.commands.run_scheduled.STEPS", [breaks, lambda: done.append(1)])
    with pytest.raises(CommandError, match="breaks"):
        call_command("run_scheduled")
    assert done == [1]
    assert "no disk" in caplog.text


def test_second_run_at_the_same_time_does_nothing(db, capsys, monkeypatch):
    monkeypatch.setattr("lms.management.commands.run_scheduled.STEPS", [pytest.fail])
    with open(settings.DATA_DIR / "run_scheduled.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("run_scheduled")
    assert "still at it" in capsys.readouterr().out


def test_account_is_erased_when_its_days_are_over_and_not_before(amina, ben):
    ask_erasure(user=amina, at=timezone.now() - 15 * DAY)
    ask_erasure(user=ben, at=timezone.now() - 13 * DAY)
    call_command("run_scheduled")
    amina.refresh_from_db()
    ben.refresh_from_db()
    assert (amina.name, amina.is_erased, ben.name, ben.is_erased) == ("", True, "Ben Okello", False)


def test_copy_of_data_is_made_when_its_task_was_lost_and_thrown_away_later(amina):
    ask_parcel(user=amina, kind="data", language="en", at=timezone.now() - timedelta(hours=1))
    call_command("run_scheduled")
    assert Parcel.objects.get().is_ready
    Parcel.objects.update(expires_at=timezone.now() - DAY)
    call_command("run_scheduled")
    assert not Parcel.objects.exists()
