"""What certificates hold about a person."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.holdings import Chapter, Enclosure, Holding, section
from certificates.actions import discard_papers, erase_holder
from certificates.models import Certificate, CertificateEvent, Merit, NameCorrection

SAYS = ("code", "kind", "course_title", "course_hours", "level", "language", "completed_on", "terms")


class CertificateHolding(Holding):
    rank = 5
    decided = {
        "certificates.Merit": "kept: it names nobody",
        "certificates.Certificate": "the name becomes hashes, the file is deleted",
        "certificates.NameCorrection": "its words are erased; a waiting one is deleted",
        "certificates.NameCorrection.decided_by": "kept, without the name",
        "certificates.Certificate.holder": "kept, without the name",
        "certificates.Merit.by": "kept, without the name",
        "certificates.Archive": "its file is deleted",
        "certificates.Archive.by": "kept, without the name",
        "certificates.CertificateEvent": "its words are erased",
        "certificates.CertificateEvent.by": "kept, without the name",
    }

    def erased(self):
        return [
            _("Your name on your certificates, and their files"),
            _("What you wrote when you asked for a name to be corrected"),
        ]

    def kept(self):
        what = _(
            "Of each certificate: its code, kind, course, hours, level, language, dates, country and what was reached; "
            "a fingerprint of its file and one of your name, from which nobody can read the name"
        )
        why = _(
            "So that your certificate stays genuine for whoever sees it: they type your name and are told yes or no, "
            "and a copy of the file that you kept can be checked. Without this it would be of no use."
        )
        return [(what, why)]

    def erase(self, *, user, request):
        erase_holder(user=user, at=request.erased_at)

    def sweep(self, *, user):
        discard_papers(user=user)

    def sections(self, user):
        theirs = Certificate.objects.of(user)
        corrections = NameCorrection.objects.filter(certificate__in=theirs).select_related("certificate")
        events = CertificateEvent.objects.filter(certificate__in=theirs).select_related("certificate")
        of = {"certificate": (_("certificate"), lambda thing: thing.certificate.code)}
        dates = ("issued_at", "state", "revoked_at", "revocation_reason", "superseded_at")
        names = ("holder_name", "holder_name_latin")
        answers = ("name", "name_latin", "why", "asked_at", "state", "decided_at", "refusal")
        return [
            section("merits", _("What you earned"), Merit.objects.of(user), *SAYS[1:]),
            section("certificates", _("Certificates"), theirs, *names, *SAYS, "issuer", *dates, "country"),
            section("corrections", _("Name corrections"), corrections, *answers, **of),
            section("certificate_log", _("What happened to your certificates"), events, "kind", "at", "reason", **of),
        ]

    def enclosures(self, user):
        return papers_of(Certificate.objects.of(user))

    def chapters(self, user):
        certificates = list(Certificate.objects.current().of(user).order_by("completed_on", "pk"))
        if not certificates:
            return []
        files = papers_of(certificates)
        html = render_to_string("certificates/evidence.html", {"certificates": certificates})
        return [Chapter(10, _("Certificates"), html, tuple(files))]


def papers_of(certificates):
    """The PDFs, where they have been made."""
    return [
        Enclosure(f"certificates/{certificate.code}.pdf", lambda certificate=certificate: certificate.pdf.open("rb"))
        for certificate in certificates
        if certificate.pdf
    ]
