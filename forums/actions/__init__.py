"""What people do in discussions: writing, and keeping them safe."""

from forums.actions.announcing import edit_announcement, note_told, publish_announcement, withdraw_announcement
from forums.actions.following import (
    follow_discussion,
    follow_own,
    follow_thread,
    mute_thread,
    unfollow_discussion,
    unfollow_thread,
)
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
    "edit_announcement",
    "edit_post",
    "follow_discussion",
    "follow_own",
    "follow_thread",
    "hide_post",
    "mark_read",
    "mute_thread",
    "note_told",
    "open_thread",
    "publish_announcement",
    "remove_post",
    "reply",
    "report_post",
    "restore_post",
    "unfollow_discussion",
    "unfollow_thread",
    "withdraw_announcement",
]
