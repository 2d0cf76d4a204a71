"""What concerns somebody, how often they want mails of it, and the mails that are on their way or were sent."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from forums.models import Announcement, Post, ReadMark

GRACE = timedelta(minutes=5)
RETRY_AFTER = timedelta(minutes=30)
OF_EVENT = "event-"  # begins the subject of a decision on a post: an act in the log
MOST_ATTEMPTS = 48  # with half an hour between them, a day


class Preferences(models.Model):
    """What somebody wants to be told by mail; without a row, all of it. Mails about the account always go out."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    mails = models.BooleanField(_("mails about my certificates and about answers to me"), default=True)

    class Meta:
        verbose_name = _("mail preferences")
        verbose_name_plural = _("mail preferences")

    def __str__(self):
        return f"{self.user}: {self.mails}"


class Cadence(models.TextChoices):
    """How often somebody wants mails of a kind. What is daily and weekly comes in one digest."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, all together")
    WEEKLY = "weekly", _("Once a week, all together")
    NEVER = "never", _("Never: on this site only")


class Stream(models.TextChoices):
    """What one chooses a cadence for; each is a field of `Cadences`."""

    ANSWERS = "answers", _("Answers to me, and where I am mentioned")
    FOLLOWED = "followed", _("What is written where I follow")
    ANNOUNCEMENTS = "announcements", _("Announcements of those who teach")
    RECORDS = "records", _("My certificates")


# Few things are for one person alone, and somebody waits for their answer: at once. Of what one follows there is much.
DEFAULTS = {
    Stream.ANSWERS: Cadence.AT_ONCE,
    Stream.FOLLOWED: Cadence.DAILY,
    Stream.ANNOUNCEMENTS: Cadence.AT_ONCE,
    Stream.RECORDS: Cadence.AT_ONCE,
}
GATHERED = (Cadence.DAILY, Cadence.WEEKLY)


class Cadences(models.Model):
    """How often somebody wants mails: in all courses (`course` is None) or in one. What is empty is as before it:
    in a course as in all, in all as `DEFAULTS` says."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    answers = models.CharField(max_length=10, choices=Cadence, blank=True)
    followed = models.CharField(max_length=10, choices=Cadence, blank=True)
    announcements = models.CharField(max_length=10, choices=Cadence, blank=True)
    records = models.CharField(max_length=10, choices=Cadence, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "course"], name="cadences_once_per_course"),
            models.UniqueConstraint(fields=["user"], condition=Q(course=None), name="cadences_once_for_all"),
        ]

    def __str__(self):
        return f"{self.user_id} in {self.course_id or 'all'}"


class DeliveryQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Delivery.State.WAITING, attempts__lt=MOST_ATTEMPTS)

    def due(self, *, at):
        """Those to send at that moment: never tried, or tried and failed a while ago."""
        return self.waiting().filter(Q(tried_at=None) | Q(tried_at__lte=at - RETRY_AFTER))

    def overdue(self, *, at):
        """Those that should have gone out by then: their task failed, or was lost."""
        return self.due(at=at).filter(noted_at__lte=at - GRACE)


class Delivery(models.Model):
    """One mail to one person. `key` names what it is about; nobody is told of the same thing twice."""

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", _("A certificate is ready")
        CORRECTION = "correction", _("The correction of a name is decided")
        REVOKED = "revoked", _("A certificate was revoked")
        REPLACED = "replaced", _("A certificate was issued anew or renewed")
        EXPIRING = "expiring", _("A certificate expires soon")
        DECISION = "decision", _("A moderator has decided about you")
        ANSWER = "answer", _("Somebody answered")
        ANNOUNCEMENT = "announcement", _("Announcement")
        DIGEST = "digest", _("Digest")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        DROPPED = "dropped", _("Dropped")  # not wanted, or what it was about is gone

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    noted_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [models.UniqueConstraint(fields=["user", "kind", "key"], name="delivery_once")]
        indexes = [
            models.Index(fields=["noted_at"], condition=Q(state="waiting"), name="delivery_waiting"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key} to {self.user_id}"


MARKS = ("accepted", "endorsed", "thanks")


def _holds():
    """The condition, on a notice of a post, that what it tells is so today."""
    return (
        ~Q(kind__in=MARKS)
        | Q(kind="accepted", post__thread__accepted=F("post"))
        | Q(kind="endorsed", post__endorsed_at__isnull=False)
        | Q(kind="thanks", post__thanks_count__gt=0)
    )


class NoticeQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def readable_by(self, user):
        """Those about what `user` may still read, and of marks that nobody took back: the others are not there."""
        posts = Q(post=None) | Q(post__in=Post.objects.tellable_to(user)) & _holds()
        return self.filter(posts, Q(announcement=None) | Q(announcement__in=Announcement.objects.readable_by(user)))

    def with_read_state(self):
        """With `is_read`: marked as read, or its thread was read after its post was written.

        A mark comes when its post has been read: it is read when it is marked so.
        """
        marks = ReadMark.objects.filter(
            thread=OuterRef("post__thread"), user=OuterRef("user"), read_at__gte=OuterRef("post__written_at")
        )
        return self.annotate(is_read=Q(read_at__isnull=False) | ~Q(kind__in=MARKS) & Exists(marks))

    def unread(self):
        return self.with_read_state().filter(is_read=False)

    def needing(self):
        """Those that wait for their reader to do something."""
        return self.filter(kind__in=[Notice.Kind.ANSWER, Notice.Kind.MENTION, Notice.Kind.EXPIRING])

    def due(self, *, at):
        """Those whose digest should have gone out by then."""
        return self.filter(due_at__lte=at)


class Notice(models.Model):
    """One thing that concerns one person: facts, put into words when it is read. Nobody has two of the same `key`.

    `due_at` is when the digest with it goes out: empty when it came at once, is in a `digest`, or is wanted in none.
    """

    class Kind(models.TextChoices):
        ANSWER = "answer", _("Somebody answered")
        MENTION = "mention", _("Somebody mentioned you")
        FOLLOWED = "followed", _("New where you follow")
        ANNOUNCEMENT = "announcement", _("Announcement")
        CERTIFICATE = "certificate", _("A certificate is ready")
        CORRECTION = "correction", _("The correction of a name is decided")
        REVOKED = "revoked", _("A certificate was revoked")
        REPLACED = "replaced", _("A certificate was issued anew or renewed")
        EXPIRING = "expiring", _("A certificate expires soon")
        DECISION = "decision", _("A moderator has decided about you")
        ACCEPTED = "accepted", _("Your answer helped")
        ENDORSED = "endorsed", _("Your post is endorsed")
        THANKS = "thanks", _("Thanks to you")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=64)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    announcement = models.ForeignKey(Announcement, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    noted_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    digest = models.ForeignKey(Delivery, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-noted_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-noted_at"], name="notice_newest_first"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["due_at", "user"], condition=Q(due_at__isnull=False), name="notice_due"),
        ]

    def __str__(self):
        return f"{self.key} for {self.user_id}"

    @property
    def subject(self):
        """The part of the key that names the thing: a code or a UUID."""
        return self.key.partition(":")[2]
