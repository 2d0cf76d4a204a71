"""Who may read, write, report and moderate. `enrolled`: has the user an enrolment that they have not left?"""

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy


def may_moderate(user, discussion):
    """A moderator (by the permission, through a group), or somebody who may edit the discussion's page in any language.

    Held by the user's object, as Django holds permissions.
    """
    held = user.__dict__.setdefault("_moderates", {})
    key = discussion.page_key
    if key not in held:
        held[key] = user.has_perm("forums.moderate_post") or _edits(user, key)
    return held[key]


def hold_as_reader(user, discussion):
    """Known already, of who is in no group: they do not moderate it. Nobody asks the database again."""
    user.__dict__.setdefault("_moderates", {})[discussion.page_key] = False


def _edits(user, key):
    return edited_pages(user).filter(translation_key=key).exists()


def edited_pages(user):
    """The pages that `user` may edit in the admin: by these, too, discussions are looked after."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return Page.objects.none()
    return PagePermissionPolicy().instances_user_has_permission_for(user, "change")


def may_see_queue(user):
    """Moderators, and those who may edit pages: each sees what concerns the discussions that they look after."""
    return user.has_perm("forums.moderate_post") or edited_pages(user).exists()


def reads_as_learner(user):
    """Is there nothing that they may read because of a permission? Who looks after discussions reads more."""
    return not (user.has_perm("forums.moderate_post") or user.has_perm("wagtailadmin.access_admin"))


def may_read(user, discussion, *, enrolled):
    """Those who study the course or look after the discussion."""
    return enrolled or may_moderate(user, discussion)


def may_post(user, discussion, *, enrolled):
    """Those who study the course or look after the discussion; nobody once its activity has left the course."""
    return discussion.takes_posts and may_read(user, discussion, enrolled=enrolled)


def may_accept(user, thread):
    """Which answer helped: who asked says it, or who looks after the discussion."""
    return thread.is_question and (thread.author_id == user.pk or may_moderate(user, thread.discussion))


def may_thank(user, post):
    """For what somebody else has written, while it stands."""
    return post.author_id != user.pk and post.is_standing


def may_translate(user, post, *, moderates):
    """Its author, and those who look after the discussion."""
    return post.is_standing and (moderates or post.author_id == user.pk)


def may_edit(user, post, *, at):
    """One's own, for `FORUMS_EDIT_MINUTES` after writing it, while it stands."""
    return may_remove(user, post) and at <= post.editable_until


def may_report(user, post):
    """What somebody else has written, while it stands."""
    return post.author_id != user.pk and post.is_standing


def may_remove(user, post):
    """One's own, while it stands: what a moderator has hidden stays for other moderators to see."""
    return post.author_id == user.pk and post.is_standing


def may_sanction(user, post):
    """Who looks after the discussion, about its other writers; never about those who look after it themselves."""
    place = post.thread.discussion
    return post.author_id != user.pk and may_moderate(user, place) and not may_moderate(post.author, place)


def may_revise(user, post):
    """The words of others, by the same rule, unless they are removed."""
    return post.removed_at is None and may_sanction(user, post)


def may_announce(user, course):
    """Somebody who may edit the page of the course in any language."""
    return edited_pages(user).filter(translation_key=course.key).exists()
