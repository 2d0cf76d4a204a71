"""What discussions hold about a person."""

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.holdings import Chapter, Enclosure, Holding, section
from forums.actions import discard_pictures, forget_author
from forums.models import (
    AnnouncementText,
    Draft,
    Follow,
    Post,
    PostPicture,
    PostRevision,
    ReadMark,
    Report,
    Sanction,
    Thread,
)

EVIDENCE = "forums/evidence.html"


class DiscussionHolding(Holding):
    rank = 5
    decided = {
        "forums.Thread.author": "kept, without the name; its title goes with the words of its opening",
        "forums.Post.author": "kept, without the name; or without its words, as the person chooses",
        "forums.Post.hidden_by": "kept, without the name",
        "forums.Thread": "see its author",
        "forums.Post": "see its author",
        "forums.Post.endorsed_by": "kept, without the name",
        "forums.Translation.made_by": "kept, without the name",
        "forums.Translation": "as the post that it translates",
        "forums.Thanks.user": "kept, without the name: they count",
        "forums.Thanks": "see its user",
        "forums.LanguageChoice.user": "erased",
        "forums.LanguageChoice": "see its user",
        "forums.Draft.user": "erased",
        "forums.Draft": "see its user",
        "forums.PostRevision.replaced_by": "kept, without the name",
        "forums.PostRevision": "as the post whose earlier words it holds",
        "forums.PostPicture.owner": "as its post; erased where it is in none",
        "forums.PostPicture": "see its owner",
        "forums.Follow.user": "erased",
        "forums.Follow": "see its user",
        "forums.Announcement.author": "kept, without the name, which is also taken out of its words",
        "forums.Announcement": "see its author",
        "forums.AnnouncementText": "as its announcement",
        "forums.ReadMark.user": "erased",
        "forums.Report.reporter": "kept, without the name and the words: it counts",
        "forums.Report": "see its reporter",
        "forums.ReadMark": "see its user",
        "forums.Sanction.user": "kept, without the name and the words",
        "forums.Sanction.by": "kept, without the name",
        "forums.Sanction": "see its user",
        "forums.ModerationEvent.by": "kept, without the name",
        "forums.ModerationEvent": "kept: it says what was done with a post",
    }

    def erased(self):
        return [
            _("Your name and country beside your posts, and your name and address where you wrote them in a post"),
            _("The words of your posts, with their pictures and earlier versions, if you choose so"),
            _("What you began to write and did not send"),
            _("Which conversations you follow"),
            _("Up to where you have read, and the words of your reports"),
        ]

    def kept(self):
        posts = _("Your posts, as those of a former participant, unless you have their words removed")
        why = _("Others answered them: without them their conversations could not be understood.")
        announced = _("Announcements that you made, as those of a former participant")
        log = _("That posts were reported or moderated, and what others wrote to you or about you")
        return [
            (posts, why),
            (announced, _("They were made for everybody in the course.")),
            (log, _("It keeps the discussions safe, and belongs to others too.")),
        ]

    def erase(self, *, user, request):
        removes = request.posts == request.Posts.REMOVE
        forget_author(author=user, removes_words=removes, at=request.erased_at)

    def sweep(self, *, user):
        discard_pictures(author=user)

    def sections(self, user):
        threads, posts = Thread.objects.filter(author=user), Post.objects.filter(author=user).select_related("thread")
        reports = Report.objects.filter(reporter=user).select_related("post")
        marks = ReadMark.objects.filter(user=user).select_related("thread")
        thread = {"thread": (_("thread"), lambda thing: thing.thread.key)}
        said = ("key", "source", "language", "written_at", "edited_at", "removed_at", "hidden_at", "hidden_reason")
        said += ("revised_reason",)
        drafts = Draft.objects.filter(user=user)
        pictures = PostPicture.objects.filter(owner=user)
        sanctions = Sanction.objects.of(user).select_related("post")
        decision = ("kind", "reason", "at", "until", "lifted_at", "seen_at")
        replaced = ("replaced_at", "reason")
        earlier = PostRevision.objects.filter(post__author=user).select_related("post")
        follows = Follow.objects.of(user).select_related("thread")
        followed = {"thread": (_("thread"), lambda follow: follow.thread and follow.thread.key)}
        announced = AnnouncementText.objects.filter(announcement__author=user).select_related("announcement")
        told = ("title", "source", "language")
        announcement = {"published_at": (_("published"), lambda text: text.announcement.published_at)}
        of_post = {"post": (_("post"), lambda thing: thing.post.key)}
        return [
            section("threads", _("Conversations that you opened"), threads, "key", "title", "language", "opened_at"),
            section("posts", _("Your posts"), posts, *said, **thread),
            section("earlier", _("What your posts said before"), earlier, "title", "source", *replaced, **of_post),
            section("pictures", _("Pictures in your posts"), pictures, "key", "alt", "uploaded_at"),
            section("drafts", _("What you began to write"), drafts, "title", "text", "language", "saved_at"),
            section("follows", _("What you follow"), follows, "muted", "since", **followed),
            section("announcements", _("Announcements that you made"), announced, *told, **announcement),
            section("reports", _("Your reports"), reports, "reason", "words", "reported_at", "settled_at", **of_post),
            section("decisions", _("What moderators decided about you"), sanctions, *decision, **of_post),
            section("read", _("Up to where you have read"), marks, "read_at", **thread),
        ]

    def enclosures(self, user):
        return [_enclosed(picture) for picture in PostPicture.objects.filter(owner=user)]

    def chapters(self, user):
        standing = Post.objects.standing().filter(author=user).with_place().order_by("written_at", "pk")
        posts = list(standing.filter(~Q(html="")))
        if not posts:
            return []
        pictures, html = PostPicture.objects.filter(post__in=posts), render_to_string(EVIDENCE, {"posts": posts})
        for picture in pictures:  # in the folder they stand beside the text
            html = html.replace(picture.get_absolute_url(), _path(picture))
        return [Chapter(40, _("My posts"), html, tuple(_enclosed(picture) for picture in pictures))]


def _path(picture):
    return f"pictures/{picture.key}.webp"


def _enclosed(picture):
    return Enclosure(_path(picture), lambda: picture.file.open("rb"))
