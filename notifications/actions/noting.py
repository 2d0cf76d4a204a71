"""Noting whom something concerns: a notice for each of them on the site, and a mail now, in a digest, or none.

Constant numbers of queries, however many people it concerns.
"""

from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from forums.actions import note_told
from forums.models import Announcement
from notifications.cadence import next_slot
from notifications.counting import forget_counts
from notifications.models import OF_EVENT, Cadence, Delivery, Notice, Stream
from notifications.rules import cadences_of, concerned_by, following, in_course, within_group

BATCH = 500  # people noted at a time
STREAMS = {
    Notice.Kind.ANSWER: Stream.ANSWERS,
    Notice.Kind.MENTION: Stream.ANSWERS,
    Notice.Kind.FOLLOWED: Stream.FOLLOWED,
    Notice.Kind.ANNOUNCEMENT: Stream.ANNOUNCEMENTS,
}


@transaction.atomic
def note_certificate(*, certificate, at=None):
    """The delivery by which the holder learns that `certificate` is ready."""
    return note_record(certificate.holder, Notice.Kind.CERTIFICATE, certificate.code, at)


@transaction.atomic
def note_correction(*, correction, at=None):
    """The delivery by which the holder learns what was decided on the name that they asked for."""
    return note_record(correction.certificate.holder, Notice.Kind.CORRECTION, str(correction.key), at)


@transaction.atomic
def note_revocation(*, certificate, at=None):
    """The delivery by which the holder learns that `certificate` was revoked."""
    _forget_expiry(certificate.holder, certificate)
    return note_record(certificate.holder, Notice.Kind.REVOKED, certificate.code, at)


@transaction.atomic
def note_replacement(*, certificate, at=None):
    """The delivery by which the holder learns that `certificate` takes the place of an earlier one."""
    _forget_expiry(certificate.holder, certificate.supersedes)
    return note_record(certificate.holder, Notice.Kind.REPLACED, certificate.code, at)


def _forget_expiry(user, certificate):
    """That it expires soon is no news of one that was replaced or revoked."""
    Notice.objects.of(user).filter(key=f"{Notice.Kind.EXPIRING}:{certificate.code}").delete()


@transaction.atomic
def note_decision(*, sanction, at=None):
    """The delivery by which somebody learns what a moderator has decided about them."""
    return note_record(sanction.user, Notice.Kind.DECISION, str(sanction.key), at)


@transaction.atomic
def note_moderation(*, event, at=None):
    """The delivery by which the author of a post learns what moderation did with it."""
    return note_record(event.post.author, Notice.Kind.DECISION, f"{OF_EVENT}{event.pk}", at)


def note_record(user, kind, subject, at):
    """The mail that waits for `user` about one of their records, with its notice. Both exist once."""
    moment = at or timezone.now()
    Notice.objects.get_or_create(user=user, key=f"{kind}:{subject}", defaults={"kind": kind, "noted_at": moment})
    forget_counts([user.pk])
    return Delivery.objects.get_or_create(user=user, kind=kind, key=subject, defaults={"noted_at": moment})[0]


@transaction.atomic
def note_answer(*, post, at=None):
    """Note all whom a new `post` concerns: those it answers, those who follow. Returns the mails to send at once."""
    moment = at or timezone.now()
    if not (post.is_standing and post.thread.is_standing):
        return []
    answered = concerned_by(post)
    followers = [user for user in following(post) if user not in answered]
    _note_post(sorted(answered, key=lambda user: user.pk), Notice.Kind.ANSWER, post, moment)
    _note_post(followers, Notice.Kind.FOLLOWED, post, moment)
    return _mails_about(Delivery.Kind.ANSWER, post.key, [*answered, *followers])


@transaction.atomic
def note_mentions(*, post, users, at=None):
    """Note that `post` mentions `users`: for them this counts more than that they follow. Returns the mails to send."""
    moment = at or timezone.now()
    mentioned = [user for user in within_group(users, post.thread) if user.pk != post.author_id and user.is_active]
    if not (mentioned and post.is_standing and post.thread.is_standing):
        return []
    _note_post(mentioned, Notice.Kind.MENTION, post, moment)
    return _mails_about(Delivery.Kind.ANSWER, post.key, mentioned)


def _note_post(users, kind, post, moment):
    facts = {"key": f"post:{post.key}", "post": post}
    _note(users, kind, facts, moment, course=post.thread.discussion.course_id, mail=(Delivery.Kind.ANSWER, post.key))


def _mails_about(kind, key, users):
    deliveries = Delivery.objects.filter(kind=kind, key=str(key), user__in=[user.pk for user in users])
    return list(deliveries.select_related("user").order_by("user"))


def _note(users, kind, facts, moment, *, course, mail):
    """A notice for each of `users`, and what they want at once as a mail that waits: `mail` is its (kind, key)."""
    if not users:
        return
    wanted = cadences_of(users, STREAMS[kind], course)
    rows = [
        Notice(user=user, kind=kind, noted_at=moment, due_at=slot_for(user, wanted[user.pk], moment), **facts)
        for user in users
    ]
    if kind == Notice.Kind.MENTION:  # may be noted as something else already
        changes = {"update_conflicts": True, "update_fields": ["kind", "due_at"], "unique_fields": ["user", "key"]}
    else:
        changes = {"ignore_conflicts": True}
    Notice.objects.bulk_create(rows, **changes)
    mail_kind, key = mail
    now = [user for user in users if wanted[user.pk] == Cadence.AT_ONCE]
    mails = [Delivery(user=user, kind=mail_kind, key=str(key), noted_at=moment) for user in now]
    Delivery.objects.bulk_create(mails, ignore_conflicts=True)
    forget_counts([user.pk for user in users])


def slot_for(user, cadence, moment):
    """When the next digest with something of that cadence goes out to `user`; None for what is in no digest."""
    return next_slot(cadence, after=moment, zone=user.zone, hour=settings.DIGEST_HOUR)


def note_announcement(*, announcement, at=None):
    """Note everybody in the course; their mails go out by `send_announcements`. Stopped halfway, the next call resumes.

    Returns how many are concerned.
    """
    moment = at or timezone.now()
    facts = {"key": f"announcement:{announcement.key}", "announcement": announcement}
    mail = (Delivery.Kind.ANNOUNCEMENT, announcement.key)
    people, count = in_course(announcement).iterator(chunk_size=BATCH), 0
    while users := list(islice(people, BATCH)):
        with transaction.atomic():
            _note(users, Notice.Kind.ANNOUNCEMENT, facts, moment, course=announcement.course_id, mail=mail)
        count += len(users)
    note_told(announcement=announcement, at=moment)
    return count


def note_untold(*, at=None):
    """Note the announcements of which not everybody was noted: a process died over it."""
    for announcement in Announcement.objects.untold():
        note_announcement(announcement=announcement, at=at)
