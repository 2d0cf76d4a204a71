"""What readers leave at threads and posts: how far they have read, thanks, translations, and what they want to see."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadMark(models.Model):
    """Up to when somebody has read a thread."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey("forums.Thread", on_delete=models.CASCADE, related_name="read_marks")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "thread"], name="read_mark_once")]

    def __str__(self):
        return f"{self.thread_id} by {self.user_id}"


class Thanks(models.Model):
    """One person's thanks for a post of somebody else. They are counted, and nothing is ranked by them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey("forums.Post", on_delete=models.CASCADE, related_name="thanks")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="thanks_once")]

    def __str__(self):
        return f"{self.post_id} by {self.user_id}"


class Translation(models.Model):
    """A post in another language. Never searched or counted as its author's words, and shown with who made it."""

    class Kind(models.TextChoices):
        BY_HAND = "by_hand", _("by hand")
        SERVICE = "service", _("by a service")

    post = models.ForeignKey("forums.Post", on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.BY_HAND)
    source = models.TextField(_("text"))
    html = models.TextField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("translation of a post")
        verbose_name_plural = _("translations of posts")
        constraints = [models.UniqueConstraint(fields=["post", "language"], name="translation_once_per_language")]

    def __str__(self):
        return f"{self.post_id} ({self.language})"

    def is_outdated(self, post):
        """Has the original changed since?"""
        return post.edited_at is not None and post.edited_at > self.made_at


def language_set(codes):
    """The set of what a `LanguageChoice` keeps; None for all."""
    return frozenset(codes.split(",")) if codes else None


class LanguageChoice(models.Model):
    """The languages in which somebody reads posts, as codes with commas; without a row, all."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    languages = models.CharField(max_length=100)

    def __str__(self):
        return self.languages
