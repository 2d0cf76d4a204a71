"""Discussions, their threads and posts, and what each reader has read."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import Course
from enrolments.models import Enrolment
from forums.rules import edited_pages
from modules.models import Activity

TITLE_LENGTH = 150


class DiscussionQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Those of the courses that `user` studies, and those that they look after."""
        courses = Enrolment.objects.active().of(user).values("course")
        mine = Q(pk__in=Discussion.objects.looked_after_by(user).values("pk"))
        return self.filter(Q(course__in=courses) | mine)

    def looked_after_by(self, user):
        """Those that `user` may moderate, as the rule says of each."""
        if user.has_perm("forums.moderate_post"):
            return self.all()
        return self.filter(activity__key__in=edited_pages(user).order_by().values("translation_key"))


class Discussion(models.Model):
    """The threads of one activity; made when somebody first writes there."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="discussion")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="discussions")

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self):
        return str(self.activity)


class ThreadQuerySet(models.QuerySet):
    def of_activity(self, activity_pk):
        return self.filter(discussion__activity=activity_pk)

    def listed(self):
        """All but those of which nothing is left: their author removed the opening and nobody had answered."""
        return self.exclude(posts_count=0, state=Thread.State.REMOVED)

    def with_read_mark_of(self, user):
        """With `read_at`: up to when `user` has read it."""
        marks = ReadMark.objects.filter(thread=OuterRef("pk"), user=user)
        return self.annotate(read_at=Subquery(marks.values("read_at")[:1]))

    def for_reader(self, user):
        """With what a page about one thread asks: of its activity and course, the reader's mark and right to read.

        `muted` is None for who does not follow it.
        """
        follows = self.model._meta.get_field("follows").related_model.objects.filter(thread=OuterRef("pk"), user=user)
        enrolled = Enrolment.objects.active().of(user).in_course(OuterRef("discussion__course"))
        return (
            self.with_read_mark_of(user)
            .select_related("discussion__activity", "discussion__course")
            .only(
                *("key", "title", "language", "state", "posts_count", "last_post_at"),
                *(f"discussion__activity__{fact}" for fact in ("key", "module", "kind", "terms", "retired_at")),
                *("discussion__course__key", "discussion__course__source_language", "discussion__course__version"),
            )
            .annotate(reader_enrolled=Exists(enrolled), muted=Subquery(follows.values("muted")[:1]))
        )

    def with_authors(self):
        """With the authors' names and countries, and nothing more than a list shows."""
        return self.select_related("author").only(
            *("key", "title", "language", "state", "posts_count", "last_post_at", "discussion"),
            *("author__name", "author__country"),
        )

    def with_news_for(self, user):
        """Those with something unread, in discussions in which `user` has written and may still read."""
        mine = Post.objects.filter(author=user).values("thread__discussion")
        courses = Enrolment.objects.active().of(user).values("course")
        return self.filter(discussion__in=mine, discussion__course__in=courses, state=Thread.State.STANDING).exclude(
            Exists(ReadMark.objects.filter(thread=OuterRef("pk"), user=user, read_at__gte=OuterRef("last_post_at")))
        )


class Thread(models.Model):
    """A conversation. Its key is at first that of its opening post, so that sending twice opens one.

    `posts_count` and `last_post_at` are those of the posts that stand; `state` is that of the opening post, with which
    the title goes.
    """

    class State(models.TextChoices):
        STANDING = "standing", _("standing")
        HIDDEN = "hidden", pgettext_lazy("a post", "hidden")
        REMOVED = "removed", _("removed by its author")

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="threads")
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

    @property
    def has_news(self):
        """Is there something that the reader has not seen? Needs `with_read_mark_of`."""
        return self.read_at is None or self.last_post_at > self.read_at


class PostQuerySet(models.QuerySet):
    def standing(self):
        """Neither hidden nor removed."""
        return self.filter(hidden_at=None, removed_at=None)

    def readable_by(self, user):
        """What stands, in threads that stand, where `user` may read: what mails and lists elsewhere may show."""
        discussions = Discussion.objects.readable_by(user)
        return self.standing().filter(thread__state=Thread.State.STANDING, thread__discussion__in=discussions)

    def shown(self):
        """Those that have a place on the page: all but the removed ones that nobody has answered."""
        answers = Post.objects.filter(parent=OuterRef("pk"), removed_at=None)
        return self.filter(Q(removed_at=None) | Exists(answers))

    def tops(self):
        """The opening and the answers to it; what answers one of these nests below it."""
        return self.filter(parent=None)

    def nested_below(self, tops):
        """`tops` (a queryset of any slice) with what nests below them, in the order of writing. One query."""
        keys = tops.values("pk")
        return self.filter(Q(pk__in=keys) | Q(parent__in=keys)).order_by("pk")

    def with_authors(self):
        return (
            self.select_related("author")
            .defer("source")
            .only(
                *("key", "thread", "parent", "is_opening", "html", "language", "written_at", "edited_at"),
                *("removed_at", "hidden_at", "hidden_by", "hidden_reason", "author__name", "author__country"),
            )
        )

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

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["pk"]
        permissions = [("moderate_post", _("Can hide and restore posts"))]
        constraints = [
            models.UniqueConstraint(fields=["thread"], condition=Q(is_opening=True), name="post_one_opening"),
            models.CheckConstraint(condition=Q(is_opening=False) | Q(parent=None), name="post_opening_is_top"),
            models.CheckConstraint(
                condition=Q(hidden_by=None) | Q(hidden_at__isnull=False), name="post_hidden_by_at_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(source="", html="", word_count=0), name="post_removed_has_no_words"
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


class ReadMark(models.Model):
    """Up to when somebody has read a thread."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="read_marks")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "thread"], name="read_mark_once")]

    def __str__(self):
        return f"{self.thread_id} by {self.user_id}"
