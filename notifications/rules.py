"""Who is told of what."""

from forums.models import Post
from notifications.models import Preferences


def wants_mail(user):
    """Is the account in use, and has its holder not said no to mails?"""
    return user.is_active and not Preferences.objects.filter(user=user, mails=False).exists()


def may_hear_of(user, post):
    """Does the post stand, and may `user` read it today?"""
    return post.thread.is_standing and Post.objects.readable_by(user).filter(pk=post.pk).exists()


def concerned_by(post):
    """Those whom `post` answers: who opened the thread, and whose post it stands below. Nobody is told of their own."""
    answered = [post.thread.author, post.parent.author if post.parent else None]
    return {user for user in answered if user is not None and user.pk != post.author_id}
