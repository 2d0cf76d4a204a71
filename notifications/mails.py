"""What the mails say: a text and an HTML part, in the reader's language and direction."""

import re
from dataclasses import dataclass
from email.utils import make_msgid
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from certificates.models import Certificate, NameCorrection
from forums.models import Post
from notifications.models import Delivery
from notifications.rules import may_hear_of

EXCERPT_LENGTH = 400  # characters
STOP = Signer(salt="notifications.stop")


@dataclass(frozen=True)
class Mail:
    """What one mail says, before it is put into a language. `template` names its two templates without their ends."""

    template: str
    subject: str
    context: dict


def certificate_mail(delivery):
    """ "Your certificate is ready"; None when it is not valid any more."""
    certificate = Certificate.objects.valid().filter(code=delivery.key).first()
    if certificate is None:
        return None
    with translation.override(language_of(delivery.user)):
        address = reverse("certificates:download", args=[certificate.code])
        context = {"certificate": certificate, "address": absolute(address)}
        subject = _("Your certificate is ready: %(course)s") % {"course": certificate.course_title}
    return Mail("notifications/mails/certificate", subject, context)


def correction_mail(delivery):
    """ "Your corrected certificate is ready", or why it was not corrected; None when there is no such request."""
    found = NameCorrection.objects.select_related("certificate__successor").filter(key=delivery.key)
    correction = found.exclude(state=NameCorrection.State.WAITING).first()
    if correction is None:
        return None
    is_accepted = correction.state == NameCorrection.State.ACCEPTED
    certificate = correction.certificate.successor if is_accepted else correction.certificate
    with translation.override(language_of(delivery.user)):
        address = reverse("certificates:download" if is_accepted else "certificates:verify", args=[certificate.code])
        template = _("Your corrected certificate: %(course)s") if is_accepted else _("Your name on: %(course)s")
        subject = template % {"course": certificate.course_title}
    context = {"certificate": certificate, "correction": correction, "address": absolute(address)}
    return Mail(f"notifications/mails/correction_{correction.state}", subject, context)


def revocation_mail(delivery):
    """ "Your certificate was revoked", and why; None when it was not."""
    certificate = Certificate.objects.filter(code=delivery.key, state=Certificate.State.REVOKED).first()
    if certificate is None:
        return None
    with translation.override(language_of(delivery.user)):
        address = reverse("certificates:verify", args=[certificate.code])
        subject = _("Your certificate was revoked: %(course)s") % {"course": certificate.course_title}
    return Mail("notifications/mails/revoked", subject, {"certificate": certificate, "address": absolute(address)})


def replacement_mail(delivery):
    """ "You have a new certificate", and why; None when that one is not valid any more."""
    found = Certificate.objects.standing().exclude(supersedes=None).select_related("supersedes")
    certificate = found.filter(code=delivery.key).first()
    if certificate is None:
        return None
    why = certificate.supersedes.events.filter(kind="superseded").first()
    with translation.override(language_of(delivery.user)):
        address = reverse("certificates:download", args=[certificate.code])
        subject = _("Your new certificate: %(course)s") % {"course": certificate.course_title}
    context = {"certificate": certificate, "address": absolute(address), "reason": why.reason if why else ""}
    return Mail("notifications/mails/replaced", subject, context)


def answer_mail(delivery):
    """ "Somebody answered"; None when the post is gone or its reader may not read it any more."""
    posts = Post.objects.select_related("author", "parent", "thread__discussion__activity")
    post = posts.filter(key=delivery.key).first()
    if post is None or not may_hear_of(delivery.user, post):
        return None
    with translation.override(language_of(delivery.user)):
        subject = _("%(name)s answered in “%(title)s”") % {"name": post.author, "title": post.thread.title}
        context = {"post": post, "excerpt": excerpt(post), "address": absolute(post.get_absolute_url())}
    return Mail("notifications/mails/answer", subject, context)


COMPOSERS = {
    Delivery.Kind.CERTIFICATE: certificate_mail,
    Delivery.Kind.CORRECTION: correction_mail,
    Delivery.Kind.REVOKED: revocation_mail,
    Delivery.Kind.REPLACED: replacement_mail,
    Delivery.Kind.ANSWER: answer_mail,
}


def message_of(mail, user):
    """The message to `user`, ready to be sent."""
    language = language_of(user)
    with translation.override(language):
        stop = absolute(reverse("notifications:stop", args=[STOP.sign_object(user.pk)]))
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
    }


def language_of(user):
    """The language in which `user` reads our mails."""
    return user.language if user.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def absolute(path):
    return settings.SITE_URL + path


def one_line(text):
    """A subject: no line break, so that nothing written by people can become a header."""
    return Truncator(" ".join(text.split())).chars(150)


def excerpt(post):
    """The first words of a post, as plain text."""
    words = unescape(re.sub(r"<[^>]*>", " ", post.html)).split()
    return Truncator(" ".join(words)).chars(EXCERPT_LENGTH)
