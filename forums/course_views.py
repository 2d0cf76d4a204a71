"""The discussions of a course, the search over all of one's discussions, and the languages that one reads."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.wording import listed
from enrolments.models import Enrolment
from forums import actions
from forums.audience import group_filter
from forums.finding import course_for, discussion_in, discussion_on
from forums.forms import LanguagesForm, SearchForm
from forums.found import page_of_found
from forums.lists import ALL, newest_in_course, page_of_threads, rooms_of
from forums.models import Discussion, LanguageChoice, own_group
from forums.news import languages_of
from forums.paging import number_in
from forums.rules import may_post, may_read
from forums.views import refuse
from modules.outline import outline_of


@login_required
@require_safe
def show_course(request, key):
    """The discussions of the course with that key, and the newest threads of all of them."""
    course = course_for(request.user, key, titles=True)
    if not may_read(request.user, Discussion(course=course), enrolled=course.reader_enrolled):
        return refuse(request, Discussion(course=course))
    chosen, shows_all = languages_of(request.user), request.GET.get("languages") == ALL
    languages = None if shows_all else chosen
    rooms = rooms_of(course, request.user, outline_of(course, get_language()), languages)
    context = {
        "course": course,
        "listing": course.listing_in(get_language()),
        "rooms": rooms,
        "threads": newest_in_course(course, request.user, languages),
        "left_out": sum(room.left_out for room in rooms),
        "shows_all": shows_all and chosen,
    }
    return render(request, "forums/course.html", context)


@login_required
@require_safe
def show_subject(request, key, subject):
    """The threads on one subject in a course."""
    place = discussion_on(key, subject, request.user)
    return _show_place(request, place, place.course.reader_enrolled)


@login_required
@require_safe
def show_cohort(request, key):
    """The threads of the cohort with that key, for its members and the course team."""
    place = discussion_in(key)
    return _show_place(request, place, place.is_studied_by(request.user))


def _show_place(request, place, enrolled):
    if not may_read(request.user, place, enrolled=enrolled):
        return refuse(request, place)
    groups = group_filter(request.user, place, request.GET)
    page = page_of_threads(place, request.user, request.GET, groups)
    writes = may_post(request.user, place, enrolled=enrolled)
    context = {"place": place, "page": page, "writes": writes, "groups": groups}
    context["group"] = own_group(request.user, place)
    return render(request, "forums/subject.html", context)


@login_required
@require_safe
def search(request):
    """Posts in all discussions that the reader may read, by their words."""
    enrolments = Enrolment.objects.active().of(request.user).with_course().recent_first()
    courses = {str(one.course.key): one.course for one in enrolments}
    form = SearchForm(request.GET, courses=[(key, _title(course)) for key, course in courses.items()])
    question, page = form.wanted("q"), None
    chosen, shows_all = languages_of(request.user), request.GET.get("languages") == ALL
    languages = None if shows_all or form.wanted("language") else chosen
    if question:
        page = page_of_found(
            request.user,
            question,
            show=form.wanted("show"),
            language=form.wanted("language"),
            languages=languages,
            course=courses.get(form.wanted("course")),
            number=number_in(request.GET.get("page")),
        )
    names = listed(name for code, name in settings.LANGUAGES if code in (languages or ()))
    context = {"form": form, "page": page, "languages": names, "shows_all": bool(chosen and shows_all)}
    return render(request, "forums/search.html", context)


def _title(course):
    listing = course.listing_in(get_language())
    return listing.title if listing else course.slug


@login_required
@require_http_methods(["GET", "POST"])
def choose_languages(request):
    """In which languages one reads posts."""
    choice = LanguageChoice.objects.filter(user=request.user).first()
    known = choice.languages.split(",") if choice else list(dict(settings.LANGUAGES))
    form = LanguagesForm(request.POST if request.method == "POST" else None, initial={"languages": known})
    onward = request.POST.get("next") or request.GET.get("next", "")
    onward = onward if url_has_allowed_host_and_scheme(onward, allowed_hosts=None) else ""
    if form.is_bound and form.is_valid():
        actions.choose_languages(user=request.user, languages=form.cleaned_data["languages"])
        messages.success(request, _("Your languages are saved."))
        return redirect(onward or "enrolments:my_learning")
    context = {"form": form, "onward": onward}
    return render(request, "forums/languages.html", context, status=422 if form.is_bound else 200)
