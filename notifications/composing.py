"""What each kind of mail says; None for what is gone or not to be read any more."""

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.models import Certificate, NameCorrection
from forums.models import Announcement, ModerationEvent, Post, Sanction
from notifications.digest import digest_mail
from notifications.entries import announcement_entry, decision_entry, event_of, moderation_entry, post_entry
from notifications.mails import Mail, absolute, language_of
from notifications.models import Delivery, Notice, Stream


def certificate_mail(delivery):
    """ "Your certificate is ready"; None when it is not valid any more."""
    certificate = Certificate.objects.valid().filter(code=delivery.key).first()
    if certificate is None:
        return None
    with translation.override(language_of(delivery.user)):
        address = reverse("certificates:download", args=[certificate.code])
        context = {"certificate": certificate, "address": absolute(address)}
        subject = _("Your certificate is ready: %(course)s") % {"course": certificate.course_title}
    return Mail("notifications/mails/certificate", subject, context, Stream.RECORDS)


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
    return Mail(f"notifications/mails/correction_{correction.state}", subject, context, Stream.RECORDS)


def revocation_mail(delivery):
    """ "Your certificate was revoked", and why; None when it was not."""
    certificate = Certificate.objects.filter(code=delivery.key, state=Certificate.State.REVOKED).first()
    if certificate is None:
        return None
    with translation.override(language_of(delivery.user)):
        address = reverse("certificates:verify", args=[certificate.code])
        subject = _("Your certificate was revoked: %(course)s") % {"course": certificate.course_title}
    context = {"certificate": certificate, "address": absolute(address)}
    return Mail("notifications/mails/revoked", subject, context, Stream.RECORDS)


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
    return Mail("notifications/mails/replaced", subject, context, Stream.RECORDS)


def expiry_mail(delivery):
    """ "Your certificate expires soon", and what to do; None when it was replaced or revoked, or has expired."""
    certificate = Certificate.objects.valid().exclude(expires_on=None).filter(code=delivery.key).first()
    if certificate is None:
        return None
    with translation.override(language_of(delivery.user)):
        day = date_format(certificate.expires_on)
        address = reverse("certificates:verify", args=[certificate.code])
        subject = _("Your certificate is valid until %(day)s: %(course)s")
        subject %= {"day": day, "course": certificate.course_title}
    context = {"certificate": certificate, "address": absolute(address), "day": day}
    return Mail("notifications/mails/expiring", subject, context, Stream.RECORDS)


def decision_mail(delivery):
    """What a moderator has decided about the reader or a post of theirs, and why."""
    if event_of(delivery.key):
        return _moderation_mail(delivery)
    sanction = Sanction.objects.of(delivery.user).filter(key=delivery.key).select_related("course").first()
    if sanction is None:
        return None
    with translation.override(language_of(delivery.user)):
        entry = decision_entry(Notice(kind=Notice.Kind.DECISION), sanction)
        context = {"entry": entry, "sanction": sanction, "address": absolute(entry.address)}
        return Mail("notifications/mails/decision", entry.sentence % entry.facts, context, Stream.ANSWERS)


def _moderation_mail(delivery):
    """None for a post that its author has removed meanwhile."""
    events = ModerationEvent.objects.filter(post__author=delivery.user, post__removed_at=None)
    event = events.select_related("post__thread").filter(pk=event_of(delivery.key)).first()
    if event is None:
        return None
    with translation.override(language_of(delivery.user)):
        entry = moderation_entry(Notice(kind=Notice.Kind.DECISION), event)
        context = {"entry": entry, "address": absolute(entry.address)}
        return Mail("notifications/mails/moderation", entry.sentence % entry.facts, context, Stream.ANSWERS)


def answer_mail(delivery):
    """Somebody answered, mentioned the reader, or wrote where they follow; None when they may not read it any more."""
    posts = Post.objects.tellable_to(delivery.user).select_related("author", "thread")
    post = posts.filter(key=delivery.key).first()
    if post is None:
        return None
    notice = Notice.objects.of(delivery.user).filter(post=post).first() or Notice(kind=Notice.Kind.ANSWER, post=post)
    stream = Stream.FOLLOWED if notice.kind == Notice.Kind.FOLLOWED else Stream.ANSWERS
    with translation.override(language_of(delivery.user)):
        entry = post_entry(notice, post)
        context = {"entry": entry, "post": post, "address": absolute(entry.address)}
        return Mail("notifications/mails/answer", entry.sentence % entry.facts, context, stream)


def announcement_mail(delivery):
    """What those who teach a course say; None when it is withdrawn, or its reader has left."""
    found = Announcement.objects.readable_by(delivery.user).with_texts().select_related("course")
    announcement = found.prefetch_related("course__listings").filter(key=delivery.key).first()
    if announcement is None:
        return None
    with translation.override(language_of(delivery.user)):
        entry = announcement_entry(Notice(kind=Notice.Kind.ANNOUNCEMENT, announcement=announcement), announcement)
        text = announcement.text_in(translation.get_language())
        context = {"entry": entry, "text": text, "course": entry.facts["course"], "author": announcement.author}
        context |= {"address": absolute(entry.address), "cohort": announcement.cohort}
        return Mail("notifications/mails/announcement", entry.sentence % entry.facts, context, Stream.ANNOUNCEMENTS)


COMPOSERS = {
    Delivery.Kind.CERTIFICATE: certificate_mail,
    Delivery.Kind.CORRECTION: correction_mail,
    Delivery.Kind.REVOKED: revocation_mail,
    Delivery.Kind.REPLACED: replacement_mail,
    Delivery.Kind.EXPIRING: expiry_mail,
    Delivery.Kind.DECISION: decision_mail,
    Delivery.Kind.ANSWER: answer_mail,
    Delivery.Kind.ANNOUNCEMENT: announcement_mail,
    Delivery.Kind.DIGEST: digest_mail,
}
