"""Written dates and times to instants, without ever guessing which number is the month."""

import datetime as dt
import re
from dataclasses import replace
from typing import Literal

import pandas as pd

from copanalytics.calendar import zones
from copanalytics.exports._content import Content
from copanalytics.exports._export import Order, Reading
from copanalytics.folding import squeeze
from copanalytics.tables import INSTANT

NIGHT = dt.timedelta(days=1)
"""How far from a session's day its connections may be, beside that day itself."""

BEFORE = dt.timedelta(days=31)
"""How long before a session a form about it may be sent."""

AFTER = dt.timedelta(days=60)
"""How long after a session a form about it may be sent."""

MONTHS = {
    name: str(number)
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
OFFSETS = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60,
    "MESZ": 120, "EET": 120, "EEST": 180, "EST": -300, "EDT": -240,
}  # fmt: skip
"""Minutes ahead of UTC of the zone names that exports write behind a time."""

CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?\s*(?P<zone>Z|[A-Z]{2,4}(?:[+-]\d{1,2}(?::?\d{2})?)?|"
    r"[+-]\d{2}:?\d{2})?$"
)
NUMBERS = re.compile(r"^(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{1,4})(?:,|T|\s|à)*" + CLOCK)
WORDS = re.compile(r"^(?P<a>[A-Za-z]{3})[a-z]*\.? (?P<b>\d{1,2}), (?P<c>\d{4}),?\s*" + CLOCK)


def instants(texts: pd.DataFrame, source: Content, reading: Reading, event: bool) -> pd.DataFrame:
    """Return the written times as UTC, in the same columns; NaT where a cell says no time.

    The order of day and month is decided once for all the cells: by the cells themselves, else by
    the day of the session. event: whether they are times of the session itself, not of a form.

    Raises: CopanalyticsError when both orders remain possible.
    """
    written = _stacked(texts)
    parts = _parts(written)
    local = _local(parts, _order(parts, source, reading, event))
    utc = _utc(local, parts["zone"], source, reading).reindex(written.index)
    wide = utc.unstack().reindex(index=texts.index, columns=texts.columns)
    return wide.astype(INSTANT)


def settled(texts: pd.DataFrame, source: Content, reading: Reading, event: bool) -> Reading:
    """Return the reading with the order of day and month that these times have, for others."""
    parts = _parts(_stacked(texts))
    return replace(reading, order=_order(parts, source, reading, event))


def _stacked(texts: pd.DataFrame) -> pd.Series:
    columns = [texts[column].astype("str").map(squeeze) for column in texts]
    stacked = pd.concat(columns, keys=texts.columns)
    return stacked.swaplevel()


def _parts(written: pd.Series) -> pd.DataFrame:
    """Day, month and year as `a`, `b`, `c` in written order; clock; zone. Texts, NA unless a time.

    Month names become their numbers, so that 'Mar 28, 2020' reads as 3, 28, 2020.
    """
    numbers, words = written.str.extract(NUMBERS), written.str.extract(WORDS)
    words["a"] = words["a"].str.lower().map(MONTHS)
    return numbers.where(numbers["hour"].notna(), words).assign(named=words["a"].notna())


def _order(
    parts: pd.DataFrame, source: Content, reading: Reading, event: bool
) -> Literal["day-first", "month-first"]:
    open_ = parts[parts["hour"].notna() & ~parts["named"] & (parts["a"].str.len() < 4)]
    if reading.order or open_.empty:
        return reading.order or "day-first"
    days: dict[Order, pd.Series] = {
        "day-first": _local(open_, "day-first"),
        "month-first": _local(open_, "month-first"),
    }
    valid: dict[Order, int] = {order: int(found.notna().sum()) for order, found in days.items()}
    # A damaged cell must not decide for all the others, so an order that fits every cell is needed.
    possible: list[Order] = [order for order in days if valid[order] == len(open_)] or list(days)
    if len(possible) == 2 and days["day-first"].equals(days["month-first"]):
        return "day-first"
    fitting = _fitting({order: days[order] for order in possible}, reading, event)
    if len(fitting) == 1:
        return fitting[0]
    raise source.wrong(_open_order(open_, reading))


def _fitting(days: dict[Order, pd.Series], reading: Reading, event: bool) -> list[Order]:
    """The orders that put every row near the session."""
    if len(days) == 1 or reading.date is None:
        return list(days)
    day = pd.Timestamp(reading.date)
    before, after = (NIGHT, 2 * NIGHT) if event else (BEFORE, AFTER)
    return [
        order
        for order, at in days.items()
        if at.notna().any() and at.dropna().between(day - before, day + after).all()
    ]


def _open_order(open_: pd.DataFrame, reading: Reading) -> str:
    example = "/".join(open_[["a", "b", "c"]].iloc[0])
    rows = f"{example!r} and all times like it" if len(open_) > 1 else repr(example)
    if reading.date is None:
        return f"{rows} may be day or month first; say on which date the session was."
    return (
        f"{rows} may be day or month first, and the session's date ({reading.date}) does not "
        "settle it. If the file is of another session, move it; else add it to "
        "reference/date_orders.csv as day-first or month-first."
    )


def _local(parts: pd.DataFrame, order: str) -> pd.Series:
    """The clock time of the place, NaT where the numbers are no date."""
    year_first = parts["a"].str.len() == 4
    month_first = ~year_first & (parts["named"] | (order == "month-first"))
    year = pd.to_numeric(parts["c"].where(~year_first, parts["a"]))
    middle = pd.to_numeric(parts["b"])
    first, last = pd.to_numeric(parts["a"]), pd.to_numeric(parts["c"])
    half = parts["half"].str.lower().str[0]
    hour = pd.to_numeric(parts["hour"])
    written = pd.DataFrame(
        {
            "year": year.where(year >= 100, year + 2000),
            "month": first.where(month_first, middle),
            "day": middle.where(month_first, last.where(year_first, first)),
            "hour": (hour % 12 + 12 * (half == "p")).where(half.notna(), hour),
            "minute": pd.to_numeric(parts["minute"]),
            "second": pd.to_numeric(parts["second"]).fillna(0),
        }
    )
    return pd.to_datetime(written, errors="coerce").astype("datetime64[us]")


def _utc(local: pd.Series, zone: pd.Series, source: Content, reading: Reading) -> pd.Series:
    """A zone that the file states wins; `GMT+1` is one hour ahead (pandas reads it as behind)."""
    minutes = {text: _offset(text) for text in zone.dropna().unique()}
    unknown = [text for text, ahead in minutes.items() if ahead is None]
    if unknown:
        raise source.wrong(f"does not know the time zone {unknown[0]!r}; write it as GMT+1.")
    stated = zone.notna()
    ahead = pd.to_timedelta(zone.map(minutes).astype("Float64"), unit="min")
    fixed = (local - ahead).where(stated).dt.tz_localize("UTC")
    if stated.all():
        return fixed
    return fixed.where(stated, _localized(local.mask(stated), source, reading))


def _localized(local: pd.Series, source: Content, reading: Reading) -> pd.Series:
    zone = reading.timezone or "UTC"
    if zone not in zones():
        raise source.wrong(f"{zone!r} is no time zone; one is 'Europe/London'.")
    try:
        return local.dt.tz_localize(zone).dt.tz_convert("UTC")
    except ValueError as error:
        raise source.wrong(
            f"has times in the hour when the clocks of {zone} change, so that they may mean two "
            "instants or none; give the session a zone without summer time, such as Etc/GMT-1 "
            "(one hour ahead of UTC)."
        ) from error


def _offset(zone: str) -> int | None:
    """Minutes ahead of UTC.

    >>> _offset("GMT+1"), _offset("CEST"), _offset("-0530"), _offset("XYZ")
    (60, 120, -330, None)
    """
    found = re.fullmatch(r"([A-Z]*)(?:([+-])(\d{1,2}):?(\d{2})?)?", zone)
    name, sign, hours, minutes = found.groups() if found else ("?", None, None, None)
    base = OFFSETS.get(name) if name else 0
    if base is None or sign is None:
        return base
    ahead = int(hours or 0) * 60 + int(minutes or 0)
    return base + ahead if sign == "+" else base - ahead
