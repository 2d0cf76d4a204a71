"""Publishing is the door: what Wagtail announces of pages is written into rows here."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from courses import actions
from courses.models import CoursePage, GlossaryPage, ProgrammePage


@receiver(page_published, sender=ProgrammePage)
def programme_published(instance, **_kwargs):
    actions.record_programme(instance)


@receiver(page_unpublished, sender=ProgrammePage)
@receiver(post_delete, sender=ProgrammePage)
def programme_gone(instance, **_kwargs):
    actions.withdraw_programme(instance)


@receiver(post_save, sender=CoursePage)
def course_page_made(instance, created, raw=False, **_kwargs):
    """Rights on a course hold in every language that it comes to be in."""
    if created and not raw:
        actions.share_rights(instance)


@receiver(post_save, sender=GlossaryPage)
def glossary_made(instance, created, raw=False, **_kwargs):
    if created and not raw:
        actions.share_glossary(instance)


@receiver(page_published, sender=CoursePage)
def course_published(instance, **_kwargs):
    actions.record_course(instance)


@receiver(page_unpublished, sender=CoursePage)
@receiver(post_delete, sender=CoursePage)
def course_gone(instance, **_kwargs):
    actions.withdraw_course(instance)


@receiver([post_page_move, page_slug_changed])
def page_relocated(instance, **_kwargs):
    actions.relocate(instance)
