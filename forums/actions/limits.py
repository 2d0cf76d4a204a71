"""How much one person may write, and what is held until a moderator has looked at it."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery

from forums.models import Post, Sanction, counts_in, evidence_among

REPEATED_LENGTH = 40  # characters; thanks and greetings may be said twice
REPEATED_WITHIN = timedelta(days=1)
# Posts sent at once wait for each other's locks: the last to have one may have begun first, and counts the others.
WAITED = timedelta(minutes=1)


class TooFast(Exception):
    """This person has written as much as one may in so short a time."""


class Silenced(Exception):
    """A moderator decided that this person does not write in the course for a time; `sanction` says until when."""

    def __init__(self, sanction):
        super().__init__(sanction.until)
        self.sanction = sanction


def with_silence(enrolments, moment):
    """`enrolments` with their `silence`: the key of the sanction by which the person may not write at that moment."""
    silences = Sanction.objects.of(OuterRef("user")).in_course(OuterRef("course")).silencing(at=moment)
    return enrolments.annotate(silence=Subquery(silences.values("pk")[:1]))


def ask_for_voice(enrolment):
    """Raise `Silenced` for who may not write; `enrolment`, with its `silence`, is None for who needs none to write."""
    if enrolment and enrolment.silence:
        raise Silenced(Sanction.objects.get(pk=enrolment.silence))


def ask_for_room(enrolment, text, html, moment, activity=None):
    """Why a post with that text is held (`Post.HeldFor`), empty for most; and what its author has written in `activity`
    until now, as `evidence_of` counts it. Raises `TooFast`. One query.

    The rows of `enrolment` and of its user are locked, so that posts sent at once in several places count each other.
    Who looks after discussions writes without one, and is not limited.
    """
    if enrolment is None:
        return "", {}
    author = enrolment.user
    is_new = timedelta(0) <= moment - author.date_joined < timedelta(days=settings.FORUMS_NEW_DAYS)
    written = _written_before(author, text, moment, activity)
    share = 2 if is_new else 1
    if written["minute"] >= settings.FORUMS_POSTS_PER_MINUTE // share:
        raise TooFast
    if written["hour"] >= settings.FORUMS_POSTS_PER_HOUR // share:
        raise TooFast
    evidence = {name: written[name] for name in ("posts", "replies") if name in written}
    return _held_for(text, html, is_new, written["same"]), evidence


def _written_before(author, text, moment, activity):
    """How many posts in the minute and the hour before, how many of the day with the same text, and what counts in
    `activity`, where there is one. One query.
    """
    of_day = Q(written_at__gt=moment - REPEATED_WITHIN, written_at__lte=moment + WAITED)
    paces = {
        "minute": Count("pk", filter=of_day & Q(written_at__gt=moment - timedelta(minutes=1))),
        "hour": Count("pk", filter=of_day & Q(written_at__gt=moment - timedelta(hours=1))),
        "same": Count("pk", filter=of_day & Q(source=text)),
    }
    posts = Post.objects.filter(author=author)
    if activity is None:
        return posts.filter(of_day).aggregate(**paces)
    counts = counts_in(activity)
    return posts.filter(of_day | counts).aggregate(**paces, **evidence_among(author, counts))


def _held_for(text, html, is_new, same):
    if same and len(text) >= REPEATED_LENGTH:
        return Post.HeldFor.REPEATED
    if is_new and html.count("<a ") > settings.FORUMS_NEW_LINKS:
        return Post.HeldFor.LINKS
    return ""
