"""Workers that are killed in the middle: nothing is missing afterwards, and nothing is there twice."""

import os
import signal
import subprocess
import sys
from hashlib import sha256
from multiprocessing import get_context
from urllib.parse import urlsplit

import pytest
from django.conf import settings as product
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.actions import confirm_name
from certificates import press, tasks
from certificates.models import Certificate, CertificateEvent
from enrolments.models import Enrolment
from interop.models import Credential
from lms import schedule
from notifications.models import Delivery
from tests.factories.enrolments import make_enrolment

LEARNERS = 4
SECONDS = 120  # after that a worker hangs


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def in_the_drawing():
    """Laid out, and not yet a file."""
    press.say_lines = lambda document: die()


def with_the_file_stored():
    """On the disk, and not yet in the database."""
    save = FileSystemStorage._save

    def saved(storage, name, content):
        save(storage, name, content)
        if name.startswith("certificates/"):
            die()

    FileSystemStorage._save = saved


def with_all_kept():
    """Committed, and the task not yet ticked off."""
    render = tasks.render
    tasks.render = lambda certificate: (render(certificate=certificate), die())


MOMENTS = [in_the_drawing, with_the_file_stored, with_all_kept]


def work_until(moment):
    """A worker's life, up to that moment of its first certificate."""
    moment()
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


def ends_of_mortals():
    """What three workers returned who worked side by side and were killed, each at a moment of its own."""
    connection.close()  # nobody inherits it
    workers = [get_context("fork").Process(target=work_until, args=[moment]) for moment in MOMENTS]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(SECONDS)
        worker.kill()
    return [worker.exitcode for worker in workers]


def work_off():
    """A worker as in production, by itself, on the test's database."""
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    given = {"DJANGO_SETTINGS_MODULE": "lms.settings", "DATABASE_URL": url, "TASKS_BACKEND": "database"}
    command = [sys.executable, "manage.py", "db_worker", "--batch", "--no-startup-delay", "-v0"]
    subprocess.run(command, env=os.environ | given, cwd=product.BASE_DIR, check=True, timeout=SECONDS)


def papers():
    """{name: SHA-256} of the files of certificates."""
    files = [path for path in (product.PRIVATE_ROOT / "certificates").rglob("*") if path.is_file()]
    return {str(path.relative_to(product.PRIVATE_ROOT)): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def queue(settings):
    """Tasks wait in the database for a worker; one that has begun counts as dead at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    settings.TASK_STUCK_MINUTES = 0
    return DBTaskResult.objects


@pytest.mark.django_db(transaction=True)
def test_workers_killed_in_the_middle_leave_nothing_missing_and_nothing_twice(queue, course):
    for enrolment in [make_enrolment(course) for _learner in range(LEARNERS)]:
        Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=timezone.now())
        confirm_name(user=enrolment.user, name=enrolment.user.name)
    before = papers()
    assert ends_of_mortals() == [-signal.SIGKILL] * len(MOMENTS)
    dead = queue.running().values_list("task_path", flat=True)
    assert list(dead) == ["certificates.tasks.render_certificate"] * len(MOMENTS)

    schedule.revive_tasks()
    schedule.render_certificates()
    assert Certificate.objects.unrendered().count() == LEARNERS - 1  # the queue has them
    work_off()

    assert not queue.exclude(status=TaskResultStatus.SUCCESSFUL).exists()
    kept = dict(Certificate.objects.values_list("pdf", "sha256"))
    assert papers().items() - before.items() == kept.items()
    drawn = CertificateEvent.objects.filter(kind=CertificateEvent.Kind.DRAWN)
    assert len(kept) == drawn.count() == drawn.values("certificate").distinct().count() == LEARNERS
    assert Credential.objects.count() == Delivery.objects.filter(kind="certificate").count() == LEARNERS
