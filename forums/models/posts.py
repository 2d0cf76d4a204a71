"""Posts: what people write in threads."""

import uuid
from datetime import timedelta
from hashlib import blake2b

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forums.models.discussions import Thread
from forums.models.marks import Thanks, Translation
from forums.searching import asked

REASON_LENGTH = 300


def counts_in(activity):
    """The condition, on a post, that it stands and counts under the terms of `activity`."""
    words = activity.terms.get("words", 0)
    stands = Q(hidden_at=None, removed_at=None)
    return stands & Q(thread__discussion__activity=activity, word_count__gte=words)


def evidence_among(author, counts):
    """Aggregates of posts of `author`: of those that `counts` how many there are, and how many answer somebody else."""
    is_reply = ~Q(thread__author=author)
    return {"posts": Count("pk", filter=counts), "replies": Count("pk", filter=counts & is_reply)}


class PostQuerySet(models.QuerySet):
    def standing(self):
        """Neither hidden nor removed."""
        return self.filter(hidden_at=None, removed_at=None)

    def readable_by(self, user):
        """Those that stand, in threads that `user` may read: what search, feeds and mails may show them."""
        return self.standing().filter(thread__in=Thread.objects.readable_by(user))

    def tellable_to(self, user):
        """Those of `readable_by` in threads that stand, so that no hidden title is told: for mails and notices."""
        return self.readable_by(user).filter(thread__state=Thread.State.STANDING)

    def wanted_by(self, user, languages):
        """Those in one of `languages` (None: all), those of `user`, and what is translated for them."""
        if languages is None:
            return self
        translated = Translation.objects.filter(post=OuterRef("pk"), language=get_language())
        return self.filter(Q(language__in=languages) | Q(author=user) | Exists(translated))

    def marked(self, mark):
        """Those that bear that mark today: "accepted", "endorsed" or "thanked"."""
        conditions = {
            "accepted": Q(thread__accepted=F("pk")),
            "endorsed": Q(endorsed_at__isnull=False),
            "thanked": Q(thanks_count__gt=0),
        }
        return self.filter(conditions[mark])

    def saying(self, question):
        """Those with every word of `question` in one of its forms, in any language; none when it has no word."""
        forms = asked(question)
        return self.filter(words__says=forms) if forms else self.none()

    def shown(self):
        """Those that have a place on the page: all but the removed ones that nobody has answered."""
        answers = Post.objects.filter(parent=OuterRef("pk"), removed_at=None)
        return self.filter(Q(removed_at=None) | Exists(answers))

    def known_to(self, user, moderates):
        """Not those that wait for a moderator: `user` knows of their own, or of all who moderates."""
        return self.all() if moderates else self.filter(Q(held_for="") | Q(author=user))

    def tops(self):
        """The opening and the answers to it; what answers one of these nests below it."""
        return self.filter(parent=None)

    def with_first_nested(self, tops, number):
        """`tops` (a queryset of any slice) with the first `number` of what nests below each, in the order of writing.

        With `answers_count`: how many nest below it. One query.
        """
        keys = tops.values("pk")
        place = Window(RowNumber(), partition_by="parent", order_by="pk")
        nested = Post.objects.filter(parent__in=keys, removed_at=None).annotate(place=place)
        first = nested.filter(place__lte=number).order_by().values("pk")
        return self.filter(Q(pk__in=keys) | Q(pk__in=first)).with_answers_count().order_by("pk")

    def with_answers_count(self):
        answers = Post.objects.filter(parent=OuterRef("pk"), removed_at=None).order_by().values("parent")
        counted = Subquery(answers.annotate(n=Count("pk")).values("n"))
        return self.annotate(answers_count=Coalesce(counted, 0))

    def with_authors(self):
        return (
            self.select_related("author")
            .defer("source", "words")
            .only(
                *("key", "thread", "parent", "is_opening", "html", "language", "written_at", "edited_at"),
                *(
                    "removed_at",
                    "hidden_at",
                    "hidden_by",
                    "hidden_reason",
                    "held_for",
                    "revised_reason",
                    "author__name",
                    "author__country",
                ),
                *("thanks_count", "endorsed_at"),
            )
        )

    def with_marks_of(self, user):
        """With `is_reported` and `is_thanked`: has `user` reported it, or given thanks for it?"""
        thanks = Thanks.objects.filter(post=OuterRef("pk"), user=user)
        return self.with_report_of(user).annotate(is_thanked=Exists(thanks))

    def with_report_of(self, user):
        """With `is_reported`: has `user` reported it?"""
        reports = self.model._meta.get_field("reports").related_model.objects
        return self.annotate(is_reported=Exists(reports.filter(post=OuterRef("pk"), reporter=user)))

    def with_place(self):
        """With thread, activity and course."""
        return self.select_related("thread__discussion__activity", "thread__discussion__course")

    def evidence_of(self, author, activity):
        """{"posts", "replies"}: how many of `author`'s posts in `activity` count under its terms. One query."""
        counts = counts_in(activity)
        return self.filter(counts, author=author).aggregate(**evidence_among(author, counts))


class Post(models.Model):
    """What somebody wrote. The client makes the key, so that sending twice counts once.

    `html` is rendered and sanitised once, from `source` (Markdown). A removed post keeps its row and none of its words.
    `held_for`: why it was hidden by itself when it was sent, until a moderator decides. `revised_reason`: why a
    moderator edited it, the last time; empty when none has.
    """

    class HeldFor(models.TextChoices):
        REPEATED = "repeated", _("the same text was posted before")
        LINKS = "links", _("many links from a new account")

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="posts")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    is_opening = models.BooleanField(default=False)
    source = models.TextField(_("text"), blank=True)
    words = models.TextField(blank=True, editable=False)  # by which it is found: `forums.searching`
    html = models.TextField(blank=True)
    word_count = models.PositiveIntegerField(_("words"), default=0)
    language = models.CharField(_("language"), max_length=10)
    written_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    hidden_reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    held_for = models.CharField(max_length=10, choices=HeldFor, blank=True)
    revised_reason = models.CharField(_("why a moderator edited it"), max_length=REASON_LENGTH, blank=True)
    endorsed_at = models.DateTimeField(_("endorsed"), null=True, blank=True)
    endorsed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_anyway = models.BooleanField(_("sent although it may identify somebody"), default=False)
    thanks_count = models.PositiveIntegerField(_("thanks"), default=0)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["pk"]
        permissions = [("moderate_post", _("Can hide and restore posts"))]
        indexes = [
            models.Index(fields=["thread", "written_at"], name="post_by_moment"),
            models.Index(fields=["author", "written_at"], name="post_by_author"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["thread"], condition=Q(is_opening=True), name="post_one_opening"),
            models.CheckConstraint(condition=Q(is_opening=False) | Q(parent=None), name="post_opening_is_top"),
            models.CheckConstraint(
                condition=Q(hidden_by=None) | Q(hidden_at__isnull=False), name="post_hidden_by_at_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(source="", html="", words="", word_count=0),
                name="post_removed_has_no_words",
            ),
            models.CheckConstraint(
                condition=Q(endorsed_at=None, endorsed_by=None)
                | Q(endorsed_at__isnull=False, endorsed_by__isnull=False),
                name="post_endorsed_by_somebody",
            ),
            models.CheckConstraint(condition=Q(held_for="") | Q(hidden_at__isnull=False), name="post_held_is_hidden"),
        ]

    def __str__(self):
        return str(self.key)

    def get_absolute_url(self):
        """The permanent address: it finds the page of the thread on which the post is today."""
        return reverse("forums:post", args=[self.key])

    @property
    def anchor(self):
        return f"post-{self.key}"

    @property
    def is_standing(self):
        return self.hidden_at is None and self.removed_at is None

    @property
    def is_held(self):
        """Not shown yet: it waits for a moderator since it was sent."""
        return bool(self.held_for)

    @property
    def is_hidden_by_itself(self):
        """Held or hidden by reports, until a moderator decides."""
        return self.hidden_at is not None and self.hidden_by_id is None

    @property
    def is_hidden_by_reports(self):
        return self.is_hidden_by_itself and not self.is_held

    @property
    def state(self):
        """As its thread says it of the opening."""
        if self.removed_at:
            return Thread.State.REMOVED
        if self.is_held:
            return Thread.State.HELD
        return Thread.State.HIDDEN if self.hidden_at else Thread.State.STANDING

    @property
    def version(self):
        """A digest of what it says: who edits it says which one they have read. Needs its thread for an opening."""
        said = (self.thread.title if self.is_opening else "", self.language, self.source, self.html)
        return blake2b(repr(said).encode(), digest_size=8).hexdigest()

    @property
    def editable_until(self):
        return self.written_at + timedelta(minutes=settings.FORUMS_EDIT_MINUTES)
