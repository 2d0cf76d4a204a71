"""What people do in discussions: writing, and keeping them safe."""

from forums.actions.limits import Silenced, TooFast
from forums.actions.moderating import (
    MODERATORS,
    appoint_moderator,
    dismiss_reports,
    hide_post,
    report_post,
    restore_post,
)
from forums.actions.ordering import (
    NotPossible,
    lock_thread,
    merge_threads,
    move_thread,
    pin_thread,
    split_thread,
)
from forums.actions.sanctioning import lift_sanction, mark_seen, remove_author, silence_author, warn_author
from forums.actions.writing import (
    ConductNotAccepted,
    KeyUsed,
    NotAllowed,
    ThreadLocked,
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
    "NotPossible",
    "Silenced",
    "ThreadLocked",
    "TooFast",
    "TooLate",
    "appoint_moderator",
    "dismiss_reports",
    "edit_post",
    "hide_post",
    "lift_sanction",
    "lock_thread",
    "mark_read",
    "mark_seen",
    "merge_threads",
    "move_thread",
    "open_thread",
    "pin_thread",
    "remove_author",
    "remove_post",
    "reply",
    "report_post",
    "restore_post",
    "silence_author",
    "split_thread",
    "warn_author",
]
