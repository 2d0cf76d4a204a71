"""What belongs to writing: drafts, pictures in posts, and what posts said before they were changed."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.models.discussions import TITLE_LENGTH, Thread
from forums.models.places import Discussion
from forums.models.posts import REASON_LENGTH, Post

ALT_LENGTH = 300
DRAFT_LENGTH = 50_000  # characters: more than a post may have, so that what is too long is kept too
ORPHANS_KEPT = timedelta(days=1)


class DraftQuerySet(models.QuerySet):
    def open(self):
        """Those that have not become a post: what was sent is no draft, whichever of the two came first."""
        return self.exclude(Exists(Post.objects.filter(key=OuterRef("key"))))

    def of(self, user):
        return self.filter(user=user)


class Draft(models.Model):
    """What somebody has begun to write, once for each place: a new thread, an answer in a thread, one to a post.

    `key` is that of the form: the post that it becomes has the same, and from then on it is no draft any more.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, null=True, on_delete=models.CASCADE, related_name="drafts")
    parent = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "discussion"], condition=Q(thread=None), name="draft_once_for_a_new_thread"
            ),
            models.UniqueConstraint(
                fields=["user", "thread"], condition=Q(parent=None), name="draft_once_for_a_thread"
            ),
            models.UniqueConstraint(fields=["user", "parent"], name="draft_once_for_a_post"),
        ]

    def __str__(self):
        return str(self.key)

    def get_absolute_url(self):
        """Where it is gone on with."""
        if self.thread_id is None:
            return self.discussion.get_writing_url()
        answered = f"?reply_to={self.parent.key}" if self.parent_id else ""
        return f"{self.thread.get_absolute_url()}{answered}#reply"


class PostRevision(models.Model):
    """What a post said until `replaced_at`. Its author and moderators see it; it goes with the post's words.

    `replaced_by` is the moderator who edited it, for `reason`; nobody where its author did.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    source = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=10)
    replaced_at = models.DateTimeField(_("until"))
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = _("earlier version of a post")
        verbose_name_plural = _("earlier versions of posts")
        ordering = ["-pk"]

    def __str__(self):
        return str(self.pk)


def private_storage():
    return storages["private"]


def picture_path(picture, _filename):
    return f"pictures/{picture.key}.webp"


class PostPictureQuerySet(models.QuerySet):
    def orphans(self, *, at):
        """Those whose form was given up more than a day before `at`: in no post, and no draft waits for them."""
        drafts = Draft.objects.filter(key=OuterRef("form_key"))
        return self.filter(~Exists(drafts), post=None, uploaded_at__lt=at - ORPHANS_KEPT)


class PostPicture(models.Model):
    """A picture in a post, made small and without what the camera noted; before it is sent, in the form `form_key`."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="pictures")
    form_key = models.UUIDField()
    file = models.FileField(storage=private_storage, upload_to=picture_path, max_length=100)
    alt = models.CharField(_("what it shows"), max_length=ALT_LENGTH)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField()

    objects = PostPictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture in a post")
        verbose_name_plural = _("pictures in posts")
        ordering = ["pk"]

    def __str__(self):
        return self.alt

    def get_absolute_url(self):
        """The same in every language: it stands in the stored text of its post."""
        return reverse("post_picture", args=[self.key])
