"""What is on offer, for pages of other apps."""

from django import template
from django.db.models import Prefetch
from django.utils.translation import get_language

from courses.models import Course, CourseListing, Programme, glossary_of

register = template.Library()
register.simple_tag(glossary_of)


@register.simple_tag
def programmes():
    """[{listing, cards}]: the listed programmes, and of each its courses as [(course, listing)]. Four queries."""
    language = get_language()
    courses = Course.objects.listed().prefetch_related(Prefetch("listings", CourseListing.objects.defer("search_text")))
    found = Programme.objects.filter(listings__isnull=False).distinct()
    rows = found.prefetch_related("listings", Prefetch("courses", courses, to_attr="listed_courses"))
    return [
        {"listing": _listing(programme, language), "cards": _cards(programme.listed_courses, language)}
        for programme in rows
    ]


def _listing(programme, language):
    listings = {listing.language: listing for listing in programme.listings.all()}
    return listings.get(language) or listings.get(programme.source_language) or next(iter(listings.values()))


def _cards(courses, language):
    return [(course, course.listing_in(language)) for course in courses]


@register.simple_tag
def programme_cards(page):
    """[(course, listing)] of the courses of the programme that `page` describes. Four queries."""
    courses = Course.objects.listed().filter(programme__key=page.translation_key).with_listings()
    return _cards(courses, get_language())
