"""Pictures in posts, for those who may read the post; before it is sent, for who brought them."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from forums.models import PostPicture
from forums.rules import may_moderate, may_read

SECONDS = 600  # how long a browser shows its copy without asking again whether it still may


@login_required
@require_safe
def show_picture(request, key):
    """The picture itself. What the visitor may not see is not found."""
    pictures = PostPicture.objects.select_related(
        "post__thread__discussion__activity", "post__thread__discussion__course"
    )
    picture = get_object_or_404(pictures, key=key)
    if not _may_see(request.user, picture):
        raise Http404
    etag = f'"{picture.key}"'  # what is under a key never changes
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = FileResponse(_opened(picture), content_type="image/webp")
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={SECONDS}"
    return response


def _opened(picture):
    try:
        return picture.file.open("rb")
    except OSError:
        raise Http404 from None


def _may_see(user, picture):
    """As the words of its post: hidden ones moderators only, removed ones nobody."""
    post = picture.post
    if post is None:
        return picture.owner_id == user.pk
    discussion = post.thread.discussion
    if not post.is_standing:
        return post.removed_at is None and may_moderate(user, discussion)
    return may_read(user, discussion, enrolled=post.thread.is_studied_by(user))
