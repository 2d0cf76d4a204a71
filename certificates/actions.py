"""What happens to certificates. Every verb may be repeated: the second time changes nothing."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import second_line
from accounts.wording import without_words
from certificates import paper
from certificates.designing import look_for
from certificates.inspection import fingerprint
from certificates.models import FROZEN, Certificate, CertificateEvent, Kind, Merit, NameCorrection
from certificates.names import is_sealed_name, seal_name
from certificates.signals import certificate_issued, correction_decided
from enrolments.actions import measure
from enrolments.models import Enrolment

# What a successor takes over beside what its merit says.
KEPT = ["country", "issuer", "design", "signatories", "second_title"]
EARNED_AT = {Kind.PARTICIPATION: "completed_at", Kind.ACHIEVEMENT: "achieved_at"}


class NotCorrectable(ValueError):
    """The certificate is not valid any more: there is nothing to correct."""


@transaction.atomic
def issue_earned(*, enrolment, at=None):
    """Issue every kind of certificate that the enrolment has earned and not yet got, each exactly once.

    Nothing is issued before the learner's name is confirmed: what was earned is kept as a `Merit` until then.
    Announces `certificate_issued` on commit; returns the enrolment's certificates. `at` is the moment; now by default.
    """
    enrolment = Enrolment.objects.select_related("user", "course").get(pk=enrolment.pk)
    merits = [_keep_merit(enrolment, kind) for kind, field in EARNED_AT.items() if getattr(enrolment, field)]
    if not enrolment.user.name_is_confirmed:
        return []
    return [_issue(enrolment, merit, at or timezone.now()) for merit in merits]


def _keep_merit(enrolment, kind):
    """The merit of that kind, with the figures of the first time that it was asked for."""
    merit = Merit.objects.filter(enrolment=enrolment, kind=kind).first()
    if merit is None:
        merit, _created = Merit.objects.get_or_create(
            enrolment=enrolment, kind=kind, defaults=_statement(enrolment, kind)
        )
    return merit


def _statement(enrolment, kind):
    """What is frozen of course and progress, in the learner's language where the course is offered in it."""
    course = enrolment.course
    listing = course.listing_in(enrolment.user.language)
    return {
        "course_title": listing.title if listing else course.slug,
        "course_hours": course.hours,
        "level": course.level,
        "language": listing.language if listing else course.source_language,
        "course_edition": str(course.version),
        "completed_on": timezone.localdate(getattr(enrolment, EARNED_AT[kind])),
        "terms": _terms(measure(enrolment), kind),
    }


def _terms(progress, kind):
    if kind == Kind.PARTICIPATION:
        return {"share": progress.participation_share, "done": progress.done, "total": progress.total}
    return {
        "share": progress.achievement_share,
        "points": progress.points,
        "max_points": progress.max_points,
    }


def _issue(enrolment, merit, moment):
    frozen = {field: getattr(merit, field) for field in FROZEN} | look_for(
        course=enrolment.course, language=merit.language
    )
    certificate, is_new = Certificate.objects.current().get_or_create(
        enrolment=enrolment,
        kind=merit.kind,
        defaults=frozen
        | {
            "holder_name": enrolment.user.name,
            "holder_name_latin": second_line(enrolment.user.name, enrolment.user.name_latin),
            "country": enrolment.country,
            "issued_at": moment,
            "issuer": settings.ISSUER_NAME,
        },
    )
    if is_new:
        _announce(certificate)
    return certificate


def _announce(certificate, by=None):
    _log(certificate, CertificateEvent.Kind.ISSUED, at=certificate.issued_at, by=by)
    transaction.on_commit(lambda: certificate_issued.send_robust(Certificate, certificate=certificate))


def _log(certificate, kind, *, at, by=None, reason=""):
    return CertificateEvent.objects.create(certificate=certificate, kind=kind, at=at, by=by, reason=reason)


def render(*, certificate):
    """Draw and sign the PDF and keep it with its hash, once: a certificate that has its file keeps it. Returns it.

    The drawing, about half a second, is done before the row is locked. Raises what stops the drawing or the storage.
    """
    if certificate.rendered_at or certificate.holder_is_erased:
        return certificate
    return _keep_paper(certificate, paper.make(certificate))


@transaction.atomic
def _keep_paper(certificate, content):
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.rendered_at or certificate.holder_is_erased:
        return certificate
    certificate.sha256 = fingerprint(content)
    certificate.rendered_at = timezone.now()
    certificate.pdf.save(f"{certificate.code}.pdf", ContentFile(content), save=False)
    certificate.save(update_fields=["pdf", "sha256", "rendered_at"])
    _log(certificate, CertificateEvent.Kind.DRAWN, at=certificate.rendered_at)
    return certificate


@transaction.atomic
def revoke(*, certificate, reason, by=None, at=None):
    """Say that the certificate is no longer valid, and why. A revoked one keeps its first date and reason.

    `by` is who revokes; nobody where the site does it by itself.
    """
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.is_valid:
        certificate.state = Certificate.State.REVOKED
        certificate.revoked_at, certificate.revocation_reason = at or timezone.now(), reason
        certificate.save(update_fields=["state", "revoked_at", "revocation_reason"])
        _log(certificate, CertificateEvent.Kind.REVOKED, at=certificate.revoked_at, by=by, reason=reason)
    return certificate


@transaction.atomic
def ask_correction(*, certificate, name, why, name_latin="", at=None):
    """The holder asks that the certificate say `name`, and `name_latin` in a second line below other letters.

    While one request waits, asking again gives that one.

    Raises `NotCorrectable` when the certificate is not valid.
    """
    certificate = _locked_if_valid(certificate.pk)
    waiting = certificate.corrections.waiting().first()
    if waiting:
        return waiting
    moment, holder = at or timezone.now(), certificate.enrolment.user
    _log(certificate, CertificateEvent.Kind.CORRECTION_ASKED, at=moment, by=holder, reason=why)
    return NameCorrection.objects.create(
        certificate=certificate, name=name, name_latin=second_line(name, name_latin), why=why, asked_at=moment
    )


def _locked_if_valid(pk):
    certificate = Certificate.objects.select_for_update().get(pk=pk)
    if not certificate.is_valid:
        raise NotCorrectable
    return certificate


@transaction.atomic
def accept_correction(*, correction, by, at=None):
    """Issue a certificate with the right name, which supersedes the one that the request is about.

    Returns the correction; one that is decided stays as it is. Announces `certificate_issued` and `correction_decided`
    on commit. Raises `NotCorrectable` when the certificate is not valid.
    """
    correction, moment = _locked(correction), at or timezone.now()
    if correction.is_waiting:
        certificate = _locked_if_valid(correction.certificate_id)
        names = {"holder_name": correction.name, "holder_name_latin": correction.name_latin}
        _supersede(certificate, names=names, by=by, reason=correction.why, moment=moment)
        _decide(correction, NameCorrection.State.ACCEPTED, by, moment)
    return correction


@transaction.atomic
def refuse_correction(*, correction, reason, by, at=None):
    """Leave the certificate as it is, and say why. Returns the correction; one that is decided stays as it is.

    Announces `correction_decided` on commit.
    """
    correction, moment = _locked(correction), at or timezone.now()
    if correction.is_waiting:
        correction.refusal = reason
        kind = CertificateEvent.Kind.CORRECTION_REFUSED
        _log(correction.certificate, kind, at=moment, by=by, reason=reason)
        _decide(correction, NameCorrection.State.REFUSED, by, moment)
    return correction


def _locked(correction):
    return NameCorrection.objects.select_for_update().get(pk=correction.pk)


def _supersede(certificate, *, names, by, reason, moment):
    """The successor: it says what `certificate` says and looks like it, with the name that is right."""
    certificate.state, certificate.superseded_at = Certificate.State.SUPERSEDED, moment
    certificate.save(update_fields=["state", "superseded_at"])
    _log(certificate, CertificateEvent.Kind.SUPERSEDED, at=moment, by=by, reason=reason)
    kept = {field: getattr(certificate, field) for field in (*FROZEN, *KEPT)}
    successor = Certificate.objects.create(**kept, **names, issued_at=moment, supersedes=certificate)
    _announce(successor, by=by)
    return successor


@transaction.atomic
def erase_holder(*, user, at=None):
    """Keep of the certificates of `user` what proves them: hashes in the place of the name, no words about corrections.

    Their files are still there afterwards: `discard_papers` deletes them. Returns how many certificates were changed.
    """
    moment = at or timezone.now()
    named = list(Certificate.objects.select_for_update().of(user).filter(holder_erased_at=None))
    for certificate in named:
        _seal(certificate, user.email, moment)
        _log(certificate, CertificateEvent.Kind.ERASED, at=moment)
    theirs = Certificate.objects.of(user).values("pk")
    corrections = NameCorrection.objects.filter(certificate__in=theirs)
    corrections.waiting().delete()
    corrections.update(name="", name_latin="", why="", refusal="")
    CertificateEvent.objects.filter(certificate__in=theirs).forget_words()
    return len(named)


SEALED = ("name_seals", "holder_name", "holder_name_latin", "revocation_reason")


def _seal(certificate, address, moment):
    names = [certificate.holder_name, certificate.holder_name_latin]
    certificate.name_seals = [seal_name(name) for name in names if name]
    reason = certificate.revocation_reason
    certificate.revocation_reason = without_words(reason, *names, address)
    certificate.holder_name = certificate.holder_name_latin = ""
    certificate.holder_erased_at = moment
    certificate.save(update_fields=[*SEALED, "holder_erased_at"])


def discard_papers(*, user):
    """Delete the files of certificates whose holder's name is erased. Their hashes stay: a kept copy can be checked."""
    for certificate in Certificate.objects.of(user).left_behind():
        certificate.pdf.delete(save=False)
        certificate.save(update_fields=["pdf"])


def names_holder(*, certificate, name):
    """Is `name` that of the holder whose account is erased? Takes as long for no as for yes, and that is long."""
    return any([is_sealed_name(name, seal) for seal in certificate.name_seals])


def _decide(correction, state, by, moment):
    correction.state, correction.decided_by, correction.decided_at = state, by, moment
    correction.save(update_fields=["state", "decided_by", "decided_at", "refusal"])
    transaction.on_commit(lambda: correction_decided.send_robust(NameCorrection, correction=correction))
