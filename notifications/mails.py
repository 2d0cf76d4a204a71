"""What the mails say: a text and an HTML part, in the reader's language and direction."""

from dataclasses import dataclass
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator

SALT = "notifications.stop"


@dataclass(frozen=True)
class Mail:
    """What one mail says. `template` names its two templates without their ends; `stops`: what its link to stop ends,
    one of `Stream`, or `digest`."""

    template: str
    subject: str
    context: dict
    stops: str


def stop_token(user, what):
    """What stands in a link to stop mails: it says whose and which, and outlives a change of `SECRET_KEY`."""
    return Signer(salt=SALT).sign_object([user.pk, str(what)])


def read_stop_token(token):
    """(user's id, what to stop). Raises `BadSignature` or `ValueError`; one of an old mail stops all."""
    found = Signer(salt=SALT).unsign_object(token)
    return (found, "all") if isinstance(found, int) else tuple(found)


def message_of(mail, user):
    """The message to `user`, ready to be sent."""
    language = language_of(user)
    with translation.override(language):
        stop = absolute(reverse("notifications:stop", args=[stop_token(user, mail.stops)]))
        context = mail.context | {"user": user, "site": settings.SITE_URL, "stop": stop}
        context |= {"settings_address": absolute(reverse("notifications:preferences"))}
        text = render_to_string(f"{mail.template}.txt", context).strip() + "\n"
        html = render_to_string(f"{mail.template}.html", context)
    message = EmailMultiAlternatives(
        subject=one_line(mail.subject), body=text, to=[user.email], headers=_headers(stop, language)
    )
    message.attach_alternative(html, "text/html")
    return message


def _headers(stop, language):
    """Django would ask the name service for our name to make the id; the site's address has it."""
    return {
        "Message-ID": make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
    }


def language_of(user):
    """The language in which `user` reads our mails."""
    return user.language if user.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def absolute(path):
    return settings.SITE_URL + path


def one_line(text):
    """A subject: no line break, so that nothing written by people can become a header."""
    return Truncator(" ".join(text.split())).chars(150)
