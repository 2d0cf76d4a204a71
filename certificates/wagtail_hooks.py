"""Certificates, name corrections and designs in Wagtail's admin: addresses and menu."""

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from certificates.rules import may_decide_corrections, may_keep_certificates
from certificates.staff_views import archives, certificates, claims, corrections, listing
from certificates.viewsets import DeleteDesigns, DesignsGroup

register_snippet(DesignsGroup)
# After Wagtail's own of that name, whose place it takes.
hooks.register("register_bulk_action", DeleteDesigns, order=10)


class CertificatesMenuItem(MenuItem):
    """Shown to those who keep them."""

    def is_shown(self, request):
        return may_keep_certificates(request.user)


class CorrectionsMenuItem(MenuItem):
    """Shown to those who decide."""

    def is_shown(self, request):
        return may_decide_corrections(request.user)


ARCHIVES = [
    path("", archives.archives, name="staff_archives"),
    path("<uuid:key>/", archives.archive, name="staff_archive"),
    path("<uuid:key>/file/", archives.fetch, name="staff_archive_file"),
    path("<uuid:key>/remove/", archives.remove, name="staff_archive_remove"),
]
CERTIFICATES = [
    path("", listing.CertificatesView.as_view(), name="staff_certificates"),
    path("results/", listing.CertificatesView.as_view(results_only=True), name="staff_certificates_results"),
    path("waiting/", listing.WaitingView.as_view(), name="staff_waiting"),
    path("waiting/results/", listing.WaitingView.as_view(results_only=True), name="staff_waiting_results"),
    path("waiting/<int:enrolment>/", claims.claims, name="staff_claims"),
    path("archives/", include(ARCHIVES)),
    path("<str:code>/", certificates.certificate, name="staff_certificate"),
    path("<str:code>/revoke/", certificates.revoke, name="staff_revoke"),
    path("<str:code>/reissue/", certificates.reissue, name="staff_reissue"),
    path("<str:code>/renew/", certificates.renew, name="staff_renew"),
]


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("certificates/", include(CERTIFICATES)),
        path("corrections/", corrections.corrections, name="name_corrections"),
        path("corrections/decided/", corrections.decided, name="name_corrections_decided"),
        path("corrections/<uuid:key>/", corrections.correction, name="name_correction"),
    ]


@hooks.register("register_admin_menu_item")
def certificates_item():
    address = reverse_lazy("staff_certificates")
    return CertificatesMenuItem(_("Certificates"), address, name="certificates", icon_name="doc-full", order=55)


@hooks.register("register_admin_menu_item")
def corrections_item():
    address = reverse_lazy("name_corrections")
    return CorrectionsMenuItem(_("Name corrections"), address, name="corrections", icon_name="edit", order=60)
