"""Mails that the account needs: they go out whatever somebody chose about mails."""

from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

KEEP = Signer(salt="accounts.keep")


def of_request(request):
    """ "Your account will be erased on …", with the address at which it is kept without signing in."""
    user = request.user
    language = language_of(user)
    with translation.override(language):
        keep = reverse("accounts:keep_by_mail", args=[KEEP.sign_object(str(request.key))])
        context = {"name": user.name, "day": timezone.localdate(request.due_at), "address": settings.SITE_URL + keep}
        return _message("erasure_asked", _("Your account will be erased"), context, user.email, language)


def of_erasure(request):
    """ "Your account is erased", to the address that is known for this mail only."""
    with translation.override(request.language):
        check = settings.SITE_URL + reverse("certificates:check")
        subject = _("Your account is erased")
        return _message("erasure_done", subject, {"address": check}, request.address, request.language)


def of_parcel(parcel):
    """ "Your data are ready", with the page where its owner downloads them."""
    user, language = parcel.user, language_of(parcel.user)
    with translation.override(language):
        address = settings.SITE_URL + reverse("accounts:my_data")
        context = {"name": user.name, "day": timezone.localdate(parcel.expires_at), "address": address}
        subject = _("Your file is ready: %(what)s") % {"what": parcel.get_kind_display()}
        return _message("parcel_ready", subject, context | {"parcel": parcel}, user.email, language)


def language_of(user):
    """The language in which `user` reads our mails."""
    return user.language if user.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _message(template, subject, context, address, language):
    """In the language that is active. Django would ask the name service for our name to make the id."""
    headers = {
        "Message-ID": make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
    }
    context = context | {"site": settings.SITE_URL}
    text = render_to_string(f"accounts/mails/{template}.txt", context).strip() + "\n"
    message = EmailMultiAlternatives(subject=subject, body=text, to=[address], headers=headers)
    message.attach_alternative(render_to_string(f"accounts/mails/{template}.html", context), "text/html")
    return message
