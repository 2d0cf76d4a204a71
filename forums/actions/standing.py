"""How posts stand, and what their thread says of them."""

from django.db.models import Count, Max, Q

from forums.models import Post, Thread


def locked(post):
    """(thread, post), the thread locked: whatever changes how posts stand takes turns by it."""
    thread = Thread.objects.select_for_update(of=("self",)).get(pk=post.thread_id)
    return thread, Post.objects.with_place().select_related("author").get(pk=post.pk)


def recount(thread, changed):
    """Set what the thread says of its posts, after `changed` was hidden, removed or restored."""
    standing = Q(hidden_at=None, removed_at=None)
    found = thread.posts.aggregate(count=Count("pk", filter=standing), latest=Max("written_at", filter=standing))
    thread.posts_count = found["count"]
    thread.last_post_at = max(found["latest"] or thread.opened_at, thread.opened_at)
    if changed.is_opening:
        thread.state = changed.state
    if thread.accepted_id == changed.pk and not changed.is_standing:
        thread.accepted = None
    thread.save(update_fields=["posts_count", "last_post_at", "state", "title", "accepted"])
