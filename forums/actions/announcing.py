"""Announcements: what those who teach a course tell everybody in it."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import clean_name
from forums.actions.writing import KeyUsed, NotAllowed
from forums.models import Announcement, AnnouncementText
from forums.prose import clean_text, render
from forums.rules import may_announce
from forums.signals import announcement_published


@transaction.atomic
def publish_announcement(*, author, course, texts, is_public=False, key=None, at=None):
    """Tell everybody in `course`; `texts` is {language: (title, Markdown)}, one at least, the first is the main one.

    `key` is the client's (a UUID); sending it again returns the announcement it made. Announces
    `announcement_published` on commit. Raises `NotAllowed`, `KeyUsed`, or `ValidationError` for unfit words.
    """
    moment, key = at or timezone.now(), key or uuid.uuid4()
    if not may_announce(author, course):
        raise NotAllowed
    if Announcement.objects.filter(key=key).exclude(course=course).exists():
        raise KeyUsed
    start = {"author": author, "is_public": is_public, "published_at": moment, "changed_at": moment}
    announcement, created = Announcement.objects.get_or_create(key=key, course=course, defaults=start)
    if created:
        _write(announcement, texts)
        transaction.on_commit(lambda: announcement_published.send_robust(Announcement, announcement=announcement))
    return announcement


@transaction.atomic
def edit_announcement(*, editor, announcement, texts, is_public, at=None):
    """Say it in other words; nobody is told again. Raises as `publish_announcement` does."""
    announcement = _locked_for(editor, announcement)
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
