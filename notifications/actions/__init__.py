"""Noting who is to be told, and telling them. Every verb may be repeated: nobody gets a mail twice."""

from notifications.actions.choosing import choose_cadences, choose_mails, stop_mails
from notifications.actions.digesting import make_digest, send_digests
from notifications.actions.expiring import note_expiring
from notifications.actions.mailing import send, send_announcements, send_overdue
from notifications.actions.marks import note_mark
from notifications.actions.noting import (
    note_announcement,
    note_answer,
    note_certificate,
    note_correction,
    note_decision,
    note_mentions,
    note_moderation,
    note_replacement,
    note_revocation,
    note_untold,
)
from notifications.actions.reading import mark_all_read, mark_notice_read

__all__ = [
    "choose_cadences",
    "choose_mails",
    "make_digest",
    "mark_all_read",
    "mark_notice_read",
    "note_announcement",
    "note_answer",
    "note_certificate",
    "note_correction",
    "note_decision",
    "note_expiring",
    "note_mark",
    "note_mentions",
    "note_moderation",
    "note_replacement",
    "note_revocation",
    "note_untold",
    "send",
    "send_announcements",
    "send_digests",
    "send_overdue",
    "stop_mails",
]
