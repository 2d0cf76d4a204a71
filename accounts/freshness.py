"""Was it they who signed in, and just now? Asked before what cannot be undone."""

import time

from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records


def signed_in_just_now(request):
    """Did the visitor give password or code within the last minutes (`ACCOUNT_REAUTHENTICATION_TIMEOUT`)?"""
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < REAUTHENTICATION_TIMEOUT for record in records)
