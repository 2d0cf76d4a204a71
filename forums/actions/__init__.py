"""What people do in discussions: writing, marking, and keeping them safe."""

from forums.actions.forgetting import forget_author
from forums.actions.marking import (
    accept_answer,
    choose_languages,
    endorse,
    give_thanks,
    remove_translation,
    take_thanks_back,
    translate_post,
    withdraw_answer,
    withdraw_endorsement,
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
    "accept_answer",
    "appoint_moderator",
    "choose_languages",
    "dismiss_reports",
    "edit_post",
    "endorse",
    "forget_author",
    "give_thanks",
    "hide_post",
    "mark_read",
    "open_thread",
    "remove_post",
    "remove_translation",
    "reply",
    "report_post",
    "restore_post",
    "take_thanks_back",
    "translate_post",
    "withdraw_answer",
    "withdraw_endorsement",
]
