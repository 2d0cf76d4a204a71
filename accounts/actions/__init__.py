"""What happens to people: verbs, called by screens, commands and demo data alike."""

from accounts.actions.erasure import (
    MustHandOver,
    TooLate,
    ask_erasure,
    carry_out_due,
    carry_out_erasure,
    keep_account,
    tell_of_request,
)
from accounts.actions.parcels import (
    TooMany,
    ask_parcel,
    discard_expired,
    make_missing,
    make_parcel,
)
from accounts.actions.people import (
    MANAGERS,
    accept_conduct,
    admin_door,
    admit_to_staff,
    appoint_manager,
    confirm_name,
    dismiss_manager,
    find_organisation,
    grant_remit,
    register_user,
    release_from_staff,
)

__all__ = [
    "MANAGERS",
    "MustHandOver",
    "TooLate",
    "TooMany",
    "accept_conduct",
    "admin_door",
    "admit_to_staff",
    "appoint_manager",
    "ask_erasure",
    "ask_parcel",
    "carry_out_due",
    "carry_out_erasure",
    "confirm_name",
    "discard_expired",
    "dismiss_manager",
    "find_organisation",
    "grant_remit",
    "keep_account",
    "make_missing",
    "make_parcel",
    "register_user",
    "release_from_staff",
    "tell_of_request",
]
