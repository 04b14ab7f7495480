"""Written dates and times to instants, without ever guessing which number is the month."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from copanalytics.calendar import zones
from copanalytics.exports._clock import CLOCK_ALONE, PATTERNS, months, offset, tidy
from copanalytics.exports._content import Content
from copanalytics.exports._export import Order, Reading
from copanalytics.exports._shapes import Numbers, Texts
from copanalytics.folding import fold

NIGHT = dt.timedelta(days=1)
"""How far from a session's day its connections may be, beside that day itself."""

BEFORE = dt.timedelta(days=31)
"""How long before a session a form about it may be sent."""

AFTER = dt.timedelta(days=60)
"""How long after a session a form about it may be sent."""

YEARS = (1970, 2199)
"""The first and last year that a time may have."""

ORDERS: tuple[Order, Order] = ("day-first", "month-first")
PARTS = ("year", "p", "q", "closed", "hour", "minute", "second", "ahead", "zone")
"""What a text is taken into: `p` and `q` are month and day where closed is 1, else as written."""

TAKEN = ("a", "b", "c", "year", "months", "days", "day", "hour", "minute", "second", "ahead",
         "beside")  # fmt: skip
"""Groups of the patterns that are numbers."""

Clock = npt.NDArray[np.datetime64]
"""Times to the microsecond, NaT where a text is none."""


class _Parts(NamedTuple):
    """Texts, and for each its PARTS: year -1 where it is no time, zone -1 if none, -2 unknown.

    Arrays, as one operation of pandas takes longer than all of them on the times of a session.
    """

    texts: list[str]
    of: Mapping[str, Numbers]

    @property
    def open(self) -> npt.NDArray[np.bool_]:
        """Which texts are dates whose month may be either number."""
        return (self.of["year"] >= 0) & (self.of["closed"] == 0)


def instants(texts: pd.DataFrame, source: Content, reading: Reading, event: bool) -> pd.DataFrame:
    """Return the written times as UTC, in the same columns; NaT where a cell says no time.

    The order of day and month is decided once for all the cells: by the cells themselves, else by
    the day of the session. event: whether they are times of the session itself, not of a form.

    Raises: CopanalyticsError when both orders remain possible.
    """
    which, different = _different(texts)
    parts = _parts(different)
    _refuse_unknown_zone(parts, source)
    local = _local(parts, _order(parts, source, reading, event))
    utc = _utc(local, parts, source, reading)
    said = {c: pd.DatetimeIndex(utc[at]).tz_localize("UTC") for c, at in which.items()}
    return pd.DataFrame(said, index=texts.index)


def settled(texts: pd.DataFrame, source: Content, reading: Reading, event: bool) -> Reading:
    """Return the reading with the order of day and month that these times have, for others."""
    _, different = _different(texts)
    return replace(reading, order=_order(_parts(different), source, reading, event))


def on_the_day(texts: pd.DataFrame, source: Content, reading: Reading) -> Reading:
    """Return the reading with the order that puts some of the times on the session's day.

    For a file of many sessions, of which one is ours. Raises: CopanalyticsError when both do.
    """
    _, different = _different(texts)
    parts = _parts(different)
    if reading.order or reading.date is None:
        return replace(reading, order=_order(parts, source, reading, True))
    fit = _possible(parts)
    near = [o for o, at in fit.items() if _near(at, reading.date, NIGHT, 2 * NIGHT).any()]
    if len(near) == 1 or len(fit) == 1 or _alike(fit):
        return replace(reading, order=(near or list(fit))[0])
    raise source.wrong(_open_order(parts, reading))


def dated(texts: pd.DataFrame, day: dt.date | None) -> pd.DataFrame:
    """Return the texts with the day before those that say a time of day alone."""
    tidied = texts.apply(lambda column: column.map(tidy))
    alone = tidied.apply(lambda column: column.map(is_clock))
    return tidied.mask(alone, f"{day} " + tidied) if day else tidied


def is_clock(text: str) -> bool:
    """Return whether a cell says a time of day alone.

    >>> is_clock("10:00 AM"), is_clock("2025-02-05 10:00")
    (True, False)
    """
    return bool(CLOCK_ALONE.fullmatch(tidy(text)))


def is_time(text: str) -> bool:
    """Return whether a cell says a date and a time.

    >>> is_time("13/04/2021 à 09:01:31"), is_time("2/1/25, 9:04:01 pm"), is_time("10:00")
    (True, True, False)
    """
    plain = tidy(text)
    return any(pattern.fullmatch(plain) for pattern in PATTERNS)


def _different(texts: pd.DataFrame) -> tuple[dict[object, Numbers], list[str]]:
    """Each column as numbers of texts, and the texts, tidied: many cells say the same second."""
    flat = np.concatenate([texts[column].to_numpy("object") for column in texts])
    codes, uniques = pd.factorize(flat, use_na_sentinel=False)
    columns = np.split(codes, len(texts.columns)) if len(texts.columns) else []
    return dict(zip(texts.columns, columns, strict=True)), [tidy(str(text)) for text in uniques]


def _parts(different: list[str]) -> _Parts:
    texts = Texts(different)
    found = {name: np.full(len(different), -1) for name in PARTS}
    for shape, which in texts.shapes():
        for name, values in _read(texts, shape, which).items():
            found[name][which] = values
    return _Parts(different, found)


def _read(texts: Texts, shape: str, which: Numbers) -> dict[str, Numbers | int]:
    match = next((m for pattern in PATTERNS if (m := pattern.fullmatch(shape))), None)
    if match is None:
        return {}
    spans = {name: match.span(name) for name in match.re.groupindex}
    taken = {name: texts.numbers(which, spans[name]) for name in spans if name in TAKEN}
    sign = -1 if match["sign"] == "-" else 1
    ahead = sign * (taken["ahead"].clip(0) * 60 + taken["beside"].clip(0))
    base = offset(match["zone"] or "")
    return {
        **_date(match, taken),
        "hour": _hour(match, taken["hour"]),
        "minute": taken["minute"],
        "second": taken["second"].clip(0),
        "zone": -1 if match["zone"] is None else -2 if base is None else 1,
        "ahead": (base or 0) + ahead,
    }


def _date(match: re.Match[str], taken: dict[str, Numbers]) -> dict[str, Numbers | int]:
    groups = match.groupdict()
    if groups.get("month"):
        month = months().get(fold(groups["month"]).rstrip("."), -1)
        return {"year": taken["year"], "p": month, "q": taken["day"], "closed": 1}
    if groups.get("year"):
        return {"year": taken["year"], "p": taken["months"], "q": taken["days"], "closed": 1}
    if len(groups["a"]) == 4:
        return {"year": taken["a"], "p": taken["b"], "q": taken["c"], "closed": 1}
    year = taken["c"] + (2000 if len(groups["c"]) == 2 else 0)
    return {"year": year, "p": taken["a"], "q": taken["b"], "closed": 0}


def _hour(match: re.Match[str], hour: Numbers) -> Numbers:
    """The hour of the day; twelve is midnight before noon, and noon after it."""
    if match["am1"] or match["am2"]:
        return np.where(hour > 12, -1, hour % 12)
    if match["pm1"] or match["pm2"]:
        return np.where(hour > 23, -1, hour % 12 + 12)
    return hour


def _order(parts: _Parts, source: Content, reading: Reading, event: bool) -> Order:
    if reading.order or not parts.open.any():
        return reading.order or "day-first"
    possible = _possible(parts)
    if _alike(possible):
        return "day-first"
    fitting = _fitting(possible, reading, event)
    if len(fitting) == 1:
        return fitting[0]
    raise source.wrong(_open_order(parts, reading))


def _possible(parts: _Parts) -> dict[Order, Clock]:
    """The open times in each order that makes a date of all of them; in both if none does.

    A damaged cell must not decide for all the others.
    """
    open_ = parts.open
    days: dict[Order, Clock] = {order: _local(parts, order)[open_] for order in ORDERS}
    return {order: at for order, at in days.items() if not np.isnat(at).any()} or days


def _alike(days: dict[Order, Clock]) -> bool:
    one, *other = (at.view("int64") for at in days.values())
    return bool(other) and np.array_equal(one, other[0])


def _fitting(days: dict[Order, Clock], reading: Reading, event: bool) -> list[Order]:
    """The orders that put every row near the session."""
    if len(days) == 1 or reading.date is None:
        return list(days)
    span = (NIGHT, 2 * NIGHT) if event else (BEFORE, AFTER)
    told: dict[Order, Clock] = {order: at[~np.isnat(at)] for order, at in days.items()}
    return [o for o, at in told.items() if len(at) and _near(at, reading.date, *span).all()]


def _near(
    at: Clock, date: dt.date, before: dt.timedelta, after: dt.timedelta
) -> npt.NDArray[np.bool_]:
    day = np.datetime64(date, "us")
    return (at >= day - np.timedelta64(before)) & (at <= day + np.timedelta64(after))


def _open_order(parts: _Parts, reading: Reading) -> str:
    texts = [parts.texts[at] for at in np.flatnonzero(parts.open)]
    example = re.split(r"[,T ]", texts[0])[0]
    rows = f"{example!r} and all times like it" if len(texts) > 1 else repr(example)
    if reading.date is None:
        return f"{rows} may be day or month first; say on which date the session was."
    return (
        f"{rows} may be day or month first, and the session's date ({reading.date}) does not "
        "settle it. If the file is of another session, move it; else add it to "
        "reference/date_orders.csv as day-first or month-first."
    )


def _local(parts: _Parts, order: Order) -> Clock:
    """The clock time of the place, NaT where the numbers are no date or no time."""
    of, p, q = parts.of, parts.of["p"], parts.of["q"]
    month_first = (of["closed"] == 1) | (order == "month-first")
    month, day = np.where(month_first, p, q), np.where(month_first, q, p)
    limits = {"hour": (0, 23), "minute": (0, 59), "second": (0, 59), "year": YEARS}
    right = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    for name, (least, most) in limits.items():
        right &= (of[name] >= least) & (of[name] <= most)
    first = np.where(right, (of["year"] - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    days = first.astype("datetime64[D]") + np.where(right, day - 1, 0).astype("timedelta64[D]")
    right &= days.astype("datetime64[M]") == first
    seconds = of["hour"] * 3600 + of["minute"] * 60 + of["second"]
    at = days.astype("datetime64[us]") + seconds.astype("timedelta64[s]")
    return np.where(right, at, np.datetime64("NaT"))


def _utc(local: Clock, parts: _Parts, source: Content, reading: Reading) -> Clock:
    """As UTC, without saying so; a zone that the file states wins."""
    stated = parts.of["zone"] != -1
    fixed = local - parts.of["ahead"].astype("timedelta64[m]")
    if stated.all():
        return fixed
    placed = _localized(np.where(stated, np.datetime64("NaT"), local), source, reading)
    return np.where(stated, fixed, placed)


def _refuse_unknown_zone(parts: _Parts, source: Content) -> None:
    for at in np.flatnonzero(parts.of["zone"] == -2):
        zone = re.split(r"[ (]", parts.texts[at].rstrip(")"))[-1]
        raise source.wrong(f"does not know the time zone {zone!r}; write it as GMT+1.")


def zone_of(source: Content, reading: Reading) -> str:
    """Return the zone of the times that state none.

    Raises: CopanalyticsError when there is no such zone.
    """
    zone = reading.timezone or "UTC"
    if zone not in zones():
        raise source.wrong(f"{zone!r} is no time zone; one is 'Europe/London'.")
    return zone


def _localized(local: Clock, source: Content, reading: Reading) -> Clock:
    zone = zone_of(source, reading)
    try:
        return pd.DatetimeIndex(local).tz_localize(zone).tz_convert(None).to_numpy()
    except ValueError as error:
        raise source.wrong(
            f"has times in the hour when the clocks of {zone} change, so that they may mean two "
            "instants or none; give the session a zone without summer time, such as Etc/GMT-1 "
            "(one hour ahead of UTC)."
        ) from error
