from pages.sites import find_site


class HeldSiteMiddleware:
    """Gives Wagtail the site that this process holds, before it asks the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request._wagtail_site = find_site(request)
        return self.get_response(request)
