"""How far a learner is with what completes a discussion, in words."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.wording import comma
from forums.models import Post


@dataclass(frozen=True)
class Progress:
    """What counts so far under `terms`; `longest` is the longest post that has too few words, 0 for none."""

    terms: dict
    posts: int
    replies: int
    longest: int

    @property
    def words(self):
        """`So far: 1 of 2 posts, 0 of 1 reply. A post counts from 50 words on. A shorter one of yours has 32 words.`"""
        done = comma().join(self._parts())
        said = _("So far: %(done)s.") % {"done": done}
        return f"{said} {self._too_short()}".strip()

    def _parts(self):
        wanted = self.terms.get("posts", 0)
        yield ngettext("%(done)d of %(wanted)d post", "%(done)d of %(wanted)d posts", wanted) % {
            "done": min(self.posts, wanted),
            "wanted": wanted,
        }
        wanted = self.terms.get("replies", 0)
        if wanted:
            yield ngettext(
                "%(done)d of %(wanted)d reply to a colleague", "%(done)d of %(wanted)d replies to colleagues", wanted
            ) % {"done": min(self.replies, wanted), "wanted": wanted}

    def _too_short(self):
        least = self.terms.get("words", 0)
        if not least:
            return ""
        said = ngettext("A post counts from %d word on.", "A post counts from %d words on.", least) % least
        if not self.longest:
            return said
        mine = ngettext("A shorter one of yours has %d word.", "A shorter one of yours has %d words.", self.longest)
        return f"{said} {mine % self.longest}"


def progress_of(user_id, activity):
    """The `Progress` of the user in `activity`, by its terms of today. One query."""
    least = activity.terms.get("words", 0)
    posts = Post.objects.standing().filter(author=user_id, thread__discussion__activity=activity.pk)
    counts = Q(word_count__gte=least)
    found = posts.aggregate(
        posts=Count("pk", filter=counts),
        replies=Count("pk", filter=counts & ~Q(thread__author=user_id)),
        longest=Max("word_count", filter=~counts),
    )
    return Progress(activity.terms, found["posts"], found["replies"], found["longest"] or 0)
