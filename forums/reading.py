"""A post as one reader sees it: what it shows, and what the reader may do with it."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forums.models import Post, Sanction, Translation, language_set
from forums.rules import may_accept, may_edit, may_moderate, may_post, may_remove, may_report, may_thank, may_translate


def ago(moment):
    """`just now`, `5 minutes ago`, `3 hours ago`; from a day on, the date."""
    minutes = (timezone.now() - moment) // timedelta(minutes=1)
    if minutes < 1:
        return _("just now")
    language = get_language()
    return _recently(language, minutes) if minutes < 24 * 60 else _day(language, timezone.localdate(moment))


def looks(thread):
    """All that the line of `thread` in a list depends on beside the language of the page: what it is held under."""
    author, group = thread.author, thread.readers.name if thread.group else ""
    marks = (thread.kind, thread.state, thread.pinned_at, thread.locked_at, thread.accepted_id is None, group)
    news = (thread.read_at is None, thread.has_news and getattr(thread, "unread", None))
    said = (thread.title, thread.language, thread.posts_count, thread.last_post_at, ago(thread.last_post_at))
    return repr((thread.key, said, marks, news, author.pk, author.shown_name, author.country.code))


@lru_cache(maxsize=24 * 60)
def _recently(language, minutes):
    now = timezone.now()
    return _("%(time)s ago") % {"time": timesince(now - timedelta(minutes=minutes), now, depth=1)}


@lru_cache(maxsize=1000)
def _day(language, day):
    return date_format(day, "DATE_FORMAT")


@dataclass
class ShownPost:
    """`shows_text`: may this reader see the words? For a hidden post that is moderators only.

    `translation` is into the reader's language; `is_first_new` is the first on the page that they have not seen.
    """

    post: Post
    shows_text: bool
    rights: frozenset  # of `RIGHTS`
    is_reported: bool  # by this reader
    is_thanked: bool  # by this reader
    is_accepted: bool
    is_new: bool
    sees_history: bool = False
    is_first_new: bool = False
    translation: Translation | None = None
    answers: list = field(default_factory=list)
    answers_count: int = 0

    def __getattr__(self, name):
        """`may_edit` and its like."""
        if name in RIGHTS:
            return name in self.rights
        raise AttributeError(name)

    @property
    def may_act(self):
        return bool(self.rights)

    @property
    def age(self):
        return ago(self.post.written_at)

    @property
    def is_outdated(self):
        """Has the post been edited since it was translated?"""
        return self.translation is not None and self.translation.is_outdated(self.post)

    @property
    def has_more_answers(self):
        return self.answers_count > len(self.answers)

    @property
    def has_form(self):
        """Does the part of the page hold a form, which is drawn for one person and one visit?"""
        return self.may_restore or any(answer.may_restore for answer in self.answers)

    @property
    def looks(self):
        """All that the post's part of the page depends on, with its answers: a digest."""
        return blake2b(repr(self._looks()).encode(), digest_size=16).hexdigest()

    def _looks(self):
        post, author = self.post, self.post.author
        rights = (self.shows_text, self.is_reported, self.is_thanked, *(right in self.rights for right in RIGHTS))
        changes = (post.html, post.edited_at, post.held_for, post.hidden_at, post.hidden_by_id, post.removed_at)
        marks = (post.thanks_count, self.is_accepted, self.is_new, self.is_first_new, self.answers_count)
        marks += (post.endorsed_at,)
        marks += (self.sees_history,)
        translated = self.translation and (self.translation.html, self.translation.made_at, self.translation.made_by)
        answers = [answer._looks() for answer in self.answers]
        return (post.pk, changes, marks, translated, author.shown_name, author.country.code, rights, self.age, answers)

    @property
    def tone(self):
        """The colour of the author's round picture, as `elements/avatar.html` chooses it."""
        return self.post.author_id % 10

    @property
    def moment(self):
        return self.post.written_at.isoformat(timespec="minutes")


RIGHTS = (
    *("may_answer", "may_edit", "may_remove", "may_hide", "may_restore", "may_report"),
    *("may_thank", "may_accept", "may_endorse", "may_translate", "may_redact", "may_revise", "may_sanction"),
)


@dataclass
class Reader:
    """Somebody at a thread, and what they may do there; the rules are asked once.

    `languages` are those in which they want to read, None for all.
    """

    user: object
    thread: object
    writes: bool
    moderates: bool
    accepts: bool
    at: object
    languages: frozenset | None = None
    decisions: list = field(default_factory=list)  # of moderators, for them to read

    def among(self, posts):
        """Those of `posts` that they may know of: others' posts that are held are for moderators."""
        return posts.known_to(self.user, self.moderates)

    def show(self, post):
        is_hidden, is_removed = post.hidden_at is not None, post.removed_at is not None
        return ShownPost(
            post=post,
            shows_text=not is_removed and (self.moderates or not is_hidden or post.is_held),
            rights=self._rights(post),
            is_reported=getattr(post, "is_reported", False),
            is_thanked=getattr(post, "is_thanked", False),
            is_accepted=post.pk == self.thread.accepted_id,
            is_new=self.has_not_seen(post),
            sees_history=self.moderates or (post.author_id == self.user.pk and post.is_standing),
            answers_count=getattr(post, "answers_count", 0),
        )

    def _rights(self, post):
        user, stands = self.user, post.is_standing
        rights = {
            "may_answer": self.writes and stands,
            "may_edit": self.writes and may_edit(user, post, at=self.at),
            "may_remove": may_remove(user, post),
            "may_hide": self.moderates and (stands or post.is_hidden_by_itself),
            "may_restore": self.moderates and post.hidden_at is not None,
            "may_redact": self.moderates and post.removed_at is None,
            "may_report": not self.moderates and not getattr(post, "is_reported", False) and may_report(user, post),
            "may_thank": may_thank(user, post),
            "may_accept": self.accepts and stands and not post.is_opening,
            "may_endorse": self.moderates and stands,
            "may_translate": may_translate(user, post, moderates=self.moderates),
            "may_revise": self.moderates and post.author_id != user.pk and post.removed_at is None,
            "may_sanction": self.moderates and post.author_id != user.pk,
        }
        return frozenset(right for right, has in rights.items() if has)

    def has_not_seen(self, post):
        """Somebody else wrote it since they were here; at a first visit nothing is marked."""
        read_at = getattr(self.thread, "read_at", None)
        return read_at is not None and post.written_at > read_at and post.author_id != self.user.pk and post.is_standing

    def wants(self, entry):
        """Is it in a language that they read, or translated into theirs? One's own and the opening are always shown."""
        post = entry.post
        if self.languages is None or post.is_opening or entry.translation or post.author_id == self.user.pk:
            return True
        return post.language in self.languages


def reader_of(user, thread, *, all_languages=False):
    """The `Reader` that `user` is at `thread`, as `Thread.objects.for_reader` has it; they may read it."""
    discussion, now = thread.discussion, timezone.now()
    moderates = may_moderate(user, discussion)
    decisions = _decisions_for(user, discussion.course_id, now) if thread.reader_is_told else []
    is_silent = any(decision.kind == Sanction.Kind.SILENCE and decision.is_in_force(at=now) for decision in decisions)
    is_open = moderates or not (thread.locked_at or is_silent)
    chosen = None if all_languages else language_set(thread.reader_languages)
    return Reader(
        user=user,
        thread=thread,
        writes=is_open and may_post(user, discussion, enrolled=thread.reader_enrolled),
        moderates=moderates,
        accepts=may_accept(user, thread),
        at=now,
        languages=chosen,
        decisions=decisions,
    )


def _decisions_for(user, course, now):
    return list(Sanction.objects.of(user).in_course(course).to_tell(at=now))
