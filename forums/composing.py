"""What a form for writing brings about: pictures, previews, drafts, a warning; and in the end the post."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actions import accept_conduct
from forums import actions
from forums.models import Discussion, Draft


@dataclass(frozen=True)
class Place:
    """Where something is written: a new thread in `discussion`, an answer in `thread`, or one to the post `parent`.

    The discussion need not be saved yet.
    """

    discussion: object
    thread: object = None
    parent: object = None

    @property
    def as_fields(self):
        parent = self.parent if self.parent and not self.parent.is_opening else None
        return {"discussion": self.discussion, "thread": self.thread, "parent": parent}

    def draft_of(self, user):
        """What `user` has begun here, or None. One query."""
        here = self.as_fields
        discussions = Discussion.objects.at(here.pop("discussion"))
        return Draft.objects.open().of(user).filter(discussion__in=discussions, **here).first()


def begun(draft):
    """The values with which a form starts that goes on with `draft`; the form finds its pictures itself."""
    words = {"key": draft.key, "title": draft.title, "text": draft.text, "language": draft.language}
    return words | ({"kind": draft.kind} if draft.kind else {})


def quotation(post):
    """The words of `post` as a quotation, with whose they are, and room for an answer."""
    name = "".join(f"\\{c}" if c in "*_[]`\\<>" else c for c in str(post.author.shown_name))
    lines = [f"**{name}:**", "", *post.source.splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def send(request, form, verb, *, place=None, **fields):
    """What `verb` makes of the valid `form`; None when it could not or should not, and then the form shows why.

    `form.status` is that of the answer: 422, 429 for more posts than one person may write in a minute, 200 for what
    was wanted and is no post.
    """
    form.status = 422
    take_picture(request, form)
    if form.wish in ASIDE:
        ASIDE[form.wish](request, form, place)
        form.status = 422 if form.errors else 200
        return None
    if not form.is_valid() or not decided(form):
        return None
    if form.accepts_conduct:
        accept_conduct(user=request.user)
    try:
        return verb(**form.cleaned_data, **fields)
    except actions.KeyUsed:
        message = _("This form has sent another post already. If you want to post this too, send it again.")
        return form.refuse(message, renew_key=True)
    except actions.ChangedMeanwhile as refusal:
        return form.show_newer(refusal.post)
    except tuple(REFUSALS) as refusal:
        form.status, words = REFUSALS[type(refusal)]
        return form.refuse(words(refusal))
    except actions.NotAllowed:
        raise PermissionDenied from None


def _silenced(refusal):
    day = date_format(timezone.localtime(refusal.sanction.until), "DATETIME_FORMAT")
    return _("A moderator decided that you do not write here until %(day)s.") % {"day": day}


def _too_fast(_refusal):
    return _("You are posting very fast. Wait a while and send it again: your text is kept here.")


def _locked(_refusal):
    return _("A moderator has closed this conversation. Copy your text if you need it elsewhere.")


def _too_late(_refusal):
    return _("The time for editing is over. Copy your text and add it as an answer.")


# What a form says, and with which status, when its words cannot be posted now.
REFUSALS = {
    actions.TooFast: (429, _too_fast),
    actions.Silenced: (403, _silenced),
    actions.ThreadLocked: (403, _locked),
    actions.TooLate: (422, _too_late),
}


def decided(form):
    """Has the writer decided on what may identify somebody? Else the form points it out."""
    form.points_out = not form.is_decided
    return form.is_decided


def take_picture(request, form):
    """Keep the picture that came with `form`, before anything else is asked: no mistake elsewhere loses it."""
    file = request.FILES.get("picture")
    form.picture_error = None
    if file is None:
        return
    try:
        alt = form.data.get("alt", "")
        beside = len(form.pictures)
        form.pictures.append(
            actions.add_picture(owner=form.author, form_key=form.form_key, file=file, alt=alt, beside=beside)
        )
        form.data = form.data.copy()
        form.data["alt"] = ""
    except ValidationError as error:
        form.picture_error = error
        form.add_error("picture", error)


def _preview(_request, form, _place):
    form.show_preview()


def _look_again(_request, form, _place):
    error = form.picture_error
    form.quiet()
    if error:
        form.add_error("picture", error)


def _drop(_request, form, _place):
    key = form.data["drop"]
    dropped = [picture.key for picture in form.pictures if str(picture.key) == key]
    actions.drop_pictures(owner=form.author, form_key=form.form_key, keys=dropped)
    form.pictures[:] = [picture for picture in form.pictures if str(picture.key) != key]
    form.quiet()


def _keep(request, form, place):
    form.quiet()
    if place is None:
        return
    words = {name: form.data.get(name, "") for name in ("kind", "title", "text", "language")}
    try:
        form.draft = actions.save_draft(user=request.user, key=form.form_key, **place.as_fields, **words)
    except ValidationError as error:
        form.add_error("text", error)
        return
    except actions.NotAllowed:
        raise PermissionDenied from None
    form.is_kept = True
    if not request.htmx:
        messages.success(request, _("Your draft is saved. You will find it here and on the page My learning."))


# What a form may want beside being sent.
ASIDE = {"preview": _preview, "picture": _look_again, "drop": _drop, "draft": _keep}
