"""How much is unread, and what waits for somebody, on every page and in the centre."""

from django import template

from certificates.models import NameCorrection
from certificates.rules import may_decide_corrections
from notifications.counting import unread_count

register = template.Library()
SHOWN = 9


@register.filter
def unread_notices(user):
    """`3`, `9+`, or nothing: the number on the bell of `user`. At most one query in a minute."""
    if not getattr(user, "is_authenticated", False):
        return ""
    count = unread_count(user)
    return f"{SHOWN}+" if count > SHOWN else str(count or "")


@register.simple_tag
def corrections_waiting(user):
    """How many name corrections wait for `user`; None for who decides on none."""
    if not may_decide_corrections(user):
        return None
    return NameCorrection.objects.for_decision_by(user).waiting().count()
