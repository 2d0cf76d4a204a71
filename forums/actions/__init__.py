"""What people do in discussions: writing, and keeping them safe."""

from forums.actions.drafting import discard_draft, forget_sent_drafts, save_draft
from forums.actions.moderating import (
    MODERATORS,
    appoint_moderator,
    dismiss_reports,
    hide_post,
    report_post,
    restore_post,
)
from forums.actions.picturing import MOST_PICTURES, add_picture, drop_pictures, forget_orphans
from forums.actions.redacting import PassageNotFound, redact_post
from forums.actions.writing import (
    ConductNotAccepted,
    KeyUsed,
    NotAllowed,
    TooLate,
    edit_post,
    mark_read,
    open_thread,
    remove_post,
    reply,
)

__all__ = [
    "MODERATORS",
    "MOST_PICTURES",
    "ConductNotAccepted",
    "KeyUsed",
    "NotAllowed",
    "PassageNotFound",
    "TooLate",
    "add_picture",
    "appoint_moderator",
    "discard_draft",
    "dismiss_reports",
    "drop_pictures",
    "edit_post",
    "forget_orphans",
    "forget_sent_drafts",
    "hide_post",
    "mark_read",
    "open_thread",
    "redact_post",
    "remove_post",
    "reply",
    "report_post",
    "restore_post",
    "save_draft",
]
