"""What happens to certificates. Every verb may be repeated: the second time changes nothing."""

from certificates.actions.archives import ask_archive, drop_archive, make_archive, remove_old_archives
from certificates.actions.chain import NotCorrectable, NotRenewable, reissue, renew, revoke
from certificates.actions.corrections import accept_correction, ask_correction, refuse_correction
from certificates.actions.diplomas import issue_diploma, issue_diplomas_due
from certificates.actions.erasing import discard_papers, erase_holder, names_holder
from certificates.actions.issuing import issue_attendance, issue_earned, render

__all__ = [
    "NotCorrectable",
    "NotRenewable",
    "accept_correction",
    "ask_archive",
    "ask_correction",
    "discard_papers",
    "drop_archive",
    "erase_holder",
    "issue_attendance",
    "issue_diploma",
    "issue_diplomas_due",
    "issue_earned",
    "make_archive",
    "names_holder",
    "refuse_correction",
    "reissue",
    "remove_old_archives",
    "render",
    "renew",
    "revoke",
]
