"""When a digest goes out: in the reader's morning, whatever their clocks do. No database."""

from datetime import UTC, datetime, time, timedelta

DAILY, WEEKLY = "daily", "weekly"
MONDAY = 0


def next_slot(cadence, *, after, zone, hour):
    """The first moment later than `after` (aware) at which a digest goes out: at `hour` o'clock in `zone`.

    Daily each morning, weekly on Mondays; None for any other cadence. In UTC. A clock that jumps over the hour
    shifts that digest by the jump.
    """
    if cadence not in (DAILY, WEEKLY):
        return None
    day = after.astimezone(zone).date()
    while True:
        slot = datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
        if slot > after and (cadence == DAILY or day.weekday() == MONDAY):
            return slot
        day += timedelta(days=1)
