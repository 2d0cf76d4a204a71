"""What a digest says: answers to its reader first, then marks, announcements, what they follow; never over 20 kB.

However busy the days were, `MOST` things are named with their first words; of the others it says how many there are.
"""

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from notifications.entries import entries_of
from notifications.mails import Mail, absolute, language_of
from notifications.models import MARKS, Notice
from notifications.rules import wants_digest

MOST = 10  # things named
MOST_OF_FIRST = 5  # answers, when there are other things too
MOST_ANNOUNCEMENTS = 3
MOST_MARKS = 2
TITLE_LENGTH, EXCERPT_LENGTH = 60, 90  # characters


def digest_mail(delivery):
    """The `Mail`; None when all of it was read in the meantime, or may not be read any more."""
    user = delivery.user
    notices = Notice.objects.filter(digest=delivery).readable_by(user).unread().order_by("noted_at", "pk")
    with translation.override(language_of(user)):
        entries = entries_of(notices)
        if not entries or not wants_digest(user):
            return None
        sections = _sections(entries)
        day = date_format(delivery.noted_at.astimezone(user.zone), "DATE_FORMAT")
        named = sum(1 + entry.others for _title, rows in sections for entry in rows)
        context = {"sections": sections, "day": day, "more": len(entries) - named}
        context["centre"] = absolute(reverse("notifications:centre"))
        return Mail("notifications/mails/digest", _("What is new for you: %(day)s") % {"day": day}, context, "digest")


def _sections(entries):
    """[(title, entries)], the first ones first, within the limits."""
    answers = [entry for entry in entries if entry.notice.kind in (Notice.Kind.ANSWER, Notice.Kind.MENTION)]
    announced = [entry for entry in entries if entry.notice.kind == Notice.Kind.ANNOUNCEMENT]
    marked = [entry for entry in entries if entry.notice.kind in MARKS][:MOST_MARKS]
    threads = _by_thread([entry for entry in entries if entry.notice.kind == Notice.Kind.FOLLOWED])
    said = announced[:MOST_ANNOUNCEMENTS]
    rest = MOST - len(said) - len(marked)
    first = answers[: max(MOST_OF_FIRST, rest - len(threads))]
    sections = [
        (_("Answers to you"), first),
        (_("Your posts"), marked),
        (_("Announcements"), said),
        (_("Where you follow"), threads[: rest - len(first)]),
    ]
    return [(title, [_shortened(entry) for entry in rows]) for title, rows in sections if rows]


def _by_thread(entries):
    """One entry for each thread, its first one: that is where to read on."""
    threads = {}
    for entry in entries:
        first = threads.setdefault(entry.thread.pk, entry)
        if first is not entry:
            first.others += 1
    return list(threads.values())


def _shortened(entry):
    entry.facts = {name: Truncator(fact).chars(TITLE_LENGTH) for name, fact in entry.facts.items()}
    entry.excerpt = Truncator(entry.excerpt).chars(EXCERPT_LENGTH)
    entry.address = absolute(entry.address)
    return entry
