"""What people do in discussions: writing, marking, and keeping them safe."""

from forums.actions.announcing import (
    WouldWiden,
    edit_announcement,
    note_told,
    publish_announcement,
    withdraw_announcement,
)
from forums.actions.drafting import discard_draft, forget_sent_drafts, save_draft
from forums.actions.editing import edit_post, revise_post
from forums.actions.following import (
    follow_discussion,
    follow_own,
    follow_thread,
    mute_thread,
    unfollow_discussion,
    unfollow_thread,
)
from forums.actions.forgetting import discard_pictures, forget_author
from forums.actions.limits import Silenced, TooFast
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
from forums.actions.ordering import (
    NotPossible,
    lock_thread,
    merge_threads,
    move_thread,
    pin_thread,
    split_thread,
)
from forums.actions.picturing import MOST_PICTURES, add_picture, drop_pictures, forget_orphans
from forums.actions.redacting import PassageNotFound, redact_post
from forums.actions.refusals import (
    ChangedMeanwhile,
    ConductNotAccepted,
    KeyUsed,
    NotAllowed,
    OtherGroup,
    ThreadLocked,
    TooLate,
)
from forums.actions.sanctioning import lift_sanction, mark_seen, remove_author, silence_author, warn_author
from forums.actions.writing import mark_read, open_thread, remove_post, reply

__all__ = [
    "MODERATORS",
    "MOST_PICTURES",
    "ChangedMeanwhile",
    "ConductNotAccepted",
    "KeyUsed",
    "NotAllowed",
    "NotPossible",
    "OtherGroup",
    "PassageNotFound",
    "Silenced",
    "ThreadLocked",
    "TooFast",
    "TooLate",
    "WouldWiden",
    "accept_answer",
    "add_picture",
    "appoint_moderator",
    "choose_languages",
    "discard_draft",
    "discard_pictures",
    "dismiss_reports",
    "drop_pictures",
    "edit_announcement",
    "edit_post",
    "endorse",
    "follow_discussion",
    "follow_own",
    "follow_thread",
    "forget_author",
    "forget_orphans",
    "forget_sent_drafts",
    "give_thanks",
    "hide_post",
    "lift_sanction",
    "lock_thread",
    "mark_read",
    "mark_seen",
    "merge_threads",
    "move_thread",
    "mute_thread",
    "note_told",
    "open_thread",
    "pin_thread",
    "publish_announcement",
    "redact_post",
    "remove_author",
    "remove_post",
    "remove_translation",
    "reply",
    "report_post",
    "restore_post",
    "revise_post",
    "save_draft",
    "silence_author",
    "split_thread",
    "take_thanks_back",
    "translate_post",
    "unfollow_discussion",
    "unfollow_thread",
    "warn_author",
    "withdraw_announcement",
    "withdraw_answer",
    "withdraw_endorsement",
]
