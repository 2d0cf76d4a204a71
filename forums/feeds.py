"""The web feed of a course's public announcements (Atom, RFC 4287), one for each language."""

from hashlib import blake2b
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from courses.models import Course
from forums.models import Announcement, AnnouncementText

MOST = 30  # announcements


def _texts(key):
    public = Announcement.objects.public().filter(course__key=key)
    texts = AnnouncementText.objects.filter(announcement__in=public, language=get_language())
    return texts.select_related("announcement").order_by("-announcement__published_at", "-pk")


def _etag(_request, key):
    """Changes with what is in the feed; one query."""
    found = list(_texts(key).values_list("announcement", "announcement__changed_at")[:MOST])
    return f'"{blake2b(repr(found).encode(), digest_size=12).hexdigest()}"' if found else None


@require_safe
@condition(etag_func=_etag)
def announcements(request, key):
    """The newest public announcements in the language of the address. 404 where there is none."""
    texts = list(_texts(key)[:MOST])
    if not texts:
        raise Http404
    feed = _feed(get_object_or_404(Course.objects.with_titles(), key=key))
    for text in texts:
        _add(feed, text)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _feed(course):
    language = get_language()
    return Atom1Feed(
        title=_("Announcements: %(course)s") % {"course": course.title_in(language)},
        link=settings.SITE_URL + reverse("forums:announcements", args=[course.key]),
        description=None,
        language=language,
        author_name=settings.ISSUER_NAME,
        feed_url=settings.SITE_URL + reverse("forums:announcements_feed", args=[course.key]),
        feed_guid=_tag("2026", f"courses/{course.key}/announcements/{language}"),
    )


def _add(feed, text):
    announcement = text.announcement
    feed.add_item(
        title=text.title,
        link=settings.SITE_URL + announcement.get_absolute_url(),
        description=text.html,
        unique_id=_tag(f"{announcement.published_at:%Y-%m-%d}", f"announcements/{announcement.key}/{text.language}"),
        pubdate=announcement.published_at,
        updateddate=announcement.changed_at,
    )


def _tag(day, name):
    """A name that never changes, whatever becomes of addresses (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{day}:{name}"
