"""Courses in Wagtail's admin: topics, and who teaches what."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import Topic
from courses.staff_views import dismiss, instructors


class TopicViewSet(SnippetViewSet):
    """What courses are about: the catalogue's filter."""

    model = Topic
    icon = "tag"
    add_to_settings_menu = True
    menu_order = 630


register_snippet(TopicViewSet)


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("courses/<uuid:key>/instructors/", instructors, name="course_instructors"),
        path("courses/<uuid:key>/instructors/dismiss/", dismiss, name="dismiss_instructor"),
    ]
