"""What writers are helped with: the patterns of identifiers, people to mention, and what a post said before."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from enrolments.models import Enrolment
from forums.finding import discussion_of, discussion_on
from forums.models import Discussion, Post
from forums.people import mention_key, suggest
from forums.privacy.patterns import as_data
from forums.rules import may_moderate, may_read
from forums.writing_form import KINDS


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def identifiers(request):
    """The patterns by which the browser finds what the server finds, with the names of the kinds. For anybody."""
    return JsonResponse(as_data() | {"kinds": {kind: str(label) for kind, label in KINDS.items()}})


@login_required
@require_safe
def people(request, key):
    """People in the discussion of an activity whose name begins with `?q=`, for its readers: `[{name, mention}]`."""
    return _people(request, discussion_of(key))


@login_required
@require_safe
def people_in_subject(request, key, subject):
    """The same, of a discussion on a subject of a course."""
    return _people(request, discussion_on(key, subject))


def _people(request, place):
    discussion = get_object_or_404(Discussion.objects.at(place).select_related("activity", "course"))
    enrolled = Enrolment.objects.active().of(request.user).in_course(discussion.course_id).exists()
    if not may_read(request.user, discussion, enrolled=enrolled) or discussion.is_closed_to(request.user):
        raise Http404
    beginning = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = suggest(discussion, beginning, to=request.user) if beginning else []
    return JsonResponse(
        {"people": [{"name": person.name, "mention": f"@[{person.name}]({mention_key(person)})"} for person in found]}
    )


@login_required
@require_safe
def history(request, key):
    """What a post said before it was changed: for its author while it stands, and for moderators."""
    post = get_object_or_404(Post.objects.with_place().select_related("author"), key=key, removed_at=None)
    is_own = post.author_id == request.user.pk and post.is_standing
    moderates = may_moderate(request.user, post.thread.discussion)
    if not (is_own or moderates):
        raise Http404
    revisions = list(post.revisions.select_related("replaced_by"))
    return render(request, "forums/history.html", {"post": post, "revisions": revisions, "moderates": moderates})
