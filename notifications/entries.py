"""Notices put into words, in the language of whoever reads them now: on the site, in digests and in mails."""

import re
from dataclasses import dataclass, field
from html import unescape

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from certificates.models import Certificate, NameCorrection
from forums.models import Announcement, ModerationEvent, Post, Sanction
from notifications.models import OF_EVENT, Notice

EXCERPT_LENGTH = 400  # characters
INLINE = re.compile(r"</?(?:a|code|em|s|strong)\b[^>]*>")  # no space stands for these
FIRST_STRONG, POP = "\u2068", "\u2069"  # isolate what they enclose (https://www.unicode.org/reports/tr9/)


ICONS = {
    Notice.Kind.ANSWER: "reply",
    Notice.Kind.MENTION: "user",
    Notice.Kind.FOLLOWED: "discussion",
    Notice.Kind.ANNOUNCEMENT: "bell",
    Notice.Kind.EXPIRING: "clock",
    Notice.Kind.DECISION: "shield",
    Notice.Kind.ACCEPTED: "check",
    Notice.Kind.ENDORSED: "check",
    Notice.Kind.THANKS: "heart",
}


@dataclass
class Entry:
    """One thing as its reader is told of it: `sentence` has a place for each of `facts`."""

    notice: Notice
    sentence: str
    facts: dict
    address: str
    excerpt: str = ""
    language: str = ""  # of the excerpt
    thread: object = None
    others: int = field(default=0)  # how many more of the same thread this one stands for

    @property
    def icon(self):
        return ICONS.get(self.notice.kind, "certificate")

    @property
    def says(self):
        """As plain text; in a line that runs from the right, names keep their own direction."""
        enclose = f"{FIRST_STRONG}%s{POP}" if get_language_bidi() else "%s"
        return self.sentence % {name: enclose % fact for name, fact in self.facts.items()}

    @property
    def says_html(self):
        """As HTML, with each name in its own direction."""
        marked = {name: format_html("<bdi>{}</bdi>", fact) for name, fact in self.facts.items()}
        return mark_safe(conditional_escape(self.sentence) % marked)


def entries_of(notices):
    """The `Entry` of each notice, in their order; what is gone is left out. Eight queries at most, for however many."""
    notices = list(notices)
    kinds = (_posts, _announcements, _certificates, _corrections, _decisions, _moderated)
    entries = {pk: entry for of_kind in kinds for pk, entry in of_kind(notices).items()}
    return [entries[notice.pk] for notice in notices if notice.pk in entries]


def _of_kinds(notices, *kinds):
    return [notice for notice in notices if notice.kind in kinds]


def _posts(notices):
    mine = [notice for notice in notices if notice.post_id]
    if not mine:
        return {}
    posts = Post.objects.select_related("author", "thread").in_bulk([notice.post_id for notice in mine])
    return {notice.pk: post_entry(notice, posts[notice.post_id]) for notice in mine if notice.post_id in posts}


def post_entry(notice, post):
    """How somebody is told of `post`."""
    sentences = {
        Notice.Kind.ANSWER: _("%(name)s answered in “%(title)s”"),
        Notice.Kind.MENTION: _("%(name)s mentioned you in “%(title)s”"),
        Notice.Kind.ACCEPTED: _("Your answer helped in “%(title)s”"),
        Notice.Kind.ENDORSED: _("The course team endorsed your post in “%(title)s”"),
        Notice.Kind.THANKS: ngettext(
            "%(count)s person thanks you for your post in “%(title)s”",
            "%(count)s people thank you for your post in “%(title)s”",
            post.thanks_count,
        ),
    }
    follows = _("%(name)s started “%(title)s”") if post.is_opening else _("%(name)s wrote in “%(title)s”")
    facts = {"name": str(post.author.shown_name), "title": post.thread.title, "count": str(post.thanks_count)}
    sentence = sentences.get(notice.kind, follows)
    address = post.get_absolute_url()
    return Entry(notice, sentence, facts, address, excerpt(post.html), post.language, thread=post.thread)


def _announcements(notices):
    mine = [notice for notice in notices if notice.announcement_id]
    if not mine:
        return {}
    found = Announcement.objects.with_texts().select_related("course").prefetch_related("course__listings")
    announcements = found.in_bulk([notice.announcement_id for notice in mine])
    return {
        notice.pk: announcement_entry(notice, announcements[notice.announcement_id])
        for notice in mine
        if notice.announcement_id in announcements
    }


def announcement_entry(notice, announcement):
    """How somebody is told of `announcement`."""
    text = announcement.text_in(get_language())
    facts = {"course": announcement.course.title_in(get_language()), "title": text.title}
    address = announcement.get_absolute_url()
    return Entry(notice, _("%(course)s: %(title)s"), facts, address, excerpt(text.html), text.language)


def _certificates(notices):
    kinds = (Notice.Kind.CERTIFICATE, Notice.Kind.REVOKED, Notice.Kind.REPLACED, Notice.Kind.EXPIRING)
    mine = _of_kinds(notices, *kinds)
    codes = {notice.subject for notice in mine}
    found = {it.code: it for it in Certificate.objects.filter(code__in=codes)} if mine else {}
    return {it.pk: _certificate_entry(it, found[it.subject]) for it in mine if it.subject in found}


def _certificate_entry(notice, certificate):
    sentences = {
        Notice.Kind.CERTIFICATE: _("Your certificate is ready: %(course)s"),
        Notice.Kind.REVOKED: _("Your certificate was revoked: %(course)s"),
        Notice.Kind.REPLACED: _("Your new certificate: %(course)s"),
        Notice.Kind.EXPIRING: _("Your certificate is valid until %(day)s: %(course)s"),
    }
    facts = {"course": certificate.course_title}
    if certificate.expires_on:
        facts["day"] = date_format(certificate.expires_on)
    address = reverse("certificates:verify", args=[certificate.code])
    reason = certificate.revocation_reason if notice.kind == Notice.Kind.REVOKED else ""
    return Entry(notice, sentences[notice.kind], facts, address, reason)


def _corrections(notices):
    mine = {notice.subject: notice for notice in _of_kinds(notices, Notice.Kind.CORRECTION)}
    found = NameCorrection.objects.select_related("certificate__successor").filter(key__in=mine) if mine else ()
    return {mine[str(it.key)].pk: _correction_entry(mine[str(it.key)], it) for it in found}


def _correction_entry(notice, correction):
    is_accepted = correction.state == NameCorrection.State.ACCEPTED
    certificate = correction.certificate.successor if is_accepted else correction.certificate
    sentence = _("Your corrected certificate: %(course)s") if is_accepted else _("Your name on: %(course)s")
    address = reverse("certificates:verify", args=[certificate.code])
    return Entry(notice, sentence, {"course": certificate.course_title}, address, correction.refusal)


def _decisions(notices):
    decisions = _of_kinds(notices, Notice.Kind.DECISION)
    mine = {notice.subject: notice for notice in decisions if not notice.subject.startswith(OF_EVENT)}
    if not mine:
        return {}
    found = Sanction.objects.filter(key__in=mine).select_related("course").prefetch_related("course__listings")
    return {mine[str(it.key)].pk: decision_entry(mine[str(it.key)], it) for it in found}


def decision_entry(notice, sanction):
    """How somebody is told of what a moderator has decided about them."""
    sentences = {
        Sanction.Kind.WARNING: _("A moderator warned you in %(course)s"),
        Sanction.Kind.SILENCE: _("For a time you may not write in %(course)s"),
        Sanction.Kind.REMOVAL: _("You were removed from %(course)s"),
    }
    facts = {"course": sanction.course.title_in(get_language())}
    return Entry(notice, sentences[sanction.kind], facts, reverse("forums:my_sanctions"), sanction.reason)


def _moderated(notices):
    mine = {event_of(it.subject): it for it in _of_kinds(notices, Notice.Kind.DECISION) if event_of(it.subject)}
    found = ModerationEvent.objects.filter(pk__in=mine).select_related("post__thread") if mine else ()
    return {mine[event.pk].pk: moderation_entry(mine[event.pk], event) for event in found}


def event_of(subject):
    """The id of the act in the log that a decision's subject names; None where it names something else."""
    return int(subject.removeprefix(OF_EVENT)) if subject.startswith(OF_EVENT) else None


def moderation_entry(notice, event):
    """How the author of a post is told of what moderation did with it."""
    What = ModerationEvent.What
    sentences = {
        What.HIDDEN: _("A moderator hid your post in “%(title)s”"),
        What.HIDDEN_BY_REPORTS: _("Hidden after reports, until a moderator has looked at it: your post in “%(title)s”"),
        What.RESTORED: _("Your post is shown again: “%(title)s”"),
        What.RELEASED: _("A moderator looked at your post, and now everybody can read it: “%(title)s”"),
        What.REDACTED: _("A moderator blacked out a passage of your post in “%(title)s”"),
        What.REDACTED_QUOTE: _("A moderator blacked out a passage that your post quotes in “%(title)s”"),
        What.EDITED: _("A moderator edited your post in “%(title)s”"),
    }
    facts = {"title": str(event.post.thread.shown_title)}
    return Entry(notice, sentences[event.what], facts, event.post.get_absolute_url(), event.shown_why)


def excerpt(html, length=EXCERPT_LENGTH):
    """The first words of what somebody wrote, as plain text."""
    words = unescape(re.sub(r"<[^>]*>", " ", INLINE.sub("", html))).split()
    return Truncator(" ".join(words)).chars(length)
