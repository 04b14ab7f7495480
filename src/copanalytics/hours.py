"""What the clock shows where people are when a session is held."""

from zoneinfo import ZoneInfo

import pandas as pd
from babel.core import get_global

EARLIEST, LATEST = 7, 22
"""Hours of the local clock: a session that starts before, or ends after, asks people at night."""


def zones_of(country: str) -> list[str]:
    """Return the time zones (IANA) of a country (ISO 3166-1 alpha-2), by CLDR; none if unknown.

    >>> zones_of("NZ")
    ['Pacific/Auckland', 'Pacific/Chatham']
    """
    return sorted(get_global("territory_zones").get(country, []))


def local_hours(sessions: pd.DataFrame, countries: list[str]) -> pd.DataFrame:
    """Return the local clock of each session in each country: session, country, zones, first,
    last, night.

    first, last: the earliest and latest local start (aware timestamps) among the country's zones,
    daylight saving included. night: in how many of its zones it starts before 7 or ends after 22.
    sessions: with `start` and `minutes`, indexed by session.

    >>> at = pd.to_datetime(["2025-02-05 14:00"], utc=True)
    >>> plan = pd.DataFrame({"start": at, "minutes": [90]}, index=["a"])
    >>> local_hours(plan, ["JP"])[["first", "night"]].astype(str).iloc[0].tolist()
    ['2025-02-05 23:00:00+09:00', '1']
    """
    rows = [
        {"session": session, "country": country, **_clock(start, minutes, zones_of(country))}
        for session, start, minutes in zip(
            sessions.index, sessions["start"], sessions["minutes"], strict=True
        )
        for country in countries
        if zones_of(country)
    ]
    columns = ["session", "country", "zones", "first", "last", "night"]
    return pd.DataFrame(rows, columns=columns).astype({"first": "object", "last": "object"})


def _clock(start: pd.Timestamp, minutes: float, zones: list[str]) -> dict[str, object]:
    starts = sorted(
        (start.astimezone(ZoneInfo(zone)) for zone in zones), key=lambda at: at.replace(tzinfo=None)
    )
    night = sum(_at_night(at, minutes) for at in starts)
    return {"zones": len(zones), "first": starts[0], "last": starts[-1], "night": night}


def _at_night(start: pd.Timestamp, minutes: float) -> bool:
    begins = start.hour + start.minute / 60
    return begins < EARLIEST or begins + minutes / 60 > LATEST
