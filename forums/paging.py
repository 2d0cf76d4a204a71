"""A thread by pages, as one reader sees it, and on which of them a post stands."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.db.models import Count, Subquery
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from forums.models import Post, Translation, language_set
from pages.prepared import prepared

TOPS_PER_PAGE = 30
ANSWERS_SHOWN = 5  # below each of these; all of them have pages of their own
ANSWERS_PER_PAGE = 50
FETCHED_WHOLE = 100  # posts


def page_of_posts(thread, reader, number):
    """A `Page` of `ShownPost`s, the opening and answers to it, with the first of what nests below them.

    One query, and one for translations where something is not in the reader's language. `number` may be anything, as
    it stands in an address. A short thread is fetched whole and cut here: composing a query for one page of it costs
    more than its posts do.
    """
    if thread.posts_count > FETCHED_WHOLE:
        page = _page_of_long(thread, reader, number)
    else:
        nested = _nested(_all_posts(reader.user, thread.pk, moderates=reader.moderates), reader)
        shown = [entry for entry in nested if entry.post.removed_at is None or entry.answers]
        page = Paginator(shown, TOPS_PER_PAGE).get_page(number)
        for entry in page.object_list:
            entry.answers_count = len(entry.answers)
            del entry.answers[ANSWERS_SHOWN:]
    return _finish(page, reader)


@prepared
def _all_posts(user, thread, *, moderates):
    posts = Post.objects.known_to(user, moderates).filter(thread=thread)
    return posts.with_authors().with_marks_of(user).order_by("pk")


def _page_of_long(thread, reader, number):
    wanted = number_in(number)
    start = (wanted - 1) * TOPS_PER_PAGE
    if start:
        posts = list(_some_posts(reader.user, thread.pk, reader.moderates, start))
    else:
        posts = _first_posts(reader.user, thread.pk, moderates=reader.moderates)
    if not posts and start:
        return _page_of_long(thread, reader, "1")
    page = Paginator(range(posts[0].total if posts else 0), TOPS_PER_PAGE).get_page(wanted)
    page.object_list = _nested(posts, reader)
    return page


@prepared
def _first_posts(user, thread, *, moderates):
    return _some_posts(user, thread, moderates, start=0)


def _some_posts(user, thread, moderates, start):
    known = Post.objects.known_to(user, moderates).filter(thread=thread)
    tops = known.shown().tops().order_by("pk")
    total = tops.order_by().values("thread").annotate(n=Count("pk")).values("n")
    nested = known.with_first_nested(tops[start : start + TOPS_PER_PAGE], ANSWERS_SHOWN)
    return nested.with_authors().with_marks_of(user).annotate(total=Subquery(total))


def number_in(text):
    """The number of a page, from an address, where anything may stand."""
    text = str(text or "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def _nested(posts, reader):
    """Posts in the order of writing as `ShownPost`s; what nests stands below its parent, unless it is removed."""
    shown = {}
    for post in posts:
        post.thread = reader.thread
        entry = reader.show(post)
        if post.parent_id is None:
            shown[post.pk] = entry
        elif post.parent_id in shown and post.removed_at is None:
            shown[post.parent_id].answers.append(entry)
    return list(shown.values())


def _finish(page, reader):
    """Put translations in, take out what is in languages that the reader does not want, and find the first new post.

    `page.left_out` counts those; `page.until` is the moment up to which who has read the page has read the thread.
    """
    tops = list(page.object_list)
    page.until = tops[-1].post.written_at if tops and page.has_next() else reader.thread.last_post_at
    _translate(_flat(tops), reader)
    page.object_list = _wanted(tops, reader)
    page.left_out = len(_flat(tops)) - len(_flat(page.object_list))
    for entry in _flat(page.object_list):
        if entry.is_new:
            entry.is_first_new = True
            break
    return page


def _flat(tops):
    return [entry for top in tops for entry in (top, *top.answers)]


def _translate(entries, reader):
    """One query, and none where nothing is translated or all is in the reader's language."""
    if not reader.thread.has_translations:
        return
    language = get_language()
    others = {entry.post.pk: entry for entry in entries if entry.shows_text and entry.post.language != language}
    if others:
        found = Translation.objects.filter(post__in=others, language=language).select_related("made_by").defer("source")
        for translation in found:
            others[translation.post_id].translation = translation


def _wanted(tops, reader):
    """Not those in other languages, unless something that nests below them is wanted."""
    if reader.languages is None:
        return tops
    found = []
    for top in tops:
        answers = [entry for entry in top.answers if reader.wants(entry)]
        if answers or reader.wants(top):
            found.append(
                replace(top, answers=answers, answers_count=top.answers_count - len(top.answers) + len(answers))
            )
    return found


def page_of_answers(top, reader, number):
    """A `Page` of all that nests below the post `top`; `page.top` is that post as it is shown. Two queries at most."""
    answers = reader.among(top.thread.posts).filter(parent=top.pk, removed_at=None).order_by("pk")
    page = Paginator(answers.with_authors().with_marks_of(reader.user), ANSWERS_PER_PAGE).get_page(number)
    page.object_list = [reader.show(post) for post in page.object_list]
    page.top = reader.show(top)
    _translate([page.top], reader)
    return _finish(page, reader)


def address_of(post, thread):
    """Where `post` stands today: the page of its thread, or of the answers among which it is. Two queries at most.

    `thread` is as its reader has it: a post in a language that they do not want is shown all the same.
    """
    address, number = thread.get_absolute_url(), None
    if post.parent_id:
        place = Post.objects.filter(parent=post.parent_id, pk__lt=post.pk, removed_at=None).count()
        if place >= ANSWERS_SHOWN:
            parent = Post.objects.only("key").get(pk=post.parent_id)
            address, number = reverse("forums:answers", args=[parent.key]), place // ANSWERS_PER_PAGE + 1
    query = QueryDict(mutable=True)
    number = number or page_number_of(post)
    if number > 1:
        query["page"] = number
    chosen = language_set(thread.reader_languages)
    if chosen and post.language not in chosen:
        query["languages"] = "all"
    return f"{address}{'?' if query else ''}{query.urlencode()}#{post.anchor}"


def page_number_of(post):
    """The page of its thread on which `post` stands today. One query."""
    top = post.parent_id or post.pk
    before = Post.objects.filter(thread=post.thread_id, pk__lt=top).shown().tops().count()
    return before // TOPS_PER_PAGE + 1


def first_unread(thread, user):
    """The first standing post of others in `thread`, in their languages, that `user` has not seen; None without one.

    One query. `thread` is as its reader has it.
    """
    posts = thread.posts.standing().wanted_by(user, language_set(thread.reader_languages)).exclude(author=user)
    posts = posts.filter(written_at__gt=thread.read_at) if thread.read_at else posts
    return posts.order_by("pk").first()
