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
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.actions import accept_conduct
from courses.models import Course
from enrolments.models import Enrolment
from forums import actions
from forums.forms import EditForm, OpeningEditForm, PostForm, ThreadForm
from forums.lists import Room
from forums.models import Discussion, Post, Thread, place_of_activity
from forums.paging import address_of, first_unread, page_of_answers, page_of_posts
from forums.reading import reader_of
from forums.rules import may_edit, may_moderate, may_post, may_read, may_remove
from modules.kinds.discussion import Discussion as DiscussionKind
from modules.models import Activity
from modules.outline import outline_of


def place_of(discussion):
    """The discussion's page in the reader's language: title and address; None when it has left the course."""
    if discussion.activity_id is None:
        return Room(discussion.get_subject_display(), discussion.get_absolute_url())
    return outline_of(discussion.course, get_language()).activity(discussion.activity.key)


def refuse(request, course):
    """Who does not study the course is shown where to enrol; a form from them is refused."""
    if request.method not in ("GET", "HEAD"):
        raise PermissionDenied
    listing = course.listing_in(get_language())
    if listing is None:
        raise Http404
    messages.info(request, _("Enrol in the course to read its discussions. It takes one tap."))
    return redirect(listing.url)


def thread_or_404(user, **where):
    """The thread, as `user` reads it; one that is held is there for its author and moderators alone."""
    thread = get_object_or_404(Thread.objects.reachable().for_reader(user), **where)
    if thread.state == Thread.State.HELD and thread.author_id != user.pk and not may_moderate(user, thread.discussion):
        raise Http404
    return thread


def send(request, form, verb, **fields):
    """What `verb` makes of the valid `form`; None when it could not, and then the form says why.

    `form.status` is that of the answer: 422, or 429 for more posts than one person may write in a minute.
    """
    form.status = 422
    if not form.is_valid():
        return None
    if form.accepts_conduct:
        accept_conduct(user=request.user)
    try:
        return verb(author=request.user, **form.cleaned_data, **fields)
    except actions.KeyUsed:
        message = _("This form has sent another post already. If you want to post this too, send it again.")
        return form.refuse(message, renew_key=True)
    except actions.TooFast:
        form.status = 429
        return form.refuse(_("You are posting very fast. Wait a while and send it again: your text is kept here."))
    except actions.Silenced as silenced:
        form.status = 403
        return form.refuse(words_to_silenced(silenced.sanction))
    except actions.ThreadLocked:
        form.status = 403
        return form.refuse(_("A moderator has closed this conversation. Copy your text if you need it elsewhere."))
    except actions.NotAllowed:
        raise PermissionDenied from None


def words_to_silenced(sanction):
    day = date_format(timezone.localtime(sanction.until), "DATETIME_FORMAT")
    return _("A moderator decided that you do not write here until %(day)s.") % {"day": day}


@login_required
@require_http_methods(["GET", "POST"])
def new_thread(request, key):
    """Start a thread in the discussion of the activity with that key."""
    activities = Activity.objects.filter(kind=DiscussionKind.name).select_related("module__course")
    activity = get_object_or_404(activities, key=key)
    return _start(request, place_of_activity(activity), activity=activity)


@login_required
@require_http_methods(["GET", "POST"])
def new_in_subject(request, key, subject):
    """Start a thread on one of the subjects of the course with that key."""
    place = place_in_course(key, subject)
    return _start(request, place, course=place.course, subject=place.subject)


def place_in_course(key, subject):
    """The discussion on `subject` in the course with that key, which need not be saved yet; 404 for no such place."""
    if subject not in Discussion.Subject.values:
        raise Http404
    return Discussion(course=get_object_or_404(Course, key=key), subject=subject)


def is_enrolled(user, course):
    return Enrolment.objects.active().of(user).in_course(course).exists()


def _start(request, place, **fields):
    if not may_post(request.user, place, enrolled=is_enrolled(request.user, place.course)):
        return refuse(request, place.course)
    is_for_questions = place.subject == Discussion.Subject.QUESTIONS
    initial = {"kind": Thread.Kind.QUESTION if is_for_questions else Thread.Kind.DISCUSSION}
    form = ThreadForm(request.POST if request.method == "POST" else None, author=request.user, initial=initial)
    thread = send(request, form, actions.open_thread, **fields) if form.is_bound else None
    if thread:
        messages.success(request, _("Your post is there for everybody to read."))
        return redirect(thread)
    context = {"form": form, "place": place_of(place)}
    return render(request, "forums/new_thread.html", context, status=form.status if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def show_thread(request, key):
    """A thread by pages; a POST is an answer in it. htmx gets the form for an answer in place."""
    thread = thread_or_404(request.user, key=key)
    if not may_read(request.user, thread.discussion, enrolled=thread.reader_enrolled):
        return refuse(request, thread.discussion.course)
    if thread.merged_into_id:
        return redirect(thread.merged_into)
    parent = _answered(thread, request.POST.get("reply_to") or request.GET.get("reply_to"))
    form = _answer_form(request, parent)
    post = send(request, form, actions.reply, thread=thread, parent=parent) if form.is_bound else None
    if post and not request.htmx:
        return redirect(post)
    reader = reader_of(request.user, thread, all_languages=request.GET.get("languages") == "all")
    context = {"thread": thread, "form": form, "parent": parent, "reader": reader}
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
        return refuse(request, thread.discussion.course)
    reader = reader_of(request.user, thread, all_languages=request.GET.get("languages") == "all")
    tops = thread.posts.shown().tops().filter(is_opening=False).with_authors().with_marks_of(request.user)
    top = get_object_or_404(tops, key=key)
    top.thread = thread
    page = page_of_answers(top, reader, request.GET.get("page"))
    return render(request, "forums/answers.html", {"thread": thread, "reader": reader, "page": page})


def _answer_form(request, parent):
    """Its ids name the post to answer where several forms may stand on one page."""
    in_place = parent and request.htmx
    form = PostForm(
        request.POST if request.method == "POST" else None,
        author=request.user,
        auto_id=f"{parent.anchor}-%s" if in_place else "id_%s",
    )
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
        status = 422 if context["form"].is_bound else 200
        return render(request, "forums/_reply_form.html", context | {"in_place": True}, status=status)
    context |= {"form": PostForm(author=request.user), "shown": context["reader"].show(post)}
    return render(request, "forums/_posted.html", context)


@login_required
@require_POST
def mark_read(request, key):
    """Note that the reader has seen the thread up to the moment `until`, that of the newest post they were shown."""
    thread = get_object_or_404(Thread.objects.for_reader(request.user), key=key)
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
        return refuse(request, thread.discussion.course)
    post = get_object_or_404(reader_of(request.user, thread).among(thread.posts), key=key)
    return redirect(address_of(post, thread))


@login_required
@require_safe
def find_unread(request, key):
    """To the first post of the thread that the reader has not seen; to the thread when they have seen all."""
    thread = thread_or_404(request.user, key=key)
    if not may_read(request.user, thread.discussion, enrolled=thread.reader_enrolled):
        return refuse(request, thread.discussion.course)
    if thread.merged_into_id:
        return redirect(thread.merged_into)
    post = first_unread(thread, request.user)
    return redirect(address_of(post, thread) if post else thread)


def own_post_or_404(request, key):
    """The reader's own post while it stands. What is not theirs is not found."""
    post = get_object_or_404(Post.objects.with_place(), key=key, author=request.user)
    if not may_remove(request.user, post):
        raise Http404
    return post


@login_required
@require_http_methods(["GET", "POST"])
def edit_post(request, key):
    """Change one's own words for a while."""
    post = own_post_or_404(request, key)
    if request.method == "GET" and not may_edit(request.user, post, at=timezone.now()):
        messages.info(request, _("The time for editing this post is over. You can add an answer to it."))
        return redirect(post)
    form_class = OpeningEditForm if post.is_opening else EditForm
    initial = {"title": post.thread.title, "text": post.source, "language": post.language}
    form = form_class(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid() and _save_edit(request, form, post):
        messages.success(request, _("Your changes are saved."))
        return redirect(post)
    context = {"form": form, "post": post, "minutes_left": _minutes_left(post)}
    return render(request, "forums/edit_post.html", context, status=422 if form.is_bound else 200)


def _save_edit(request, form, post):
    try:
        return actions.edit_post(editor=request.user, post=post, **form.cleaned_data)
    except actions.TooLate:
        return form.refuse(_("The time for editing is over. Copy your text and add it as an answer."))
    except actions.Silenced as silenced:
        return form.refuse(words_to_silenced(silenced.sanction))
    except actions.NotAllowed:
        raise PermissionDenied from None


def _minutes_left(post):
    return max(0, int((post.editable_until - timezone.now()).total_seconds() // 60))


@login_required
@require_http_methods(["GET", "POST"])
def remove_post(request, key):
    """Take back one's own words, after a page that says what that means."""
    post = own_post_or_404(request, key)
    if request.method == "GET":
        return render(request, "forums/remove_post.html", {"post": post})
    try:
        actions.remove_post(remover=request.user, post=post)
    except actions.NotAllowed:  # hidden since the page was opened
        raise PermissionDenied from None
    messages.success(request, _("Your post is removed."))
    thread = post.thread
    if Thread.objects.listed().filter(pk=thread.pk).exists():
        return redirect(thread)
    place = place_of(thread.discussion)
    return redirect(place.url if place else "enrolments:my_learning")
