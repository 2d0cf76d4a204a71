"""Who may ask, and how often."""

import time

from django.conf import settings
from ninja.errors import HttpError, Throttled
from ninja.security import HttpBearer

from api.actions import use_key
from certificates.pace import WINDOW, asked_this_minute, caller


class BearerKey(HttpBearer):
    """`Authorization: Bearer camino_…`, with a key that works, `API_REQUESTS_PER_MINUTE` times a minute.

    Addresses that try wrong keys are held up like those that try codes.
    """

    def __call__(self, request):
        key = super().__call__(request)
        if key is None:
            _hold_up(f"wrong:{caller(request)}", settings.CERTIFICATE_CHECKS_PER_MINUTE)
            raise HttpError(401, "Send a key that works: Authorization: Bearer …")
        _hold_up(f"key:{key.pk}", settings.API_REQUESTS_PER_MINUTE)
        return key

    def authenticate(self, request, token):
        return use_key(token=token)


def _hold_up(who, most):
    if asked_this_minute(f"api:{who}") > most:
        raise Throttled(wait=WINDOW - int(time.time()) % WINDOW)
