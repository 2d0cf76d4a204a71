"""What discussions hold about a person."""

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.holdings import Chapter, Holding, section
from forums.actions import forget_author
from forums.models import Post, ReadMark, Report, Thread


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
        "forums.ReadMark.user": "erased",
        "forums.Report.reporter": "kept, without the name and the words: it counts",
        "forums.Report": "see its reporter",
        "forums.ReadMark": "see its user",
        "forums.ModerationEvent.by": "kept, without the name",
        "forums.ModerationEvent": "kept: it says what was done with a post",
    }

    def erased(self):
        return [
            _("Your name and country beside your posts, and your name and address where you wrote them in a post"),
            _("The words of your posts, if you choose so"),
            _("Up to where you have read, and the words of your reports"),
        ]

    def kept(self):
        posts = _("Your posts, as those of a former participant, unless you have their words removed")
        why = _("Others answered them: without them their conversations could not be understood.")
        log = _("That posts were reported or moderated, and what others wrote to you or about you")
        return [(posts, why), (log, _("It keeps the discussions safe, and belongs to others too."))]

    def erase(self, *, user, request):
        removes = request.posts == request.Posts.REMOVE
        forget_author(author=user, removes_words=removes, at=request.erased_at)

    def sections(self, user):
        threads, posts = Thread.objects.filter(author=user), Post.objects.filter(author=user).select_related("thread")
        reports = Report.objects.filter(reporter=user).select_related("post")
        marks = ReadMark.objects.filter(user=user).select_related("thread")
        thread = {"thread": (_("thread"), lambda thing: thing.thread.key)}
        said = ("key", "source", "language", "written_at", "edited_at", "removed_at", "hidden_at", "hidden_reason")
        about = {"post": (_("post"), lambda report: report.post.key)}
        return [
            section("threads", _("Conversations that you opened"), threads, "key", "title", "language", "opened_at"),
            section("posts", _("Your posts"), posts, *said, **thread),
            section("reports", _("Your reports"), reports, "reason", "words", "reported_at", "settled_at", **about),
            section("read", _("Up to where you have read"), marks, "read_at", **thread),
        ]

    def chapters(self, user):
        standing = Post.objects.standing().filter(author=user).with_place().order_by("written_at", "pk")
        posts = list(standing.filter(~Q(html="")))
        if not posts:
            return []
        return [Chapter(40, _("My posts"), render_to_string("forums/evidence.html", {"posts": posts}))]
