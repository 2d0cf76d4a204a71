"""The catalogue: what is on offer, for everybody."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from courses.forms import CatalogueForm
from courses.models import Course, CourseListing

PAGE_SIZE = 20
LISTINGS = Prefetch("listings", CourseListing.objects.defer("search_text"))


@dataclass
class Card:
    """A course in the catalogue, with the others of the page."""

    course: Course
    topics: list
    together: list

    @property
    def listing(self):
        """Read for all cards at once when the first of them has to be drawn: drawn cards are held."""
        prefetch_related_objects(self.together, LISTINGS)
        return self.course.listing_in(get_language())


@require_safe
@vary_on_headers("HX-Request")
def catalogue(request):
    """All courses, filtered by language, topic and words."""
    form = CatalogueForm(request.GET)
    page = Paginator(form.courses(), PAGE_SIZE).get_page(request.GET.get("page"))
    together = list(page)
    cards = [Card(course, form.topics_of(course), together) for course in together]
    name = "courses/_catalogue.html" if request.htmx else "courses/catalogue.html"
    return render(request, name, {"form": form, "page": page, "cards": cards})
