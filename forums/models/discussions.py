"""Threads. Their posts are in `forums.models.posts`."""

import uuid

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from enrolments.models import Enrolment
from forums.models.groups import CODE_LENGTH, Group, Split, is_in_group
from forums.models.marks import LanguageChoice, ReadMark, Translation
from forums.models.places import Discussion
from forums.rules import reads_as_learner

TITLE_LENGTH = 150


def _posts():
    return apps.get_model("forums", "Post").objects


def _decisions_for(user, moment):
    """What moderators decided about `user` in the thread's course, and they have not read or still have to keep to."""
    sanctions = apps.get_model("forums", "Sanction").objects
    return sanctions.of(user).in_course(OuterRef("discussion__course")).to_tell(at=moment)


def is_studied_by(user):
    """The condition, on a thread, that `user` reads it as a learner: for filters and annotations.

    Whatever hides threads from some learners belongs here, and only here: lists, searches, news, marks and permanent
    addresses ask it, most of them through `readable_by`.
    """
    enrolled = Exists(Enrolment.objects.active().of(user).in_course(OuterRef("discussion__course")))
    return Q(enrolled) & is_in_group(user) & ~Q(discussion__in=Discussion.objects.unwritten_by(user))


def is_unread_by(user, languages=None):
    """The condition, on a thread, that it stands and has something in `languages` that `user` has not seen."""
    marks = ReadMark.objects.filter(user=user)
    seen = marks.filter(thread=OuterRef("pk"), read_at__gte=OuterRef("last_post_at"))
    is_unread = ~Exists(seen) & Q(state=Thread.State.STANDING, merged_into=None)
    if languages is None:
        return is_unread
    seen_post = marks.filter(thread=OuterRef("thread"), read_at__gte=OuterRef("written_at"))
    posts = _posts().standing().wanted_by(user, languages).exclude(author=user).exclude(Exists(seen_post))
    return is_unread & Exists(posts.filter(thread=OuterRef("pk")))


def is_wanted_by(user, languages):
    """The condition, on a thread, of `wanted_by`; without one where `languages` are None."""
    if languages is None:
        return Q()
    follows = Thread.follows.rel.related_model.objects.of(user).filter(thread=OuterRef("pk"), muted=False)
    openings = Translation.objects.filter(post__is_opening=True, post__thread=OuterRef("pk"), language=get_language())
    is_wanted = Q(language__in=languages) | Q(author=user) | Exists(follows)
    return is_wanted | Q(has_translations=True) & Exists(openings)


class ThreadQuerySet(models.QuerySet):
    def at(self, place):
        """Those in the discussion of `place`, a `Discussion` that need not be saved itself."""
        return self.filter(discussion__in=Discussion.objects.at(place))

    def in_group_of(self, user):
        """Those that `user` opened, or that are for everybody or a group of theirs; whether they study is not asked."""
        return self.filter(is_in_group(user) | Q(author=user))

    def studied_by(self, user):
        """Those that `user` reads as a learner."""
        return self.filter(is_studied_by(user))

    def readable_by(self, user):
        """Those that `user` may read: as a learner, or because they look after the discussion."""
        if reads_as_learner(user):
            return self.studied_by(user)
        if user.has_perm("forums.moderate_post"):
            return self.all()
        return self.filter(is_studied_by(user) | Q(discussion__in=Discussion.objects.looked_after_by(user)))

    def listed(self):
        """All but those that are held, and those of which nothing is left: removed unanswered, merged into another."""
        return self.reachable().filter(merged_into=None).exclude(state=Thread.State.HELD)

    def reachable(self):
        """Those with an address: also those merged into others, which lead there, and those that are held.

        What is held is for its author and moderators alone.
        """
        return self.exclude(posts_count=0, state=Thread.State.REMOVED)

    def pinned_first(self):
        """The pinned ones, then the others; of both those with the newest post first."""
        return self.order_by(F("pinned_at").desc(nulls_last=True), "-last_post_at", "-pk")

    def with_read_mark_of(self, user):
        """With `read_at`: up to when `user` has read it."""
        marks = ReadMark.objects.filter(thread=OuterRef("pk"), user=user)
        return self.annotate(read_at=Subquery(marks.values("read_at")[:1]))

    def for_reader(self, user, moment):
        """With what a page about one thread asks: of its activity and course, the reader's mark and right to read.

        `reader_in_groups`: can they have permissions? `reader_enrolled`: do they read it as a learner? `has_draft`:
        have they begun an answer to it? `muted` is None for who does not follow it. `reader_is_told`: is there a
        moderator's decision for them at that `moment`?
        """
        choice = LanguageChoice.objects.filter(user=user).values("languages")
        drafts = self.model.drafts.rel.related_model.objects.filter(thread=OuterRef("pk"), parent=None, user=user)
        follows = self.model.follows.rel.related_model.objects.filter(thread=OuterRef("pk"), user=user)
        return (
            self.with_read_mark_of(user)
            .select_related("discussion__activity", "discussion__course", "discussion__cohort", "cohort")
            .only(
                *("key", "title", "language", "kind", "state", "posts_count", "opened_at", "last_post_at"),
                *("pinned_at", "locked_at", "merged_into", "group", "cohort__key", "cohort__name"),
                *("discussion__cohort__key", "discussion__cohort__name"),
                *("author", "accepted", "has_translations", "discussion__subject"),
                *(f"discussion__activity__{fact}" for fact in ("key", "module", "kind", "terms", "retired_at")),
                *("discussion__course__key", "discussion__course__source_language", "discussion__course__version"),
            )
            .annotate(
                reader_enrolled=is_studied_by(user),
                reader_in_groups=Exists(get_user_model().groups.through.objects.filter(user=user)),
                reader_is_told=Exists(_decisions_for(user, moment)),
                reader_languages=Subquery(choice),
                accepted_key=F("accepted__key"),
                accepted_by=F("accepted__author__name"),
                has_draft=Exists(drafts),
                muted=Subquery(follows.values("muted")[:1]),
            )
        )

    def with_authors(self):
        """With the authors' names and countries, the group, and nothing more than a list shows."""
        return self.select_related("author", "cohort").only(
            *("key", "title", "language", "kind", "state", "posts_count", "last_post_at", "discussion", "accepted"),
            *("pinned_at", "locked_at", "group", "cohort__key", "cohort__name"),
            *("author__name", "author__country"),
        )

    def wanted_by(self, user, languages):
        """Those in one of `languages` (None: all), and those that `user` has opened, follows, or finds translated."""
        return self if languages is None else self.filter(is_wanted_by(user, languages))

    def followed_by(self, user):
        """Those of which `user` wants to hear: they follow them, or the whole discussion, and have not muted them."""
        follows = self.model.follows.rel.related_model.objects.of(user)
        of_thread = follows.filter(thread=OuterRef("pk"))
        follows_it = Exists(of_thread.filter(muted=False))
        follows_all = Q(discussion__in=follows.exclude(discussion=None).values("discussion"))
        return self.filter(follows_it | follows_all & ~Exists(of_thread.filter(muted=True)))

    def with_unread_of(self, user, languages=None):
        """With `unread`: how many posts of others, in `languages`, `user` has not seen. Needs `with_read_mark_of`."""
        newer = _posts().standing().wanted_by(user, languages)
        newer = newer.filter(thread=OuterRef("pk"), written_at__gt=OuterRef("read_at"))
        counted = newer.exclude(author=user).order_by().values("thread").annotate(n=Count("pk")).values("n")
        seen = When(read_at__gte=F("last_post_at"), then=Value(0))
        new = When(read_at=None, then=F("posts_count"))
        return self.annotate(
            unread=Case(seen, new, default=Coalesce(Subquery(counted), 0), output_field=models.IntegerField())
        )

    def unread_by(self, user, languages=None):
        """Those that stand and have something in `languages` (None: in any) that `user` has not seen."""
        return self.wanted_by(user, languages).filter(is_unread_by(user, languages))

    def with_news_for(self, user, languages=None):
        """Those with something unread, in discussions in which `user` has written and may still read."""
        mine = _posts().filter(author=user).values("thread__discussion")
        return self.studied_by(user).unread_by(user, languages).filter(discussion__in=mine)

    def unanswered(self):
        """Those to which nobody but their author has written, and of which no answer is accepted."""
        others = _posts().standing().filter(thread=OuterRef("pk")).exclude(author=OuterRef("author"))
        return self.filter(~Exists(others), accepted=None, state=Thread.State.STANDING)

    def with_part_of(self, user):
        """Those in which something stands that `user` has written."""
        return self.filter(Exists(_posts().standing().filter(thread=OuterRef("pk"), author=user)))


class Thread(models.Model):
    """A question or a discussion. Its key is at first that of its opening post, so that sending twice opens one.

    `posts_count` and `last_post_at` are those of the posts that stand; `state` is that of the opening post, with which
    the title goes.
    """

    class State(models.TextChoices):
        STANDING = "standing", _("standing")
        HIDDEN = "hidden", pgettext_lazy("a post", "hidden")
        REMOVED = "removed", _("removed by its author")
        HELD = "held", _("waits for a moderator")

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        DISCUSSION = "discussion", _("Discussion")

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="threads")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DISCUSSION)
    has_translations = models.BooleanField(default=False)  # of some of its posts: so that others ask for none
    accepted = models.ForeignKey("Post", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="threads")
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STANDING)
    opened_at = models.DateTimeField(_("opened"))
    posts_count = models.PositiveIntegerField(_("posts"), default=0)
    last_post_at = models.DateTimeField(_("last post"))
    pinned_at = models.DateTimeField(_("pinned"), null=True, blank=True)
    locked_at = models.DateTimeField(_("locked"), null=True, blank=True)
    group = models.CharField(_("group"), max_length=CODE_LENGTH, blank=True)  # as `forums.models.groups` has it
    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.PROTECT, related_name="threads")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ["-last_post_at", "-pk"]
        indexes = [models.Index(fields=["discussion", "-last_post_at"], name="thread_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["standing", "hidden", "removed", "held"]), name="thread_state_known"
            ),
            models.CheckConstraint(
                condition=Q(cohort=None) | Q(group="cohort"), name="thread_cohort_where_it_is_the_group"
            ),
            models.CheckConstraint(
                condition=Q(accepted=None) | Q(kind="question"), name="thread_accepts_when_a_question"
            ),
            models.CheckConstraint(
                condition=Q(last_post_at__gte=F("opened_at")), name="thread_last_post_after_opening"
            ),
        ]

    def __str__(self):
        return str(self.shown_title)

    def get_absolute_url(self):
        return reverse("forums:thread", args=[self.key])

    @property
    def readers(self):
        """The `Group` for which it was opened; false for everybody."""
        return Group(self.group, self.cohort if self.group == Split.COHORT else None)

    @property
    def is_listed(self):
        """Does it stand in lists? As `listed` says it of what has an address."""
        return self.merged_into_id is None and self.state != self.State.HELD

    @property
    def is_standing(self):
        return self.state == self.State.STANDING

    @property
    def shown_title(self):
        """The title as learners see it: it goes with the opening post."""
        if self.state in (self.State.STANDING, self.State.HELD):
            return self.title
        return _("Removed by its author") if self.state == self.State.REMOVED else _("Hidden conversation")

    def is_studied_by(self, user):
        """Does `user` read it as a learner? One query."""
        return Thread.objects.studied_by(user).filter(pk=self.pk).exists()

    @property
    def is_question(self):
        return self.kind == self.Kind.QUESTION

    @property
    def has_news(self):
        """Is there something that the reader has not seen? Needs `with_read_mark_of`; where they chose languages, in
        these, as `with_unread_of` counts."""
        return self.read_at is None or (self.last_post_at > self.read_at and getattr(self, "unread", None) != 0)
