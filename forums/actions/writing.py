"""What people do in discussions. Writing may be repeated with the same key: the second time changes nothing.

Locks are taken in one order, enrolment before thread, so that simultaneous posts all count and nobody waits for ever.
"""

import uuid

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import clean_name
from enrolments.actions import record_evidence
from enrolments.models import Enrolment
from forums.actions.limits import ask_for_room, ask_for_voice, with_silence
from forums.actions.log import log
from forums.actions.picturing import attach, drop_pictures_of
from forums.actions.placing import group_for, kept_place, place_for
from forums.actions.refusals import ConductNotAccepted, KeyUsed, NotAllowed, OtherGroup, ThreadLocked
from forums.actions.standing import locked, recount
from forums.models import ModerationEvent, Post, ReadMark, Thread
from forums.news import forget_news
from forums.people import resolve
from forums.prose import clean_text, count_words, figures, plain, render
from forums.rules import may_moderate, may_post, may_remove
from forums.searching import searchable
from forums.signals import people_mentioned, post_written
from modules.kinds import Evidence


@transaction.atomic
def open_thread(
    *,
    author,
    title,
    text,
    language,
    discussion=None,
    activity=None,
    course=None,
    subject="",
    cohort=None,
    group=None,
    kind=Thread.Kind.DISCUSSION,
    key=None,
    at=None,
    pictures=(),
    sent_anyway=False,
):
    """Open a thread, of which `text` is the first post: in the discussion of `activity`, on `subject` in `course`, or
    in that of `cohort`; or in `discussion`, which need not be saved yet.

    It is for the author's group where the discussion is split. `group` is the key of that for which the author believes
    to write; who looks after the discussion chooses it, and writes for everybody without one.
    `pictures` are the author's, in no post yet; `sent_anyway`: identifiers were pointed out, and the author decided.
    `key` is the client's (a UUID); sending it again returns the thread it opened. `at` is the moment, for records
    that come from elsewhere. Raises `NotAllowed`, `ConductNotAccepted`, `KeyUsed`, or `ValidationError` for a text
    that cannot be posted; `Silenced` and `TooFast`; `OtherGroup` when that is not `group`. What looks like a flood is
    held.
    """
    moment, key, text = at or timezone.now(), key or uuid.uuid4(), clean_text(text)
    place = discussion or place_for(activity=activity, course=course, subject=subject, cohort=cohort)
    enrolment = locked_enrolment(author, place, moment)
    _ask_for_conduct(author)
    discussion = kept_place(place)
    thread = Thread(
        discussion=discussion, key=key, author=author, title=clean_name(title), language=language, kind=kind
    )
    thread.opened_at = thread.last_post_at = moment
    chosen = group_for(author, discussion, group, enrolment)
    thread.group, thread.cohort = chosen.code, chosen.cohort
    text, mentioned = resolve(text, thread, author)
    facts = {"key": key, "language": language, "is_opening": True, "sent_anyway": sent_anyway}
    post, written = _new_post(thread, enrolment, text, moment, pictures, author=author, **facts)
    thread.posts_count, thread.state = int(not post.is_held), post.state
    if _insert(thread, post, ReadMark(user=author, thread=thread, read_at=moment)):
        _follow_up(post, enrolment, pictures, mentioned, written)
        return thread
    return _sent_before(Post.objects.filter(thread__discussion=discussion, is_opening=True), post).thread


@transaction.atomic
def reply(*, author, thread, text, language, parent=None, key=None, at=None, pictures=(), sent_anyway=False):
    """Answer in `thread`: to its opening, or to the post `parent`; what answers a nested post nests beside it.

    `pictures` and `sent_anyway` as in `open_thread`.
    `key` is the client's (a UUID); sending it again returns the post it made. `at` is the moment, for records that
    come from elsewhere. Raises `NotAllowed`, `ThreadLocked`, `Silenced`, `TooFast`, `KeyUsed`, or `ValidationError` for
    a text that cannot be posted. What looks like a flood is held.
    """
    moment, key, text = at or timezone.now(), key or uuid.uuid4(), clean_text(text)
    enrolment = locked_enrolment(author, thread.discussion, moment)
    _ask_for_conduct(author)
    if thread.discussion.is_closed_to(author):
        raise NotAllowed
    if thread.group and not (thread.is_studied_by(author) or may_moderate(author, thread.discussion)):
        raise OtherGroup
    if thread.locked_at and not may_moderate(author, thread.discussion):
        raise ThreadLocked
    parent = _top_for(thread, parent)
    text, mentioned = resolve(text, thread, author)
    facts = {"key": key, "language": language, "parent": parent, "sent_anyway": sent_anyway}
    post, written = _new_post(thread, enrolment, text, moment, pictures, author=author, **facts)
    if _insert(post):
        if post.is_standing:
            _count(post)
        _mark_own(author, thread, moment)
        _follow_up(post, enrolment, pictures, mentioned, written)
        return post
    return _sent_before(thread.posts.filter(parent=parent), post)


def _mark_own(author, thread, moment):
    """Who answers has read the thread. One query."""
    ReadMark.objects.bulk_create(
        [ReadMark(user=author, thread=thread, read_at=moment)],
        update_conflicts=True,
        unique_fields=["user", "thread"],
        update_fields=["read_at"],
    )


def _ask_for_conduct(author):
    if not author.has_accepted_conduct:
        raise ConductNotAccepted


def locked_enrolment(author, discussion, moment):
    """The enrolment by which `author` writes, locked with its user; None for those who look after the discussion."""
    enrolments = Enrolment.objects.select_for_update(of=("self", "user"), no_key=True)
    enrolments = enrolments.select_related("course", "user", "seat__cohort")
    enrolments = discussion.among(enrolments.active().of(author).in_course(discussion.course_id))
    enrolment = with_silence(enrolments, moment).first()
    if not may_post(author, discussion, enrolled=enrolment is not None):
        raise NotAllowed
    ask_for_voice(enrolment)
    return enrolment


def _top_for(thread, parent):
    """The post below which an answer to `parent` nests; None for an answer to the opening."""
    if parent is None or parent.is_opening:
        return None
    if parent.thread_id != thread.pk:
        raise NotAllowed
    return parent if parent.parent_id is None else parent.parent


def _new_post(thread, enrolment, text, moment, pictures, **fields):
    """The post, not saved, and what its author has written before, as `ask_for_room` says it."""
    post = Post(thread=thread, written_at=moment, **fields)
    set_words(post, text, thread.title if post.is_opening else "", pictures)
    post.held_for, written = ask_for_room(enrolment, text, post.html, moment, thread.discussion.activity)
    post.hidden_at = moment if post.is_held else None
    return post, written


WORDS = ("source", "html", "words", "word_count")


def set_words(post, text, title="", pictures=()):
    """What follows from the text of `post`, and from the title where it opens a thread; not saved: the fields `WORDS`.

    `title` is searched with the text; `pictures` stand below it, and are no words.
    """
    html = render(text)
    post.source, post.html, post.word_count = text, html + figures(pictures), count_words(html)
    post.words = searchable(f"{title}\n{plain(html)}", post.language)


def _insert(*rows):
    """Save new rows; False when a key is taken, and then none is saved."""
    try:
        with transaction.atomic():
            for row in rows:
                row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _sent_before(posts, post):
    """The one of `posts` that was sent with the key of `post` before. Raises `KeyUsed` when it was something else."""
    earlier = posts.filter(key=post.key, author=post.author, source=post.source).select_related("thread").first()
    if earlier is None:
        raise KeyUsed
    return earlier


def _count(post):
    """In the database, where simultaneous posts queue up for the thread's row."""
    latest = Greatest(F("last_post_at"), post.written_at)
    Thread.objects.filter(pk=post.thread_id).update(posts_count=F("posts_count") + 1, last_post_at=latest)


def _follow_up(post, enrolment, pictures, mentioned, written):
    """What follows from a new post: its pictures, its author's place and completion, and the signals.

    `written` is what counts in the activity of what its author wrote before.

    One that is held is not announced before a moderator has let it pass.
    """
    if pictures:
        attach(pictures, post, is_new=True)
    if post.is_held:
        log(ModerationEvent.What.HELD, post, post.written_at, why=post.held_for)
        return
    record(post, enrolment, post.written_at, written)
    announce(post, mentioned)


def announce(post, mentioned):
    """To all whom a new post concerns, once it is committed."""
    transaction.on_commit(lambda: post_written.send_robust(Post, post=post))
    announce_mentions(post, mentioned)


def announce_mentions(post, mentioned, known=()):
    """To those who were not mentioned before, and may read it; nobody hears of their own."""
    before = {post.author_id, *(person.pk for person in known)}
    users = [person for person in mentioned if person.pk not in before]
    if users:
        transaction.on_commit(lambda: people_mentioned.send_robust(Post, post=post, users=users))


def record(post, enrolment, moment, written=None):
    """What its author has written counts for the activity, where the discussion belongs to one.

    With what was `written` before it is not asked again.
    """
    activity = post.thread.discussion.activity
    if enrolment and activity:
        evidence = _with(post, written, activity) if written else evidence_for(post.author, activity)
        record_evidence(enrolment=enrolment, activity=activity, evidence=evidence, at=moment)


def _with(post, written, activity):
    """The evidence of what was `written` and of a new post."""
    counts = post.word_count >= activity.terms.get("words", 0)
    is_reply = post.thread.author_id != post.author_id
    return Evidence(posts=written["posts"] + counts, replies=written["replies"] + (counts and is_reply))


def evidence_for(author, activity):
    """What `author` has written in `activity`, as its terms count it."""
    return Evidence(**Post.objects.evidence_of(author, activity))


@transaction.atomic
def mark_read(*, user, thread, until):
    """`user` has read `thread` up to the moment `until`; an earlier one than before changes nothing."""
    marks = ReadMark.objects.filter(user=user, thread=thread)
    forget_news(user)
    if not marks.update(read_at=Greatest(F("read_at"), until)):
        ReadMark.objects.bulk_create([ReadMark(user=user, thread=thread, read_at=until)], ignore_conflicts=True)


@transaction.atomic
def remove_post(*, remover, post, at=None):
    """Take back one's own words; a stub stays where they were answered. Again changes nothing. Raises `NotAllowed`."""
    thread, post = locked(post)
    if post.removed_at and post.author_id == remover.pk:
        return post
    if not may_remove(remover, post):
        raise NotAllowed
    post.removed_at, post.source, post.html, post.words, post.word_count = at or timezone.now(), "", "", "", 0
    post.save(update_fields=["removed_at", *WORDS])
    post.translations.all().delete()
    post.revisions.all().delete()
    drop_pictures_of(post)
    if post.is_opening:
        thread.title = ""
    recount(thread, post)
    return post
