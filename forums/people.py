"""Who takes part in a discussion, and who is meant by an @ in a post."""

import hashlib
import hmac
import uuid

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q

from forums.models import Post, Thread, is_member_for
from forums.prose import MENTION
from forums.rules import may_moderate

SUGGESTED = 8
MOST_MENTIONED = 20


def mention_key(user):
    """The key of `user` in a mention: the same for ever, and nobody can tell it from another number."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"forums.mention.{user.pk}".encode(), hashlib.sha256)
    return str(uuid.UUID(bytes=digest[:16], version=4))


def people_in(discussion, *, seen_by):
    """Users whose standing posts in `discussion` the user `seen_by` reads, or who look after all discussions.

    A queryset with their names.
    """
    threads = Thread.objects.filter(discussion=discussion)
    threads = threads if may_moderate(seen_by, discussion) else threads.studied_by(seen_by)
    written = Post.objects.standing().filter(thread__in=threads, author=OuterRef("pk"))
    people = get_user_model().objects.filter(is_active=True).only("name", "email", "language")
    return people.filter(Exists(written) | Q(pk__in=_moderators())).order_by("name", "pk")


def _moderators():
    moderates = Q(groups__permissions__codename="moderate_post", groups__permissions__content_type__app_label="forums")
    return get_user_model().objects.filter(moderates).values("pk")


def suggest(discussion, beginning, *, to):
    """At most eight people in `discussion` one of whose names begins with `beginning`, but not `to` themselves."""
    named = Q(name__istartswith=beginning) | Q(name__icontains=f" {beginning}")
    return list(people_in(discussion, seen_by=to).filter(named).exclude(pk=to.pk)[:SUGGESTED])


def resolve(text, thread, author):
    """(the text with every mention in its stored form, whom it mentions), among the people whom `author` meets there.

    People in another group than that of `thread`, which need not be saved yet, are none of them.
    `@[Name](key)` gets the person's name of today; of somebody else only the name stays. `@Name` as typed is a
    mention where exactly one person has that name. One query, none without an @.
    """
    if "@" not in text:
        return text, []
    people = list(_addressed(thread, author))
    keys = {mention_key(person): person for person in people}
    mentioned = {}

    def stored(found):
        person = keys.get(found[2])
        return _mention(person, mentioned) if person else f"@{found[1]}"

    parts = MENTION.sub(lambda found: stored(found), text)
    return _typed(parts, people, mentioned), list(mentioned.values())[:MOST_MENTIONED]


def _addressed(thread, author):
    moderators = Q(pk__in=_moderators())
    return people_in(thread.discussion, seen_by=author).filter(is_member_for(thread) | moderators)


def _mention(person, mentioned):
    mentioned[person.pk] = person
    name = person.name.translate({ord(c): " " for c in "[]\n"})
    return f"@[{name}]({mention_key(person)})"


def _typed(text, people, mentioned):
    """Names typed after an @, the longest first, so that Ana López is not taken for Ana."""
    names = {}
    for person in people:
        names.setdefault(person.name, []).append(person)
    for name in sorted(names, key=len, reverse=True):
        if len(names[name]) == 1 and name and f"@{name}" in text:
            text = _replace_whole(text, f"@{name}", names[name][0], mentioned)
    return text


def _replace_whole(text, typed, person, mentioned):
    """`typed` where it is whole: no letter before the @, none after the name."""
    parts = text.split(typed)
    result = parts[0]
    for part in parts[1:]:
        is_whole = not (result[-1:].isalnum() or part[:1].isalnum())
        result += (_mention(person, mentioned) if is_whole else typed) + part
    return result
