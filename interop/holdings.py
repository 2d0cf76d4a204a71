"""What credentials hold about a person."""

import io

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.holdings import Chapter, Enclosure, Holding
from interop.actions import forget_holder
from interop.models import Credential
from interop.openbadges import drawing
from interop.openbadges.baking import baked_svg


class CredentialHolding(Holding):
    rank = 6
    decided = {
        "interop.Credential": "erased: it bears the name",
        "interop.Sharing": "erased",
        "interop.StatusEntry": "kept: it names nobody, and tells of copies of a credential whether they still hold",
    }

    def erased(self):
        return [_("Your badges, which bear your name: keep copies of them before")]

    def erase(self, *, user, request):
        forget_holder(user=user)

    def enclosures(self, user):
        return [_file(credential, "json", _document) for credential in Credential.objects.of(user)]

    def chapters(self, user):
        credentials = list(Credential.objects.of(user).order_by("certificate__completed_on", "pk"))
        if not credentials:
            return []
        html = render_to_string("interop/evidence.html", {"credentials": credentials})
        files = [
            _file(credential, *form) for credential in credentials for form in (("json", _document), ("svg", _badge))
        ]
        return [Chapter(15, _("Badges"), html, tuple(files))]


def _file(credential, ending, content_of):
    path = f"badges/{credential.certificate.code}.{ending}"
    return Enclosure(path, lambda: io.BytesIO(content_of(credential)))


def _document(credential):
    return credential.document.encode()


def _badge(credential):
    certificate = credential.certificate
    return baked_svg(drawing.badge_svg(certificate, certificate.issuer), credential.document).encode()
