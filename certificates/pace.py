"""How often one address may ask whether a code is genuine: nobody can try codes one after the other."""

import time
from functools import wraps
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render

WINDOW = 60
HOUR = 60 * 60


def paced(view):
    """Let `view` be asked `CERTIFICATE_CHECKS_PER_MINUTE` times a minute by one address; then answer 429."""

    @wraps(view)
    def paced_view(request, *args, **kwargs):
        if asked_this_minute(caller(request)) <= settings.CERTIFICATE_CHECKS_PER_MINUTE:
            return view(request, *args, **kwargs)
        response = render(request, "certificates/too_fast.html", status=429)
        response["Retry-After"] = str(WINDOW - int(time.time()) % WINDOW)
        return response

    return paced_view


def may_try_name(request, certificate):
    """Is there a try left in this hour, from this address and for this certificate? Counts it."""
    counted = [asked_within(HOUR, f"names:{who}") for who in (caller(request), certificate.code)]
    return max(counted) <= settings.CERTIFICATE_NAMES_PER_HOUR


def asked_this_minute(who):
    """How many times `who` has asked since the minute began, with this one."""
    return asked_within(WINDOW, who)


def asked_within(window, who):
    """How many times `who` has asked since the window of so many seconds began, with this one."""
    key = f"certificates:asked:{who}:{int(time.time()) // window}"
    cache.add(key, 0, window * 2)
    try:
        return cache.incr(key)
    except ValueError:  # dropped by the cache between the two
        return 1


def caller(request):
    """The address that asks; for IPv6 its network of 64 bits, which is what one household or office has."""
    address = ip_address(get_adapter().get_client_ip(request).partition("%")[0])
    return str(address if address.version == 4 else ip_network((address, 64), strict=False).network_address)
