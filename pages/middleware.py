from django.middleware.gzip import GZipMiddleware

from pages.sites import find_site


class CompressPagesMiddleware(GZipMiddleware):
    """Compresses pages and leaves files alone: a part of a file must stay that part, and its length be said."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)


class HeldSiteMiddleware:
    """Gives Wagtail the site that this process holds, before it asks the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request._wagtail_site = find_site(request)
        return self.get_response(request)
