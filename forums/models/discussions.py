"""Threads and their posts."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forums.models.marks import LanguageChoice, ReadMark, Thanks
from forums.models.places import Discussion
from forums.searching import asked

TITLE_LENGTH = 150


class ThreadQuerySet(models.QuerySet):
    def of_activity(self, activity_pk):
        return self.filter(discussion__activity=activity_pk)

    def studied_by(self, user):
        """Those that `user` reads as a learner. Whatever hides a thread from some learners belongs here, and only here.

        Lists, searches, news and permanent addresses ask it, most of them through `readable_by`.
        """
        return self.filter(discussion__in=Discussion.objects.studied_by(user))

    def readable_by(self, user):
        """Those that `user` may read: as a learner, or because they look after the discussion."""
        if user.has_perm("forums.moderate_post"):
            return self.all()
        if not user.has_perm("wagtailadmin.access_admin"):
            return self.studied_by(user)
        studied = Thread.objects.studied_by(user).filter(pk=OuterRef("pk"))
        return self.filter(Exists(studied) | Q(discussion__in=Discussion.objects.looked_after_by(user)))

    def listed(self):
        """All but those of which nothing is left: their author removed the opening and nobody had answered."""
        return self.exclude(posts_count=0, state=Thread.State.REMOVED)

    def with_read_mark_of(self, user):
        """With `read_at`: up to when `user` has read it."""
        marks = ReadMark.objects.filter(thread=OuterRef("pk"), user=user)
        return self.annotate(read_at=Subquery(marks.values("read_at")[:1]))

    def for_reader(self, user):
        """With what a page about one thread asks: of its activity and course, the reader's mark and right to read.

        `reader_enrolled`: do they read it as a learner?
        """
        choice = LanguageChoice.objects.filter(user=user).values("languages")
        studied = Thread.objects.studied_by(user).filter(pk=OuterRef("pk"))
        return (
            self.with_read_mark_of(user)
            .select_related("discussion__activity", "discussion__course")
            .only(
                *("key", "title", "language", "kind", "state", "posts_count", "opened_at", "last_post_at"),
                *("author", "accepted", "discussion__subject"),
                *(f"discussion__activity__{fact}" for fact in ("key", "module", "kind", "terms", "retired_at")),
                *("discussion__course__key", "discussion__course__source_language", "discussion__course__version"),
            )
            .annotate(
                reader_enrolled=Exists(studied),
                reader_languages=Subquery(choice),
                accepted_key=F("accepted__key"),
                accepted_by=F("accepted__author__name"),
            )
        )

    def with_authors(self):
        """With the authors' names and countries, and nothing more than a list shows."""
        return self.select_related("author").only(
            *("key", "title", "language", "kind", "state", "posts_count", "last_post_at", "discussion", "accepted"),
            *("author__name", "author__country"),
        )

    def with_unread_of(self, user):
        """With `unread`: how many posts of others `user` has not seen. Needs `with_read_mark_of`."""
        newer = Post.objects.standing().filter(thread=OuterRef("pk"), written_at__gt=OuterRef("read_at"))
        counted = newer.exclude(author=user).order_by().values("thread").annotate(n=Count("pk")).values("n")
        seen = When(read_at__gte=F("last_post_at"), then=Value(0))
        new = When(read_at=None, then=F("posts_count"))
        return self.annotate(
            unread=Case(seen, new, default=Coalesce(Subquery(counted), 0), output_field=models.IntegerField())
        )

    def unread_by(self, user):
        """Those that stand and have something that `user` has not seen."""
        seen = ReadMark.objects.filter(thread=OuterRef("pk"), user=user, read_at__gte=OuterRef("last_post_at"))
        return self.filter(~Exists(seen), state=Thread.State.STANDING)

    def with_news_for(self, user):
        """Those with something unread, in discussions in which `user` has written and may still read."""
        mine = Post.objects.filter(author=user).values("thread__discussion")
        return self.studied_by(user).unread_by(user).filter(discussion__in=mine)

    def unanswered(self):
        """Those to which nobody but their author has written, and of which no answer is accepted."""
        others = Post.objects.standing().filter(thread=OuterRef("pk")).exclude(author=OuterRef("author"))
        return self.filter(~Exists(others), accepted=None, state=Thread.State.STANDING)

    def with_part_of(self, user):
        """Those in which something stands that `user` has written."""
        return self.filter(Exists(Post.objects.standing().filter(thread=OuterRef("pk"), author=user)))


class Thread(models.Model):
    """A question or a discussion. Its key is at first that of its opening post, so that sending twice opens one.

    `posts_count` and `last_post_at` are those of the posts that stand; `state` is that of the opening post, with which
    the title goes.
    """

    class State(models.TextChoices):
        STANDING = "standing", _("standing")
        HIDDEN = "hidden", pgettext_lazy("a post", "hidden")
        REMOVED = "removed", _("removed by its author")

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        DISCUSSION = "discussion", _("Discussion")

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="threads")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DISCUSSION)
    accepted = models.ForeignKey("Post", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="threads")
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STANDING)
    opened_at = models.DateTimeField(_("opened"))
    posts_count = models.PositiveIntegerField(_("posts"), default=0)
    last_post_at = models.DateTimeField(_("last post"))

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ["-last_post_at", "-pk"]
        indexes = [models.Index(fields=["discussion", "-last_post_at"], name="thread_newest_first")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["standing", "hidden", "removed"]), name="thread_state_known"),
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
    def is_standing(self):
        return self.state == self.State.STANDING

    @property
    def shown_title(self):
        """The title as learners see it: it goes with the opening post."""
        if self.is_standing:
            return self.title
        return _("Hidden conversation") if self.state == self.State.HIDDEN else _("Removed by its author")

    def is_studied_by(self, user):
        """Does `user` read it as a learner? One query."""
        return Thread.objects.studied_by(user).filter(pk=self.pk).exists()

    @property
    def is_question(self):
        return self.kind == self.Kind.QUESTION

    @property
    def has_news(self):
        """Is there something that the reader has not seen? Needs `with_read_mark_of`."""
        return self.read_at is None or self.last_post_at > self.read_at


class PostQuerySet(models.QuerySet):
    def standing(self):
        """Neither hidden nor removed."""
        return self.filter(hidden_at=None, removed_at=None)

    def readable_by(self, user):
        """Those that stand, in threads that `user` may read: what search, feeds and mails may show them."""
        return self.standing().filter(thread__in=Thread.objects.readable_by(user))

    def saying(self, question):
        """Those with every word of `question` in one of its forms, in any language; none when it has no word."""
        forms = asked(question)
        return self.filter(words__says=forms) if forms else self.none()

    def shown(self):
        """Those that have a place on the page: all but the removed ones that nobody has answered."""
        answers = Post.objects.filter(parent=OuterRef("pk"), removed_at=None)
        return self.filter(Q(removed_at=None) | Exists(answers))

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
                *("removed_at", "hidden_at", "hidden_by", "hidden_reason", "author__name", "author__country"),
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
        counted = self.standing().filter(
            author=author, thread__discussion__activity=activity, word_count__gte=activity.terms.get("words", 0)
        )
        return counted.aggregate(posts=Count("pk"), replies=Count("pk", filter=~Q(thread__author=author)))


class Post(models.Model):
    """What somebody wrote. The client makes the key, so that sending twice counts once.

    `html` is rendered and sanitised once, from `source` (Markdown). A removed post keeps its row and none of its words.
    """

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
    hidden_reason = models.CharField(_("reason"), max_length=300, blank=True)
    endorsed_at = models.DateTimeField(_("endorsed"), null=True, blank=True)
    endorsed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    thanks_count = models.PositiveIntegerField(_("thanks"), default=0)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["pk"]
        permissions = [("moderate_post", _("Can hide and restore posts"))]
        indexes = [models.Index(fields=["thread", "written_at"], name="post_by_moment")]
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
    def is_hidden_by_reports(self):
        """Hidden by itself, until a moderator decides."""
        return self.hidden_at is not None and self.hidden_by_id is None

    @property
    def state(self):
        """As its thread says it of the opening."""
        if self.removed_at:
            return Thread.State.REMOVED
        return Thread.State.HIDDEN if self.hidden_at else Thread.State.STANDING

    @property
    def editable_until(self):
        return self.written_at + timedelta(minutes=settings.FORUMS_EDIT_MINUTES)
