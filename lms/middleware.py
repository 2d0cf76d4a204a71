"""What the addresses of machines and Wagtail's admin need around them."""

from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.views.defaults import permission_denied

ADMIN_PREFIXES = tuple(settings.CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"])


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but an address without a language that one of our views has answered with 404 stays a 404.

    Else it would be looked for under /es/…, because the pages' pattern takes every address for a page's.
    """

    def process_response(self, request, response):
        if response.status_code == 404 and request.resolver_match and not _is_admin(request):
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
        return super().process_response(request, response)


def _is_admin(request):
    return request.path_info.startswith(ADMIN_PREFIXES)


class StaffAreaMiddleware:
    """Wagtail's admin: in the language of who works there, under its own security policy, closed to learners.

    Wagtail sends somebody who is signed in, but not staff, to the sign-in page, and that one back, for ever: here
    they are refused.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = build_policy(config=settings.ADMIN_CONTENT_SECURITY_POLICY)

    def __call__(self, request):
        if not _is_admin(request):
            return self.get_response(request)
        with translation.override(_language_of(request.user)):
            response = self.get_response(request) if _may_enter(request.user) else _refuse(request)
        if response.status_code == 404:
            # Else LocaleMiddleware would go on to /es/admin/…, which the pages' pattern takes for a page's address.
            request.urlconf = "wagtail.admin.urls"
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


def _may_enter(user):
    """Those who are not signed in may: Wagtail asks them to sign in."""
    return user.is_anonymous or user.has_perm("wagtailadmin.access_admin")


def _refuse(request):
    return permission_denied(request, PermissionDenied())


def _language_of(user):
    known = dict(settings.LANGUAGES)
    return user.language if user.is_authenticated and user.language in known else translation.get_language()
