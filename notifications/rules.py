"""Who is told of what, and how."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from enrolments.models import Enrolment
from forums.models import Follow, Post, is_member_for
from notifications.models import DEFAULTS, GATHERED, Cadence, Cadences, Delivery, Preferences, Stream

GATHERABLE = (Stream.ANSWERS, Stream.FOLLOWED, Stream.ANNOUNCEMENTS)
# Who may look after a discussion; whether they do is asked when they are told.
KEEPS = Q(is_staff=True) | Q(groups__permissions__codename="moderate_post")
RECORDS = (
    *(Delivery.Kind.CERTIFICATE, Delivery.Kind.CORRECTION, Delivery.Kind.REVOKED, Delivery.Kind.REPLACED),
    Delivery.Kind.EXPIRING,
)


def wants_mail(user):
    """Is the account in use, and has its holder not said no to all mails?"""
    return user.is_active and not Preferences.objects.filter(user=user, mails=False).exists()


def wants(delivery):
    """Is this mail wanted now? Of a kind that goes out at once, the answer may have changed since it was noted."""
    if delivery.kind in RECORDS:
        cadence = cadences_of([delivery.user], Stream.RECORDS, None)[delivery.user_id]
        return cadence != Cadence.NEVER and wants_mail(delivery.user)
    return wants_mail(delivery.user)


def cadences_of(users, stream, course):
    """{user's id: how often they want mails of `stream` in `course`}. One query for all of them."""
    rows = Cadences.objects.filter(Q(course=None) | Q(course=course), user__in=[user.pk for user in users])
    chosen = {}
    found = rows.values_list("user", "course", stream)
    for user, _place, cadence in sorted(found, key=lambda row: row[1] is not None):
        if cadence:
            chosen[user] = cadence
    return {user.pk: chosen.get(user.pk, DEFAULTS[stream]) for user in users}


def wants_digest(user):
    """Is there anything that they want daily or weekly still, in any course?"""
    rows = list(Cadences.objects.filter(user=user).values("course", *GATHERABLE))
    everywhere = next((row for row in rows if row["course"] is None), {})
    chosen = {everywhere.get(stream) or DEFAULTS[stream] for stream in GATHERABLE}
    return any(cadence in GATHERED for cadence in chosen.union(*({row[it] for it in GATHERABLE} for row in rows)))


def may_hear_of(user, post):
    """Does the post stand, and may `user` read it today?"""
    """Does the post stand, in a conversation that stands, and may `user` read it today?"""
    return Post.objects.tellable_to(user).filter(pk=post.pk).exists()


def concerned_by(post):
    """Those whom `post` answers: who opened the thread, and whose post it stands below.

    Nobody is told of their own, nor of a thread that they have muted.
    """
    answered = [post.thread.author, post.parent.author if post.parent else None]
    people = {user for user in answered if user is not None and user.pk != post.author_id}
    if not people:
        return people
    deaf = set(Follow.objects.muting(post.thread).filter(user__in=people).values_list("user", flat=True))
    return {user for user in within_group(people, post.thread) if user.pk not in deaf}


def within_group(users, thread):
    """Those of `users` who are in the group for which `thread` was opened, or keep order there. One query, if any."""
    if not thread.group:
        return users
    found = User.objects.filter(is_member_for(thread) | KEEPS, pk__in=[user.pk for user in users])
    reading = set(found.values_list("pk", flat=True))
    return [user for user in users if user.pk in reading]


def following(post):
    """Those who hear of `post` because they follow its thread or its discussion, and study or work there still."""
    enrolled = Enrolment.objects.active().filter(user=OuterRef("pk"), course=post.thread.discussion.course_id)
    listening = Follow.objects.listening_to(post.thread).values("user")
    concerned = Exists(enrolled) & is_member_for(post.thread) | KEEPS
    people = User.objects.filter(concerned, pk__in=listening, is_active=True)
    return list(people.exclude(pk=post.author_id).distinct().order_by("pk"))


def in_course(announcement):
    """Those whom an announcement concerns: who studies the course, or has a seat in its cohort, but its author.

    In the order of their accounts.
    """
    enrolled = Enrolment.objects.active().in_course(announcement.course_id)
    if announcement.cohort_id:
        enrolled = enrolled.filter(seat__cohort=announcement.cohort_id)
    people = User.objects.filter(pk__in=enrolled.values("user"), is_active=True)
    return people.exclude(pk=announcement.author_id).order_by("pk")
