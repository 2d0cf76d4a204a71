"""Reading and writing in discussions. Looking after them is in `moderation_views`."""

from datetime import UTC
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from enrolments.models import Enrolment
from forums import actions
from forums.audience import audience_of
from forums.composing import Place, begun, quotation, send
from forums.finding import discussion_in, discussion_of, discussion_on, find_thread
from forums.forms import PostForm, ThreadForm
from forums.lists import Room
from forums.models import Discussion, Draft, Thread
from forums.paging import address_of, first_unread, page_of_answers, page_of_posts
from forums.reading import reader_of
from forums.rules import hold_as_reader, may_moderate, may_post, may_read
from modules.outline import outline_of


def place_of(discussion):
    """The discussion's page in the reader's language: title and address; None when it has left the course."""
    if discussion.activity_id is None:
        return Room(discussion.title, discussion.get_absolute_url())
    return outline_of(discussion.course, get_language()).activity(discussion.activity.key)


def refuse(request, discussion, thread=None):
    """Who does not study the course is shown where to enrol, who has to write first where to, who is of another group
    what there is for theirs; a form is refused, with its words.
    """
    if request.method not in ("GET", "HEAD"):
        return _give_back(request)
    if is_enrolled(request.user, discussion.course):
        is_closed = discussion.is_closed_to(request.user)
        return _write_first(request, discussion) if is_closed else _to_own_group(request, discussion, thread)
    listing = discussion.course.listing_in(get_language())
    if listing is None:
        raise Http404
    messages.info(request, _("Enrol in the course to read its discussions. It takes one tap."))
    return redirect(listing.url)


def _give_back(request):
    """What somebody wrote where they may not write any more: nothing of it is lost."""
    words = request.POST.get("text", "").strip()
    if not words or request.htmx:
        raise PermissionDenied
    context = {"title": request.POST.get("title", ""), "words": words}
    return render(request, "forums/given_back.html", context, status=403)


def _to_own_group(request, discussion, thread):
    """To what they can read; with a draft that they had begun there, to its words."""
    begun_here = {"thread": thread, "discussion__in": Discussion.objects.at(discussion)}
    draft = Draft.objects.open().of(request.user).filter(**begun_here).first()
    if draft:
        return render(request, "forums/given_back.html", {"title": draft.title, "words": draft.text})
    messages.info(request, _("That belongs to another group. Here is what yours can read."))
    place = None if discussion.cohort_id else place_of(discussion)
    return redirect(place.url) if place else redirect("forums:course", key=discussion.course.key)


def _write_first(request, discussion):
    messages.info(request, _("Here everybody writes first. After your own post you see what colleagues wrote."))
    place = place_of(discussion)
    return redirect(place.url if place else "enrolments:my_learning")


def thread_or_404(user, **where):
    """The thread, as `user` reads it; one that is held is there for its author and moderators alone."""
    thread = find_thread(user, **where)
    if not (thread.reader_in_groups or user.is_superuser):
        hold_as_reader(user, thread.discussion)
    if thread.state == Thread.State.HELD and thread.author_id != user.pk and not may_moderate(user, thread.discussion):
        raise Http404
    return thread


@login_required
@require_http_methods(["GET", "POST"])
def new_thread(request, key):
    """Start a thread in the discussion of the activity with that key."""
    return _start(request, discussion_of(key))


@login_required
@require_http_methods(["GET", "POST"])
def new_in_subject(request, key, subject):
    """Start a thread on one of the subjects of the course with that key."""
    return _start(request, discussion_on(key, subject))


@login_required
@require_http_methods(["GET", "POST"])
def new_in_cohort(request, key):
    """Start a thread in the discussion of the cohort with that key."""
    return _start(request, discussion_in(key))


def is_enrolled(user, course):
    return Enrolment.objects.active().of(user).in_course(course).exists()


def _start(request, discussion):
    enrolment = discussion.enrolment_of(request.user)
    if not may_post(request.user, discussion, enrolled=enrolment is not None):
        return refuse(request, discussion)
    audience = audience_of(request.user, discussion, enrolment)
    where, is_for_questions = Place(discussion), discussion.subject == Discussion.Subject.QUESTIONS
    initial = {"kind": Thread.Kind.QUESTION if is_for_questions else Thread.Kind.DISCUSSION}
    form = _new_form(request, ThreadForm, where, initial=initial, audience=audience)
    if form.is_bound:
        thread = send(request, form, actions.open_thread, place=where, author=request.user, discussion=discussion)
        if thread:
            messages.success(request, _posted(thread))
            return redirect(thread)
        if form.is_kept:
            return redirect(request.path)
    context = {"form": form, "place": place_of(discussion), "where": where, "group": audience.group}
    return render(request, "forums/new_thread.html", context, status=form.status if form.is_bound else 200)


def _posted(thread):
    if not thread.group:
        return _("Your post is there for everybody to read.")
    return _("Your post is there for your group to read: %(group)s.") % {"group": thread.readers.name}


@login_required
@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def show_thread(request, key):
    """A thread by pages; a POST is an answer in it. htmx gets the form for an answer in place."""
    thread = thread_or_404(request.user, key=key)
    if not may_read(request.user, thread.discussion, enrolled=thread.reader_enrolled):
        return refuse(request, thread.discussion, thread)
    if thread.merged_into_id:
        return redirect(thread.merged_into)
    parent = _answered(thread, request.POST.get("reply_to") or request.GET.get("reply_to"))
    form, where = _answer_form(request, thread, parent), Place(thread.discussion, thread, parent)
    post = None
    if form.is_bound:
        post = send(request, form, actions.reply, place=where, author=request.user, thread=thread, parent=parent)
    if post and not request.htmx:
        return redirect(post)
    if form.is_kept and not request.htmx:
        return redirect(form.draft or thread)
    reader = reader_of(request.user, thread, all_languages=request.GET.get("languages") == "all")
    context = {"thread": thread, "form": form, "parent": parent, "reader": reader, "where": where}
    if request.htmx:
        return _answer_in_place(request, context, post)
    context |= {
        "page": page_of_posts(thread, reader, request.GET.get("page")),
        "place": place_of(thread.discussion),
    }
    return render(request, "forums/thread.html", context, status=form.status if form.is_bound else 200)


@login_required
@require_safe
def show_answers(request, key):
    """All that nests below the post with that key, by pages."""
    thread = thread_or_404(request.user, posts__key=key)
    if not may_read(request.user, thread.discussion, enrolled=thread.reader_enrolled):
        return refuse(request, thread.discussion)
    reader = reader_of(request.user, thread, all_languages=request.GET.get("languages") == "all")
    tops = thread.posts.shown().tops().filter(is_opening=False).with_authors().with_marks_of(request.user)
    top = get_object_or_404(reader.among(tops), key=key)
    top.thread = thread
    page = page_of_answers(top, reader, request.GET.get("page"))
    return render(request, "forums/answers.html", {"thread": thread, "reader": reader, "page": page})


def _new_form(request, form_class, where, *, draft=None, initial=None, **kwargs):
    """What was sent; or an empty form, filled in with what the writer has begun in this place."""
    if request.method == "POST":
        return form_class(request.POST, request.FILES, author=request.user, initial=initial, **kwargs)
    draft = draft or where.draft_of(request.user)
    initial = (initial or {}) | (begun(draft) if draft else {})
    form = form_class(author=request.user, initial=initial, **kwargs)
    form.draft = draft
    return form


def _answer_form(request, thread, parent):
    """Its ids name the post to answer where several forms may stand on one page."""
    in_place = parent and request.htmx
    auto_id = f"{parent.anchor}-%s" if in_place else "id_%s"
    where = Place(thread.discussion, thread, parent)
    is_plain = not (parent or thread.has_draft or request.GET.get("quote"))
    if request.method == "GET" and is_plain:
        return PostForm(author=request.user, auto_id=auto_id)
    form = _new_form(request, PostForm, where, auto_id=auto_id)
    quoted = _answered(thread, request.GET.get("quote"))
    if quoted and not form.is_bound:
        form.initial["text"] = form.initial.get("text", "") + quotation(quoted)
    if in_place and not form.is_bound:
        form.fields["text"].widget.attrs["autofocus"] = True
    return form


def _answered(thread, key):
    """The post to answer; None for the thread itself. 404 for a key that is none of its standing posts."""
    if not key:
        return None
    try:
        return get_object_or_404(thread.posts.standing().select_related("author", "parent"), key=UUID(key))
    except ValueError:
        raise Http404 from None


def _answer_in_place(request, context, post):
    """The form for an answer; or, when it has been sent, the post for its place among the others."""
    if post is None:
        status = context["form"].status if context["form"].is_bound else 200
        return render(request, "forums/_reply_form.html", context | {"in_place": True}, status=status)
    where = Place(context["thread"].discussion, context["thread"])
    context |= {"form": PostForm(author=request.user), "where": where, "shown": context["reader"].show(post)}
    return render(request, "forums/_posted.html", context)


@login_required
@require_POST
def mark_read(request, key):
    """Note that the reader has seen the thread up to the moment `until`, that of the newest post they were shown."""
    thread = find_thread(request.user, key=key)
    if not may_read(request.user, thread.discussion, enrolled=thread.reader_enrolled):
        raise PermissionDenied
    until = _moment(request.POST.get("until", ""))
    if until is None:
        return HttpResponse(_("This is no moment in time."), status=422, content_type="text/plain; charset=utf-8")
    actions.mark_read(user=request.user, thread=thread, until=min(until, timezone.now()))
    return HttpResponse() if request.htmx else redirect(thread)


def _moment(text):
    try:
        moment = parse_datetime(text)
        return moment.astimezone(UTC) if moment and timezone.is_aware(moment) else None
    except (ValueError, OverflowError):  # the second before the year 1
        return None


@login_required
@require_safe
def find_post(request, key):
    """The permanent address of a post: to the page of its thread on which it stands today."""
    thread = thread_or_404(request.user, posts__key=key)
    if not may_read(request.user, thread.discussion, enrolled=thread.reader_enrolled):
        return refuse(request, thread.discussion)
    post = get_object_or_404(reader_of(request.user, thread).among(thread.posts), key=key)
    return redirect(address_of(post, thread))


@login_required
@require_safe
def find_unread(request, key):
    """To the first post of the thread that the reader has not seen; to the thread when they have seen all."""
    thread = thread_or_404(request.user, key=key)
    if not may_read(request.user, thread.discussion, enrolled=thread.reader_enrolled):
        return refuse(request, thread.discussion)
    if thread.merged_into_id:
        return redirect(thread.merged_into)
    post = first_unread(thread, request.user)
    return redirect(address_of(post, thread) if post else thread)
