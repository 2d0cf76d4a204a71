"""Drafts: kept while somebody writes, gone when the post is sent. Every verb may be repeated."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import clean_name
from forums.actions.moderating import reads
from forums.actions.picturing import drop_pictures
from forums.actions.placing import kept_place
from forums.actions.refusals import NotAllowed
from forums.models import DRAFT_LENGTH, TITLE_LENGTH, Draft, Post, Thread
from forums.rules import may_post


def save_draft(*, user, discussion, key, text, language, thread=None, parent=None, title="", kind="", at=None):
    """Keep what `user` has written so far, in place of what was kept for the same place; None for nothing to keep.

    `discussion` need not be saved yet. `key` is that of the form: what was sent under it already is not kept again. An
    empty text discards the draft. Raises `NotAllowed`, or `ValidationError` beyond `DRAFT_LENGTH` characters.
    """
    if not may_post(user, discussion, enrolled=discussion.is_studied_by(user)):
        raise NotAllowed
    if thread and thread.group and not reads(user, thread):
        raise NotAllowed
    text = text.replace("\x00", "")
    if len(text) > DRAFT_LENGTH:
        raise ValidationError(_("This is too long to be kept. Copy it to a place of your own."), code="too_long")
    if not text.strip() and not title.strip():
        discard_draft(user=user, key=key)
        return None
    place = {"user": user, "discussion": kept_place(discussion), "thread": thread, "parent": parent}
    words = {"title": clean_name(title)[:TITLE_LENGTH], "text": text, "language": _known(language)}
    kind = kind if kind in Thread.Kind.values else ""
    return _keep(place, words | {"kind": kind, "key": key, "saved_at": at or timezone.now()})


def _keep(place, values):
    """In one row for each place; two at once end in the one that came last."""
    if Post.objects.filter(key=values["key"]).exists():
        return None
    for _again in range(2):
        try:
            with transaction.atomic():
                draft, _created = Draft.objects.update_or_create(**place, defaults=values)
                return draft
        except IntegrityError:
            Draft.objects.filter(user=place["user"], key=values["key"]).exclude(**place).delete()
    return Draft.objects.filter(**place).first()


def _known(language):
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def discard_draft(*, user, key):
    """Forget what `user` has begun under `key`, with its pictures; nothing where there is none."""
    with transaction.atomic():
        Draft.objects.of(user).filter(key=key).delete()
        drop_pictures(owner=user, form_key=key)


def forget_sent_drafts():
    """Delete the drafts that have become posts: nobody sees them any more."""
    return Draft.objects.filter(key__in=Post.objects.filter(key__in=Draft.objects.values("key")).values("key")).delete()
