"""One cohort: who is in it, and what a manager does with it."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from cohorts.actions import close_cohort, open_cohort, rename_cohort, reopen_cohort, unseat
from cohorts.forms import NameForm, OpenForm
from cohorts.models import Cohort
from cohorts.rules import may_keep_cohorts
from cohorts.scope import OpeningScope
from enrolments.models import Enrolment

PER_PAGE = 50


def guard(request):
    """Raises `PermissionDenied` for who keeps no cohorts."""
    if not may_keep_cohorts(request.user):
        raise PermissionDenied


def kept_or_404(request, key):
    """The cohort with that key, with its course, if it is within the remit of who asks."""
    guard(request)
    return get_object_or_404(Cohort.objects.within_remit_of(request.user).with_course(), key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request):
    """Open a cohort."""
    guard(request)
    form = OpenForm(request.POST if request.method == "POST" else None, scope=OpeningScope(request.user))
    if request.method == "POST" and form.is_valid() and (cohort := _tried(form, open_cohort, by=request.user)):
        messages.success(request, _("The cohort is open. Add its members."))
        return redirect("staff_cohort", key=cohort.key)
    words = {"title": _("Open a cohort"), "back": reverse("staff_cohorts")}
    return _form(request, form, words, way(last=_("Open a cohort")))


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request, key):
    """Give it another name."""
    cohort = kept_or_404(request, key)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": cohort.name})
    if request.method == "POST" and form.is_valid() and _tried(form, rename_cohort, by=request.user, cohort=cohort):
        messages.success(request, _("The name is changed."))
        return redirect("staff_cohort", key=cohort.key)
    words = {"title": _("Rename the cohort"), "back": reverse("staff_cohort", args=[cohort.key])}
    return _form(request, form, words, way(cohort, _("Rename")))


def _tried(form, verb, **given):
    """What the verb returns for what was filled in; None, with a message at the name, where it refuses that."""
    try:
        return verb(**given, **form.cleaned_data)
    except ValidationError as error:
        form.add_error("name", error.messages)
        return None


def _form(request, form, words, where):
    status = 422 if form.errors else 200
    return render(request, "cohorts/staff/form.html", {"form": form, "words": words} | where, status=status)


@require_safe
def cohort(request, key):
    """Its facts and its members, by name."""
    found = kept_or_404(request, key)
    words = request.GET.get("q", "").strip()
    seats = found.seats.by_name()
    page = Paginator(seats.filter(enrolment__user__name__icontains=words) if words else seats, PER_PAGE)
    context = {"cohort": found, "page": page.get_page(request.GET.get("p")), "q": words, "total": found.seats.count()}
    context |= {"more": urlencode({"q": words})}
    return render(request, "cohorts/staff/cohort.html", context | way(found))


@require_POST
def close(request, key):
    """Take no new members."""
    close_cohort(by=request.user, cohort=kept_or_404(request, key))
    messages.success(request, _("The cohort is closed: its members stay, and nobody new comes."))
    return redirect("staff_cohort", key=key)


@require_POST
def reopen(request, key):
    """Take new members again."""
    reopen_cohort(by=request.user, cohort=kept_or_404(request, key))
    messages.success(request, _("The cohort is open again."))
    return redirect("staff_cohort", key=key)


@require_POST
def remove(request, key, enrolment):
    """Take somebody out; nothing happens to who is not in it."""
    cohort = kept_or_404(request, key)
    member = get_object_or_404(Enrolment.objects.within_remit_of(request.user).in_course(cohort.course), pk=enrolment)
    seat = cohort.seats.filter(enrolment=member).first()
    if seat:
        unseat(by=request.user, seat=seat)
    messages.success(request, _("Taken out of the cohort. They go on studying the course."))
    return redirect("staff_cohort", key=key)


def way(cohort=None, last=""):
    """Title, and the way back."""
    items = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("staff_cohorts"), "label": _("Cohorts")},
    ]
    if cohort:
        items.append({"url": reverse("staff_cohort", args=[cohort.key]) if last else "", "label": cohort.name})
        cohort.course_title = cohort.course.title_in(get_language())
    if last:
        items.append({"url": "", "label": last})
    return {"breadcrumbs_items": items, "header_title": last or cohort.name, "header_icon": "group"}
