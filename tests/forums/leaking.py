"""What every route says of a post that somebody could read and may not read any more.

Routes are taken from the URLs, so that a new one is asked too.
"""

import io
import zipfile

from django.core import mail
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver
from django.utils import timezone

from accounts.actions import ask_parcel
from accounts.models import Parcel
from enrolments.study import study_in
from forums.models import Announcement, Draft, Post, Thread
from modules.outline import outline_of
from notifications.actions import send_digests
from notifications.counting import forget_counts, unread_count
from notifications.models import Delivery, Notice
from tests.forums.test_moderation_views import signed_in
from tests.forums.test_views import form_of

TAGS = """{% load forums %}{% discussion_panel activity %}{% discussions_with_news user as news %}{{ news }}
{% my_drafts user as drafts %}{{ drafts }}{% course_discussions course %}{% writing_tools discussion %}
{% announcements_panel course %}{% posts_waiting user %}{{ 'x'|prose }}"""


def _of_language():
    return next(part for part in get_resolver().url_patterns if hasattr(part.pattern, "language_prefix"))


def _under(resolver, namespace=""):
    """(name, converters, path) of every address below `resolver`."""
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            inner = ":".join(filter(None, [namespace, part.namespace]))
            yield from _under(part, inner)
        elif part.name:
            yield ":".join(filter(None, [namespace, part.name])), part.pattern.converters, str(part.pattern)


def _keys(thread):
    """{first word of a path: the keys that it takes}."""
    discussion = thread.discussion
    posts = list(Post.objects.values_list("key", flat=True))
    return {
        "threads": [thread.key],
        "posts": posts,
        "drafts": [*Draft.objects.values_list("key", flat=True)],
        "courses": [discussion.course.key],
        "activities": [discussion.activity.key] if discussion.activity else [],
        "cohorts": [discussion.cohort.key] if discussion.cohort else [],
        "announcements": [*Announcement.objects.values_list("key", flat=True)],
    } | {"": [thread.key, discussion.course.key, *posts]}


def addresses(thread, *, of_staff=False):
    """[(address, is it one of the discussions?)]: all that take nothing, or keys of what is there."""
    keys = _keys(thread)
    found = [(url, name.startswith("forums:")) for name, url in _filled(_of_language(), keys)]
    if thread.discussion.activity:
        place = outline_of(thread.discussion.course, "es").activity(thread.discussion.activity.key)
        found.append((place.url, False))
    if of_staff:
        parts = [part for part in get_resolver().url_patterns if isinstance(part, URLResolver)]
        admin = next(part for part in parts if str(part.pattern) == "admin/")
        found += [(url, False) for _name, url in _filled(admin, {"": []})]
    return found


def _filled(resolver, keys):
    for name, converters, path in _under(resolver):
        takes_others = set(converters) - {"key", "subject"} or "(" in path  # one of a regular expression
        if "logout" in name or "error_test" in name or takes_others:
            continue
        taken = keys.get(path.split("/")[0], keys[""]) if converters else [None]
        for key in taken:
            given = {"key": key, "subject": "questions"}
            yield name, reverse(name, kwargs={argument: given[argument] for argument in converters})


def leaks(user, thread, secrets, **which):
    """The addresses at which `user` reads something of `secrets`, asked and, in discussions, sent to."""
    client, found, discussion = signed_in(user), [], thread.discussion
    place = (
        {"activity": discussion.activity.key}
        if discussion.activity
        else {"cohort": getattr(discussion.cohort, "key", "")}
    )
    form = form_of(do="preview", thread=thread.key, q="b", title="T", **place)
    for url, is_ours in addresses(thread, **which):
        answers = [client.get(url, {"quote": thread.key, "q": "Zana", "reply_to": ""}, follow=True)]
        if is_ours:
            answers += [client.post(url, form), client.post(url, form, headers={"HX-Request": "true"})]
        for answer in answers:
            assert answer.status_code < 500, url
            said = None if answer.streaming else secrets.search(answer.getvalue().decode(errors="replace"))
            if said:
                found.append(f"{url}: {said[0]}")
    for query in ("Zanahoria", "Berenjena"):
        answer = client.get(reverse("forums:search"), {"q": query})
        found += [query] * (
            thread.get_absolute_url() in answer.content.decode() or "/posts/" in answer.content.decode()
        )
    return sorted(set(found))


def told(user, thread, secrets, on_commit):
    """What `user` is told without asking: by mails, digests, counts, tags, and in the ZIPs of their own data."""
    found = _mailed(user, secrets, on_commit)
    if secrets.search(_tagged(user, thread)):
        found.append("tags")
    posts = Post.objects.filter(thread=thread).exclude(author=user)
    forget_counts([user.pk])
    found += ["posts"] * Post.objects.tellable_to(user).filter(pk__in=posts).exists()
    found += ["news"] * Thread.objects.with_news_for(user).exists()
    found += ["notices"] * Notice.objects.of(user).readable_by(user).exists()
    found += ["count"] * bool(unread_count(user))
    return found + [name for kind in Parcel.Kind.values for name in _packed(user, kind, secrets, on_commit)]


def _mailed(user, secrets, on_commit):
    """The mails that go out now: what waits, and the digests of the days to come."""
    mail.outbox.clear()
    Delivery.objects.update(state=Delivery.State.WAITING)
    Notice.objects.filter(read_at=None).update(due_at=timezone.now())
    with on_commit():
        send_digests()
    mails = [message for message in mail.outbox if user.email in message.to]
    texts = [message.body + message.subject + str(message.alternatives) for message in mails]
    return ["mail"] * any(secrets.search(text) for text in texts)


def _tagged(user, thread):
    request, course, discussion = RequestFactory().get("/"), thread.discussion.course, thread.discussion
    request.user = user
    known = {"user": user, "study": study_in(user, course, "es"), "course": course, "discussion": discussion}
    known["activity"] = outline_of(course, "es").activity(discussion.activity.key) if discussion.activity else None
    template = TAGS if discussion.activity else TAGS.replace("{% discussion_panel activity %}", "")
    return Template(template).render(RequestContext(request, known))


def _packed(user, kind, secrets, on_commit):
    Parcel.objects.filter(user=user).delete()
    with on_commit():
        key = ask_parcel(user=user, kind=kind, language="en").key
    archive = zipfile.ZipFile(io.BytesIO(Parcel.objects.get(key=key).file.read()))
    return [name for name in archive.namelist() if secrets.search(archive.read(name).decode(errors="replace"))]
