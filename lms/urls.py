"""Where each address goes. Learners' addresses carry their language; those of machines and staff do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from accounts.staff_views import StaffAccountView
from api.urls import public as api
from certificates.views import short_address
from forums.picture_views import show_picture
from interop.urls import public as openbadges
from pages.views import serve_media, serve_page

urlpatterns = [
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/account/", require_admin_access(StaffAccountView.as_view())),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *openbadges,
    *api,
    path("pictures/<uuid:key>/", show_picture, name="post_picture"),
    path("v/", short_address),
    path("v/<str:code>/", short_address, name="verify_certificate"),
]
if not settings.S3_BUCKET:
    urlpatterns += [path("media/<path:path>", serve_media, name="media")]

urlpatterns += i18n_patterns(
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("catalogue/", include("courses.urls")),
    path("learn/", include("enrolments.urls")),
    path("certificates/", include("certificates.urls")),
    path("api/", include("api.urls")),
    path("credentials/", include("interop.urls")),
    path("discussions/", include("forums.urls")),
    path("notifications/", include("notifications.urls")),
    re_path(r"^((?:[\w\-]+/)*)$", serve_page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
)
