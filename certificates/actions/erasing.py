"""What is left of certificates whose holder's account is erased: what proves them."""

from django.db import transaction
from django.utils import timezone

from accounts.wording import without_words
from certificates.actions.archives import drop_archive
from certificates.actions.log import note
from certificates.models import Archive, Certificate, CertificateEvent, NameCorrection
from certificates.names import is_sealed_name, seal_name

SEALED = ("name_seals", "holder_name", "holder_name_latin", "revocation_reason")


@transaction.atomic
def erase_holder(*, user, at=None):
    """Keep of the certificates of `user` what proves them: hashes in the place of the name, no words about corrections.

    Their files are still there afterwards: `discard_papers` deletes them. Returns how many certificates were changed.
    """
    moment = at or timezone.now()
    named = list(Certificate.objects.select_for_update().of(user).filter(holder_erased_at=None))
    for certificate in named:
        _seal(certificate, user.email, moment)
        note(certificate, CertificateEvent.Kind.ERASED, at=moment)
    theirs = Certificate.objects.of(user).values("pk")
    corrections = NameCorrection.objects.filter(certificate__in=theirs)
    corrections.waiting().delete()
    corrections.update(name="", name_latin="", why="", refusal="")
    CertificateEvent.objects.filter(certificate__in=theirs).forget_words()
    return len(named)


def _seal(certificate, address, moment):
    names = [certificate.holder_name, certificate.holder_name_latin]
    certificate.name_seals = [seal_name(name) for name in names if name]
    certificate.revocation_reason = without_words(certificate.revocation_reason, *filter(None, names), address)
    certificate.holder_name = certificate.holder_name_latin = ""
    certificate.holder_erased_at = moment
    certificate.save(update_fields=[*SEALED, "holder_erased_at"])


def discard_papers(*, user):
    """Delete the files of certificates whose holder's name is erased, and the archives that they are in.

    Their hashes stay: a kept copy can be checked. The archives that `user` asked for go, too.
    """
    for archive in Archive.objects.ready().select_related("by", "course", "cohort__course"):
        if archive.by_id == user.pk or archive.might_hold(Certificate.objects.of(user)):
            drop_archive(archive=archive)
    for certificate in Certificate.objects.of(user).left_behind():
        certificate.pdf.delete(save=False)
        certificate.save(update_fields=["pdf"])


def names_holder(*, certificate, name):
    """Is `name` that of the holder whose account is erased? Takes as long for no as for yes, and that is long."""
    return any([is_sealed_name(name, seal) for seal in certificate.name_seals])
