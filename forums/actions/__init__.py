"""What people do in discussions: writing, and keeping them safe."""

from forums.actions.forgetting import forget_author
from forums.actions.moderating import (
    MODERATORS,
    appoint_moderator,
    dismiss_reports,
    hide_post,
    report_post,
    restore_post,
)
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
    "ConductNotAccepted",
    "KeyUsed",
    "NotAllowed",
    "TooLate",
    "appoint_moderator",
    "dismiss_reports",
    "edit_post",
    "forget_author",
    "hide_post",
    "mark_read",
    "open_thread",
    "remove_post",
    "reply",
    "report_post",
    "restore_post",
]
