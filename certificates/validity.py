"""How long a certificate is valid. No Django here."""

from calendar import monthrange
from datetime import date


def months_after(day, months):
    """The date that many months after `day`, or the last day of that month where it is shorter; None for no months."""
    if not months:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
