"""Erasing an account: asked for, taken back, carried out. Every verb may be repeated."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import mails
from accounts.holdings import holdings
from accounts.models import ErasureRequest, User
from accounts.models.erasure import RETRY_FOR
from accounts.rules import must_hand_over
from accounts.signals import erasure_asked

log = logging.getLogger(__name__)


class MustHandOver(Exception):
    """The person administers the site: somebody else is to be given that first."""


class TooLate(Exception):
    """The account has been erased."""


@transaction.atomic
def ask_erasure(*, user, posts=ErasureRequest.Posts.LEAVE, at=None):
    """Have the account of `user` erased after `ERASURE_DAYS`. Asking again changes what becomes of the posts, no more.

    A mail tells them, with a link to take it back. Returns the request. Raises `MustHandOver`.
    """
    moment, user = at or timezone.now(), User.objects.select_for_update().get(pk=user.pk)
    if must_hand_over(user):
        raise MustHandOver
    asked = user.erasure_requests.revocable().first()
    if asked:
        ErasureRequest.objects.filter(pk=asked.pk).update(posts=posts)
        asked.posts = posts
        return asked
    if user.is_erased:
        raise TooLate
    due = moment + timedelta(days=settings.ERASURE_DAYS)
    asked = ErasureRequest.objects.create(user=user, posts=posts, asked_at=moment, due_at=due)
    User.objects.filter(pk=user.pk).update(erasure_due_at=due)
    transaction.on_commit(lambda: erasure_asked.send_robust(ErasureRequest, request=asked))
    return asked


@transaction.atomic
def keep_account(*, user, at=None):
    """Take the request back; without one nothing changes. Returns whether there was one. Raises `TooLate`."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_erased:
        raise TooLate
    User.objects.filter(pk=user.pk).update(erasure_due_at=None)
    return bool(user.erasure_requests.revocable().update(withdrawn_at=at or timezone.now()))


def tell_of_request(*, request, at=None):
    """Mail what was asked for and how it is taken back, once. Raises what the mail server raises."""
    if request.told_at is None and request.is_revocable:
        mails.of_request(request).send()
        ErasureRequest.objects.filter(pk=request.pk).update(told_at=at or timezone.now())


def carry_out_erasure(*, request, at=None):
    """Erase the account, its files, and say so to the person: each step once, and again from where it stopped.

    Returns the request, finished unless the last mail could not be sent. Raises `MustHandOver`.
    """
    moment = at or timezone.now()
    request = _erase_rows(request, moment)
    if request.erased_at is None:
        return request
    for holding in holdings():
        holding.sweep(user=request.user)
    return _finish(request, moment)


@transaction.atomic
def _erase_rows(request, moment):
    """The whole of the database's part, or nothing of it."""
    user = User.objects.select_for_update().get(pk=request.user_id)
    request = ErasureRequest.objects.select_for_update().get(pk=request.pk)
    if not request.is_revocable or request.due_at > moment:
        return request
    if must_hand_over(user):
        raise MustHandOver
    request.address, request.language, request.erased_at = user.email, mails.language_of(user), moment
    request.save(update_fields=["address", "language", "erased_at"])
    for holding in holdings():
        holding.erase(user=user, request=request)
    request.user = user
    return request


def _finish(request, moment):
    """Send the last mail and forget the address; after `RETRY_FOR` it is forgotten without."""
    if request.finished_at:
        return request
    try:
        mails.of_erasure(request).send()
    except (OSError, SMTPException):
        if moment < request.erased_at + RETRY_FOR:
            log.exception("The mail about the erasure %s could not be sent; it is tried again", request.key)
            return request
    request.address, request.language, request.finished_at = "", "", moment
    request.save(update_fields=["address", "language", "finished_at"])
    return request


def carry_out_due(*, at=None):
    """Carry out what is due, and tell those who were not told. One that fails is reported and stops no other.

    Returns how many accounts were erased to the end.
    """
    moment = at or timezone.now()
    for request in ErasureRequest.objects.untold().select_related("user"):
        _try(tell_of_request, request, moment)
    due = ErasureRequest.objects.due(at=moment).select_related("user").order_by("due_at")
    return sum(_try(carry_out_erasure, request, moment) for request in due)


def _try(verb, request, moment):
    try:
        verb(request=request, at=moment)
    except Exception:
        log.exception("%s failed for the request %s", verb.__name__, request.key)
        return False
    return True
