"""Announcements: what those who teach a course tell everybody in it, or a cohort."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import clean_name
from forums.actions.refusals import KeyUsed, NotAllowed
from forums.models import Announcement, AnnouncementText
from forums.prose import clean_text, render
from forums.rules import may_announce
from forums.signals import announcement_published


class WouldWiden(Exception):
    """The change would show an announcement to people who could not read it before, and nobody has said yes to that."""


@transaction.atomic
def publish_announcement(*, author, course, texts, cohort=None, is_public=False, key=None, at=None):
    """Tell everybody in `course`, or those in `cohort`, which is one of it and open or closed.

    `texts` is {language: (title, Markdown)}, one at least, the first is the main one. `key` is the client's (a UUID);
    sending it again returns the announcement it made. Announces `announcement_published` on commit. Raises
    `NotAllowed`; `KeyUsed`, also for a key that told others; `ValidationError` for unfit words, or a public one for a
    cohort.
    """
    moment, key = at or timezone.now(), key or uuid.uuid4()
    if not may_announce(author, course) or (cohort and cohort.course_id != course.pk):
        raise NotAllowed
    _check_audience(cohort, is_public)
    start = {"author": author, "is_public": is_public, "published_at": moment, "changed_at": moment}
    start |= {"course": course, "cohort": cohort}
    announcement, created = Announcement.objects.get_or_create(key=key, defaults=start)
    if (announcement.course_id, announcement.cohort_id) != (course.pk, cohort and cohort.pk):
        raise KeyUsed
    if created:
        _write(announcement, texts)
        transaction.on_commit(lambda: announcement_published.send_robust(Announcement, announcement=announcement))
    return announcement


def _check_audience(cohort, is_public):
    if cohort and is_public:
        raise ValidationError(_("What is for one cohort cannot be shown to everybody."))


@transaction.atomic
def edit_announcement(*, editor, announcement, texts, is_public, widens=False, at=None):
    """Say it in other words; nobody is told again, and the cohort stays.

    Raises as `publish_announcement` does, and `WouldWiden` when it becomes public and nobody said so by `widens`.
    """
    announcement = _locked_for(editor, announcement)
    _check_audience(announcement.cohort_id, is_public)
    if is_public and not (announcement.is_public or widens):
        raise WouldWiden
    announcement.texts.all().delete()
    _write(announcement, texts)
    announcement.is_public, announcement.changed_at = is_public, at or timezone.now()
    announcement.save(update_fields=["is_public", "changed_at"])
    return announcement


@transaction.atomic
def withdraw_announcement(*, editor, announcement, at=None):
    """Show it to nobody any more. Again changes nothing. Raises `NotAllowed`."""
    announcement = _locked_for(editor, announcement)
    if announcement.withdrawn_at is None:
        announcement.withdrawn_at = at or timezone.now()
        announcement.save(update_fields=["withdrawn_at"])
    return announcement


def note_told(*, announcement, at):
    """Everybody whom `announcement` concerned is noted."""
    Announcement.objects.filter(pk=announcement.pk).update(told_at=at)


def _locked_for(editor, announcement):
    locked = Announcement.objects.select_for_update(of=("self",)).select_related("course").get(pk=announcement.pk)
    if not may_announce(editor, locked.course):
        raise NotAllowed
    return locked


def _write(announcement, texts):
    rows = []
    for language, (title, text) in texts.items():
        title, source = clean_name(title), clean_text(text)
        if not title:
            raise ValidationError(_("Give it a title."))
        rows.append(AnnouncementText(language=language, title=title, source=source, html=render(source)))
    if not rows:
        raise ValidationError(_("Write it in one language at least."))
    for row in rows:
        row.announcement = announcement
    AnnouncementText.objects.bulk_create(rows)
