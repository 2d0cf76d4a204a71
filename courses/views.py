"""The catalogue: what is on offer, for everybody."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from courses.forms import CatalogueForm

PAGE_SIZE = 20


@require_safe
@vary_on_headers("HX-Request")
def catalogue(request):
    """All courses, filtered by language, topic and words."""
    form = CatalogueForm(request.GET)
    page = Paginator(form.courses(), PAGE_SIZE).get_page(request.GET.get("page"))
    language = get_language()
    cards = [(course, course.listing_in(language)) for course in page]
    name = "courses/_catalogue.html" if request.htmx else "courses/catalogue.html"
    return render(request, name, {"form": form, "page": page, "cards": cards})
