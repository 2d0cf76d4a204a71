"""What Wagtail holds about those who work in its admin."""

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, Comment, ModelLogEntry, PageSubscription, UploadedFile
from wagtail.users.models import UserProfile

from accounts.holdings import Holding, section
from accounts.models import User
from accounts.wording import without_words

OF_NOBODY = (EditingSession, FormState, APIToken, PageSubscription)


class ContentHolding(Holding):
    rank = 1
    decided = {
        "wagtailusers.UserProfile.user": "erased, with its picture",
        "wagtailadmin.EditingSession.user": "erased",
        "wagtailadmin.FormState.user": "erased",
        "wagtailcore.APIToken.user": "erased",
        "wagtailcore.PageSubscription.user": "erased",
        "wagtailcore.UploadedFile.uploaded_by_user": "erased, with its file: an upload that was not finished",
        "wagtailcore.ModelLogEntry.user": "kept, without the name; entries about the person lose theirs too",
        "wagtailcore.PageLogEntry.user": "kept, without the name",
        "wagtailcore.Revision.user": "kept, without the name: the history of a page",
        "wagtailcore.Page.owner": "kept, without the name",
        "wagtailcore.Page.locked_by": "the lock is taken off",
        "wagtailcore.Comment.user": "kept, without the name: notes of colleagues on a page",
        "wagtailcore.Comment.resolved_by": "kept, without the name",
        "wagtailcore.CommentReply.user": "kept, without the name",
        "wagtailcore.WorkflowState.requested_by": "kept, without the name",
        "wagtailcore.TaskState.finished_by": "kept, without the name",
        "wagtailimages.Image.uploaded_by_user": "kept, without the name",
        "wagtaildocs.Document.uploaded_by_user": "kept, without the name",
        "wagtailmedia.Media.uploaded_by_user": "kept, without the name",
        "pages.Picture.uploaded_by_user": "kept, without the name",
        "pages.Download.uploaded_by_user": "kept, without the name",
        "pages.Recording.uploaded_by_user": "kept, without the name",
    }

    def erased(self):
        return [_("Your picture and settings in the editors’ area, when you have any")]

    def kept(self):
        what = _("Pages, pictures and notes that you made as an editor, and the log of changes, without your name")
        return [(what, _("They belong to the courses."))]

    def erase(self, *, user, request):
        for model in OF_NOBODY:
            model.objects.filter(user=user).delete()
        user.locked_pages.update(locked=False, locked_at=None, locked_by=None)
        _forget_labels(user)

    def sweep(self, *, user):
        for profile in UserProfile.objects.filter(user=user):
            profile.avatar.delete(save=False)
            profile.delete()
        for upload in UploadedFile.objects.filter(uploaded_by_user=user):
            upload.file.delete(save=False)
            upload.delete()

    def sections(self, user):
        settings = UserProfile.objects.filter(user=user)
        notes = Comment.objects.filter(user=user)
        revisions = user.wagtail_revisions.all()
        return [
            section("editor_settings", _("Settings in the editors’ area"), settings, "preferred_language", "theme"),
            section("notes", _("Notes on pages"), notes, "text", "created_at"),
            section("revisions", _("Changes of pages"), revisions, "object_id", "created_at", "object_str"),
        ]


def _forget_labels(user):
    """The log says of each thing how it was called when it was changed: people by their names."""
    about = ModelLogEntry.objects.filter(content_type__app_label=User._meta.app_label)
    words = [word for word in (user.name, user.email) if word]
    quoting = Q(object_id=str(user.pk), content_type__model="user")
    for word in words:
        quoting |= Q(label__contains=word)
    for entry in about.filter(quoting):
        entry.label = without_words(entry.label, *words)
        entry.save(update_fields=["label"])
