"""Publishing is the door: what Wagtail announces of module and activity pages becomes the course's outline."""

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from courses.models import Course, CoursePage
from courses.signals import course_recorded
from modules import actions
from modules.kinds import REGISTRY
from modules.models import ModulePage

TAUGHT = [ModulePage, *(kind.page_model for kind in REGISTRY.values())]


def record_courses_of(instance, **_kwargs):
    """Write the outlines that `instance`, a page just published or taken back, is or was a part of."""
    for course in actions.courses_of(instance):
        actions.record_outline(course)


def record_later(instance, **_kwargs):
    """The same once the deletion is done: until then the page's neighbours are not settled."""
    courses = list(actions.courses_of(instance))
    transaction.on_commit(lambda: [actions.record_outline(course) for course in courses])


for _model in TAUGHT:
    for _signal in (page_published, page_unpublished):
        _signal.connect(record_courses_of, sender=_model, dispatch_uid=f"outline_{id(_signal)}_{_model.__name__}")
    post_delete.connect(record_later, sender=_model, dispatch_uid=f"outline_delete_{_model.__name__}")


@receiver([post_page_move, page_slug_changed])
def taught_page_moved(sender, instance, **_kwargs):
    # After a move the instance is a plain `Page`: only the sender tells which sort it is.
    if issubclass(sender, (*TAUGHT, CoursePage)):
        record_courses_of(instance)


@receiver(course_recorded, sender=Course)
def course_was_recorded(course, **_kwargs):
    actions.record_outline(course)
