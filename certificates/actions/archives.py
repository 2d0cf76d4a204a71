"""Many certificates as one file, made in the background and removed after some days."""

from datetime import timedelta
from tempfile import TemporaryFile

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation

from certificates.models import Archive, archive_path
from certificates.packing import pack
from certificates.rules import remit_words
from certificates.signals import archive_asked

GIVEN_UP_AFTER = timedelta(days=1)


@transaction.atomic
def ask_archive(*, by, language, course=None, cohort=None, country="", since=None, until=None, at=None):
    """Have the certificates that `by` manages put into one ZIP: of a course, a cohort, a country, some days, or all.

    While one is being made for them, asking again gives that one. Announces `archive_asked` on commit.
    """
    wanted = {"language": language, "course": course, "cohort": cohort, "country": country}
    wanted |= {"since": since, "until": until}
    archive, is_new = Archive.objects.get_or_create(
        by=by,
        state=Archive.State.WAITING,
        defaults=wanted | {"remit": remit_words(by), "asked_at": at or timezone.now()},
    )
    if is_new:
        transaction.on_commit(lambda: archive_asked.send_robust(Archive, archive=archive))
    return archive


def make_archive(*, archive):
    """Make the file of an archive that waits, from the beginning, whatever an earlier try has done; returns it.

    Nothing is locked while it is made. Raises what stops it; then it counts as failed.
    """
    if not archive.is_waiting:
        return archive
    try:
        with TemporaryFile() as whole, translation.override(archive.language):
            _fill(archive, whole)
            stored = archive.file.storage.save(archive_path(archive, ""), File(whole))
            _keep(archive, stored, size=whole.seek(0, 2))
    except Exception:
        Archive.objects.waiting().filter(pk=archive.pk).update(state=Archive.State.FAILED)
        raise
    archive.refresh_from_db()
    return archive


def _fill(archive, whole):
    mine, certificates = Archive.objects.filter(pk=archive.pk), archive.certificates()
    mine.update(total=certificates.count(), done=0)
    pack(certificates, whole, tell=lambda number: mine.update(done=number))
    whole.seek(0)


def _keep(archive, stored, *, size):
    """The first who has it made keeps it; the file of any other goes."""
    ready = {"state": Archive.State.READY, "ready_at": timezone.now(), "file": stored, "size": size}
    if not Archive.objects.waiting().filter(pk=archive.pk).update(**ready):
        archive.file.storage.delete(stored)


def drop_archive(*, archive):
    """Remove the file; that it was made stays on record. Nothing happens to one that is being made."""
    if not archive.is_waiting:
        if archive.file:
            archive.file.storage.delete(archive.file.name)
        Archive.objects.filter(pk=archive.pk).update(state=Archive.State.EXPIRED, file="")


def remove_old_archives(*, at=None):
    """Remove the files made `CERTIFICATE_ARCHIVE_DAYS` ago, and give up what has waited for a day."""
    moment = at or timezone.now()
    for archive in Archive.objects.ready().filter(ready_at__lte=moment - _kept()):
        drop_archive(archive=archive)
    Archive.objects.waiting().filter(asked_at__lte=moment - GIVEN_UP_AFTER).update(state=Archive.State.FAILED)


def _kept():
    return timedelta(days=settings.CERTIFICATE_ARCHIVE_DAYS)
