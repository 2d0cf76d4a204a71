"""Keeping conversations in order: pinned, closed, moved, merged, split."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forums import actions
from forums.models import Thread
from forums.ordering_forms import LockForm, MergeForm, MoveForm, SplitForm
from forums.rules import may_moderate

ANSWERS_SHOWN = 200


def _thread_to_order(request, key):
    """The thread, for those who may moderate it; it is nobody else's business."""
    threads = Thread.objects.reachable().select_related("discussion__activity", "discussion__course")
    thread = get_object_or_404(threads, key=key)
    if not may_moderate(request.user, thread.discussion):
        raise Http404
    return thread


def _pin(moderator, thread, _cleaned):
    return actions.pin_thread(moderator=moderator, thread=thread, pinned=not thread.pinned_at)


def _lock(moderator, thread, cleaned):
    return actions.lock_thread(moderator=moderator, thread=thread, locked=not thread.locked_at, **cleaned)


def _move(moderator, thread, cleaned):
    return actions.move_thread(moderator=moderator, thread=thread, place=cleaned["to"])


def _merge(moderator, thread, cleaned):
    return actions.merge_threads(moderator=moderator, thread=thread, **cleaned)


ACTS = {"pin": (None, _pin), "lock": (LockForm, _lock), "move": (MoveForm, _move), "merge": (MergeForm, _merge)}


def _form(act, thread, data=None):
    form_class, _verb = ACTS[act]
    fields = {"thread": thread} if act in ("move", "merge") else {}
    return form_class(data, auto_id=f"{act}-%s", **fields)


@login_required
@require_http_methods(["GET", "POST"])
def order_thread(request, key):
    """What a moderator may do with a conversation; a POST does one of it, named by `act`."""
    thread = _thread_to_order(request, key)
    forms = {act: _form(act, thread) for act in ("lock", "move", "merge")}
    if request.method == "POST":
        kept = _do(request, thread, forms)
        if kept:
            messages.success(request, _("Done. It stands in the log."))
            return redirect(kept)
    status = 422 if request.method == "POST" else 200
    return render(request, "forums/order_thread.html", {"thread": thread, "forms": forms}, status=status)


def _do(request, thread, forms):
    """The thread that stays, or None when the form of the act is not valid, which is then among `forms`."""
    act = request.POST.get("act")
    if act not in ACTS:
        return None
    form_class, verb = ACTS[act]
    if form_class is None:
        return verb(request.user, thread, {})
    forms[act] = _form(act, thread, request.POST)
    if not forms[act].is_valid():
        return None
    try:
        return verb(request.user, thread, forms[act].cleaned_data)
    except actions.NotPossible:
        forms[act].add_error(None, _("These cannot be put together any more: something has changed."))


@login_required
@require_http_methods(["GET", "POST"])
def split_thread(request, key):
    """Take answers out of a conversation into one of their own."""
    thread = _thread_to_order(request, key)
    answers = thread.posts.shown().tops().filter(is_opening=False).select_related("author").order_by("pk")
    form = SplitForm(request.POST if request.method == "POST" else None, posts=answers)
    chosen = set(request.POST.getlist("posts"))
    if form.is_bound and form.is_valid():
        part = actions.split_thread(moderator=request.user, thread=thread, **form.cleaned_data)
        messages.success(request, _("The answers stand in a conversation of their own."))
        return redirect(part)
    context = {"thread": thread, "form": form, "answers": answers[:ANSWERS_SHOWN], "chosen": chosen}
    return render(request, "forums/split_thread.html", context, status=422 if form.is_bound else 200)
