"""Digests go out in the reader's morning, on the days when clocks change too."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from notifications.cadence import next_slot

LIMA, MADRID, KIRITIMATI = ZoneInfo("America/Lima"), ZoneInfo("Europe/Madrid"), ZoneInfo("Pacific/Kiritimati")


def slot(cadence, after, zone, hour=7):
    return next_slot(cadence, after=datetime.fromisoformat(after).replace(tzinfo=UTC), zone=zone, hour=hour)


@pytest.mark.parametrize(
    ("cadence", "after", "zone", "expected"),
    [
        ("daily", "2026-06-10T11:59", LIMA, "2026-06-10T12:00"),
        ("daily", "2026-06-10T12:00", LIMA, "2026-06-11T12:00"),
        ("daily", "2026-06-10T23:00", KIRITIMATI, "2026-06-11T17:00"),
        ("weekly", "2026-06-10T00:00", LIMA, "2026-06-15T12:00"),
        ("weekly", "2026-06-15T12:00", LIMA, "2026-06-22T12:00"),
        # Summer time begins on 29 March and ends on 25 October 2026 in Madrid.
        ("daily", "2026-03-28T07:00", MADRID, "2026-03-29T05:00"),
        ("daily", "2026-10-24T06:00", MADRID, "2026-10-25T06:00"),
    ],
)
def test_slot_is_the_next_morning_there(cadence, after, zone, expected):
    assert slot(cadence, after, zone) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_slot_at_an_hour_that_a_day_does_not_have_or_has_twice_comes_once():
    for start in ("2026-03-27T12:00", "2026-10-23T12:00"):
        moment, slots = datetime.fromisoformat(start).replace(tzinfo=UTC), []
        for _ in range(4):
            moment = next_slot("daily", after=moment, zone=MADRID, hour=2)
            slots.append(moment)
        assert len({at.astimezone(MADRID).date() for at in slots}) == 4
        assert slots[-1] - slots[0] in (timedelta(days=3, hours=-1), timedelta(days=3), timedelta(days=3, hours=1))


@pytest.mark.parametrize("cadence", ["at_once", "never"])
def test_slot_of_what_is_in_no_digest_is_none(cadence):
    assert slot(cadence, "2026-06-10T00:00", LIMA) is None
