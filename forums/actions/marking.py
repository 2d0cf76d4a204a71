"""What readers and staff mark: thanks, the answer that helped, what staff stand behind, and languages to see.

All may be repeated: the second time changes nothing.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from forums.actions.moderating import reads
from forums.actions.refusals import NotAllowed
from forums.actions.standing import locked
from forums.models import LanguageChoice, Post, Thanks, Translation
from forums.news import forget_languages
from forums.prose import clean_text, render
from forums.rules import may_accept, may_moderate, may_thank, may_translate
from forums.signals import post_marked


@transaction.atomic
def give_thanks(*, reader, post, at=None):
    """Thank the author of `post`; returns the post with its count. Raises `NotAllowed`."""
    _thread, post = locked(post)
    if not (may_thank(reader, post) and reads(reader, post.thread)):
        raise NotAllowed
    _thanks, is_new = Thanks.objects.get_or_create(user=reader, post=post, defaults={"given_at": at or timezone.now()})
    if not is_new:
        return post
    _announce(post, "thanked", reader)
    return _count_thanks(post, 1)


def _announce(post, mark, by):
    """On commit, and not what somebody marks in their own."""
    if post.author_id != by.pk:
        transaction.on_commit(lambda: post_marked.send_robust(Post, post=post, mark=mark))


@transaction.atomic
def take_thanks_back(*, reader, post):
    """As if never given; returns the post with its count."""
    _thread, post = locked(post)
    gone, _rows = Thanks.objects.filter(user=reader, post=post).delete()
    return _count_thanks(post, -1) if gone else post


def _count_thanks(post, change):
    Post.objects.filter(pk=post.pk).update(thanks_count=F("thanks_count") + change)
    post.refresh_from_db(fields=["thanks_count"])
    return post


@transaction.atomic
def accept_answer(*, by, post):
    """Say that `post` answers the question of its thread, instead of any other. Raises `NotAllowed`."""
    thread, post = locked(post)
    if post.is_opening or not post.is_standing or not may_accept(by, post.thread):
        raise NotAllowed
    if thread.accepted_id != post.pk:
        _announce(post, "accepted", by)
    return _set_accepted(thread, post)


@transaction.atomic
def withdraw_answer(*, by, post):
    """Say that `post` is not the answer after all. Raises `NotAllowed`."""
    thread, post = locked(post)
    if not may_accept(by, post.thread):
        raise NotAllowed
    return _set_accepted(thread, None) if thread.accepted_id == post.pk else thread


def _set_accepted(thread, post):
    thread.accepted = post
    thread.save(update_fields=["accepted"])
    return thread


@transaction.atomic
def endorse(*, by, post, at=None):
    """Show that the course team stands behind `post`. Raises `NotAllowed`."""
    _thread, post = locked(post)
    if not (post.is_standing and may_moderate(by, post.thread.discussion)):
        raise NotAllowed
    if post.endorsed_at:
        return post
    _announce(post, "endorsed", by)
    return _set_endorsed(post, by, at or timezone.now())


@transaction.atomic
def withdraw_endorsement(*, by, post):
    """The course team does not stand behind `post` any more. Raises `NotAllowed`."""
    _thread, post = locked(post)
    if not may_moderate(by, post.thread.discussion):
        raise NotAllowed
    return _set_endorsed(post, None, None)


def _set_endorsed(post, by, moment):
    post.endorsed_by, post.endorsed_at = by, moment
    post.save(update_fields=["endorsed_by", "endorsed_at"])
    return post


@transaction.atomic
def translate_post(*, translator, post, language, text, at=None):
    """Put `post` into `language`, in place of the translation that there is.

    Raises `NotAllowed`, also for its own language, or `ValidationError` for a text that cannot be shown.
    """
    text = clean_text(text)
    thread, post = locked(post)
    moderates = may_moderate(translator, post.thread.discussion)
    if language == post.language or not may_translate(translator, post, moderates=moderates):
        raise NotAllowed
    made = {"made_by": translator, "made_at": at or timezone.now(), "kind": Translation.Kind.BY_HAND}
    words = {"source": text, "html": render(text)}
    translation, _created = post.translations.update_or_create(language=language, defaults=made | words)
    thread.has_translations = True
    thread.save(update_fields=["has_translations"])
    return translation


@transaction.atomic
def remove_translation(*, by, post, language):
    """Take the translation into `language` away. Raises `NotAllowed`."""
    _thread, post = locked(post)
    if not may_translate(by, post, moderates=may_moderate(by, post.thread.discussion)):
        raise NotAllowed
    post.translations.filter(language=language).delete()


@transaction.atomic
def choose_languages(*, user, languages):
    """Show `user` posts in these languages (codes); all of them, or none, is no choice."""
    forget_languages(user)
    known = [code for code, _name in settings.LANGUAGES if code in languages]
    if not known or len(known) == len(settings.LANGUAGES):
        LanguageChoice.objects.filter(user=user).delete()
    else:
        LanguageChoice.objects.update_or_create(user=user, defaults={"languages": ",".join(known)})
    return known
