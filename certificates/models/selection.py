"""Which certificates: the words by which they are found."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import RemitQuerySet
from certificates.codes import normalise
from pages.folding import WORD, fold_word


class Standing(models.TextChoices):
    """What a certificate is worth on some day: its state, and whether its time has run out."""

    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    SUPERSEDED = "superseded", _("Superseded")


class NeverDeleted(TypeError):
    """A certificate was to be deleted: it can only be revoked."""


class CertificateQuerySet(RemitQuerySet):
    def standing(self):
        """Neither revoked nor superseded; they may have expired."""
        return self.filter(state=Standing.VALID)

    def valid(self, *, at=None):
        """Those that stand and have not expired at that moment; now by default."""
        return self.standing().exclude(expires_on__lt=_day(at))

    def expired(self, *, at=None):
        """Those that stand, but whose time has run out by that moment; now by default."""
        return self.standing().filter(expires_on__lt=_day(at))

    def expiring(self, *, within, at=None):
        """Those that are valid at that moment and will not be `within` so many days more."""
        today = _day(at)
        return self.standing().filter(expires_on__gte=today, expires_on__lt=today + timedelta(days=within))

    def with_standing(self, standing, *, at=None):
        """Those of which `standing_on` the day of that moment says `standing`."""
        if standing in (Standing.VALID, Standing.EXPIRED):
            return self.valid(at=at) if standing == Standing.VALID else self.expired(at=at)
        return self.filter(state=standing)

    def current(self):
        """One for each kind that somebody has earned in an enrolment: none that another took the place of."""
        return self.exclude(state=Standing.SUPERSEDED)

    def of(self, user):
        return self.filter(holder=user)

    def visible_to(self, user):
        """Those whose paper `user` may have: their own, and what they manage."""
        return self.filter(Q(holder=user) | Q(pk__in=self.within_remit_of(user).values("pk")))

    def managed_by(self, user):
        """Those that `user` may decide on: within their remit, and not their own."""
        return self.within_remit_of(user).exclude(holder=user)

    def with_code(self, text):
        """The one with the code that somebody typed, if any. The same one query for whatever was typed."""
        return self.filter(code=normalise(text) or "")

    def matching(self, text):
        """The one with the code that somebody typed, else those whose holder's name has words that begin so."""
        if normalise(text):
            return self.with_code(text)
        found = self
        for word in filter(None, map(fold_word, WORD.findall(text))):
            found = found.filter(search_text__contains=f" {word}")
        return found

    def with_file(self, sha256):
        """Those whose file has that SHA-256, in hexadecimal."""
        return self.filter(sha256=sha256).exclude(sha256="")

    def unrendered(self):
        """Those whose PDF is still to be made."""
        return self.filter(rendered_at=None, holder_erased_at=None)

    def left_behind(self):
        """Those whose holder's account was erased, and whose PDF is still there."""
        return self.exclude(holder_erased_at=None).exclude(pdf="")

    def delete(self):
        raise NeverDeleted


def _day(at):
    return timezone.localdate(at)
