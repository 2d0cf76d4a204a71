"""The outline of a course, for templates."""

from django import template
from django.utils.translation import get_language

from modules import outline

register = template.Library()


@register.simple_tag
def outline_of(course):
    """The `Outline` of `course` in the visitor's language."""
    return outline.outline_of(course, get_language())


@register.filter
def condition(activity):
    """What completes an activity of the outline, as a sentence."""
    return activity.kind.condition(activity.terms)
