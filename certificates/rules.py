"""Who may do what with certificates."""

from accounts.models import Remit
from accounts.rules import may_manage

EVERYWHERE = "*"


def may_keep_certificates(user):
    """Is `user` one of those who issue, re-issue and revoke? On which, `Certificate.objects.managed_by` says."""
    return may_manage(user)


def may_fetch(user, archive):
    """May `user` have the file? Who asked for it, as long as they manage all that they managed then."""
    if archive.by_id != user.pk or not may_manage(user):
        return False
    held = remit_words(user).split()
    return EVERYWHERE in held or set(archive.remit.split()) <= set(held)


def remit_words(user):
    """The countries that `user` manages, as codes with spaces between them; `*` for all."""
    remit = Remit.objects.filter(user=user).first()
    if user.is_superuser or (remit and remit.everywhere):
        return EVERYWHERE
    return " ".join(sorted(remit.codes)) if remit else ""


def may_decide_corrections(user):
    """Is `user` one of those who decide on names? On which, `NameCorrection.objects.for_decision_by` says."""
    return may_manage(user)
