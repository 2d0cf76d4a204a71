"""Who is told of what."""

from enrolments.models import Enrolment
from forums.rules import may_read
from notifications.models import Preferences


def wants_mail(user):
    """Is the account in use, and has its holder not said no to mails?"""
    return user.is_active and not Preferences.objects.filter(user=user, mails=False).exists()


def may_hear_of(user, post):
    """Does the post stand, and may `user` read it today?"""
    if not (post.is_standing and post.thread.is_standing):
        return False
    discussion = post.thread.discussion
    enrolled = Enrolment.objects.active().of(user).in_course(discussion.course_id).exists()
    return may_read(user, discussion.activity, enrolled=enrolled) and not discussion.is_closed_to(user)


def concerned_by(post):
    """Those whom `post` answers: who opened the thread, and whose post it stands below. Nobody is told of their own."""
    answered = [post.thread.author, post.parent.author if post.parent else None]
    return {user for user in answered if user is not None and user.pk != post.author_id}
