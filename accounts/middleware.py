from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


class SignInAgainMiddleware:
    """For a form that was sent after the session had ended: signing in leads back to the page of the form.

    The address that the form was sent to takes no GET, so it cannot be the one to return to. An htmx request gets
    401: the page stays as it is, with what was written in it, and says that it did not reach us.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method != "POST" or request.user.is_authenticated or response.status_code != 302:
            return response
        target = urlsplit(response["Location"])
        if target.path == reverse("account_login") and "next=" in target.query:
            return self._ask(request, response)
        return response

    def _ask(self, request, response):
        if request.htmx:
            return HttpResponse(status=401)
        referer = request.headers.get("Referer", "")
        known = url_has_allowed_host_and_scheme(referer, {request.get_host()}, request.is_secure())
        onward = urlsplit(referer).path if known else resolve_url("enrolments:my_learning")
        response["Location"] = f"{reverse('account_login')}?{urlencode({'next': onward})}"
        return response
