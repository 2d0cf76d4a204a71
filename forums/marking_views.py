"""What readers and staff mark at posts: thanks, the answer that helped, what the team stands behind, translations.

Each is a POST that says what it wants: with `undo` it takes back. Without a script it leads back to the post.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forums import actions
from forums.finding import find_thread
from forums.forms import TranslationForm
from forums.models import Post
from forums.reading import reader_of
from forums.rules import may_moderate, may_translate


def _readable_post(request, key):
    """A standing post that the reader may read; 404 for any other."""
    posts = Post.objects.readable_by(request.user).with_place().select_related("author")
    return get_object_or_404(posts, key=key)


def _mark(request, post, verb, **fields):
    try:
        verb(post=post, **fields)
    except actions.NotAllowed:
        raise PermissionDenied from None
    return redirect(post)


@login_required
@require_POST
def thank(request, key):
    """Thank the author of a post, or take that back."""
    post = _readable_post(request, key)
    undo = bool(request.POST.get("undo"))
    answer = _mark(request, post, actions.take_thanks_back if undo else actions.give_thanks, reader=request.user)
    if not request.htmx:
        return answer
    post.refresh_from_db(fields=["thanks_count"])
    post.is_thanked = not undo
    reader = reader_of(request.user, find_thread(request.user, key=post.thread.key))
    return render(request, "forums/_thanks.html", {"shown": reader.show(post), "post": post})


@login_required
@require_POST
def accept(request, key):
    """Mark a post as the answer to its thread's question, or take that back."""
    post = _readable_post(request, key)
    undo = bool(request.POST.get("undo"))
    answer = _mark(request, post, actions.withdraw_answer if undo else actions.accept_answer, by=request.user)
    messages.success(request, _("The mark is taken back.") if undo else _("Marked as the answer that helped."))
    return answer


@login_required
@require_POST
def endorse(request, key):
    """Show that the course team stands behind a post, or take that back."""
    post = _readable_post(request, key)
    undo = bool(request.POST.get("undo"))
    answer = _mark(request, post, actions.withdraw_endorsement if undo else actions.endorse, by=request.user)
    messages.success(request, _("The mark is taken back.") if undo else _("Endorsed by the course team."))
    return answer


def _post_to_translate(request, key):
    post = _readable_post(request, key)
    moderates = may_moderate(request.user, post.thread.discussion)
    if not may_translate(request.user, post, moderates=moderates):
        raise Http404
    return post


@login_required
@require_http_methods(["GET", "POST"])
def translate(request, key):
    """Put a post into another language; the translation that there is comes back into the form."""
    post = _post_to_translate(request, key)
    known = {translation.language: translation for translation in post.translations.all()}
    language = request.GET.get("language", "")
    initial = {"language": language, "text": known[language].source if language in known else ""}
    form = TranslationForm(request.POST if request.method == "POST" else None, initial=initial, post=post)
    if form.is_bound and form.is_valid():
        messages.success(request, _("The translation is saved. It stands with the original."))
        return _mark(request, post, actions.translate_post, translator=request.user, **form.cleaned_data)
    context = {"form": form, "post": post, "translations": known.values()}
    return render(request, "forums/translate.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def remove_translation(request, key):
    """Take away the translation into the language that the form names."""
    post = _post_to_translate(request, key)
    language = request.POST.get("language", "")
    messages.success(request, _("The translation is removed."))
    return _mark(request, post, actions.remove_translation, by=request.user, language=language)
