"""Who was connected when: two spellings at once, or one leaving as the other joins."""

from collections.abc import Sequence
from itertools import product

import pandas as pd

REJOIN = 120.0
"""Seconds in which somebody who dropped out, or changed the name shown, is back."""

LONG_TOGETHER = 300.0
"""Seconds of two connections at once beyond which they are hardly a rejoin that overlaps."""

Times = dict[str, list[tuple[str, float, float]]]
"""Session, start and end (seconds) of each connection, by whose it is."""


def times(connections: pd.DataFrame) -> Times:
    """Return the connections of each `key`; none where session or times are not told."""
    told = {"key", "session", "joined_at", "left_at"} <= set(connections)
    if not told:
        return {}
    timed = connections.dropna(subset=["joined_at", "left_at"])
    began, ended = (
        (pd.to_datetime(timed[column], utc=True) - pd.Timestamp(0, tz="UTC")).dt.total_seconds()
        for column in ("joined_at", "left_at")
    )
    found: Times = {}
    columns = (timed["session"].astype("str"), began, ended)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for key, place in zip(timed["key"].tolist(), rows, strict=True):
        found.setdefault(key, []).append(place)
    return found


def together(found: Times, one: Sequence[str], two: Sequence[str]) -> float:
    """Return the seconds for which connections of two people were open at once."""
    return sum(
        max(0.0, min(end, last) - max(start, first))
        for (session, start, end), (other, first, last) in _both(found, one, two)
        if session == other
    )


def met(found: Times, one: Sequence[str], two: Sequence[str]) -> bool:
    """Return whether two people were in one session, at whatever times."""
    first, second = (
        {place[0] for key in keys for place in found.get(key, ())} for keys in (one, two)
    )
    return bool(first & second)


def took_over(found: Times, one: Sequence[str], two: Sequence[str]) -> bool:
    """Return whether one joined within two minutes of the other's leaving, and never beside."""
    gaps = [
        gap
        for (session, start, end), (other, first, last) in _both(found, one, two)
        if session == other
        for gap in (first - end, start - last)
    ]
    return any(0 <= gap <= REJOIN for gap in gaps) and together(found, one, two) == 0


def _both(found: Times, one: Sequence[str], two: Sequence[str]) -> product:
    return product(*([row for key in keys for row in found.get(key, ())] for keys in (one, two)))


def strands(connections: pd.DataFrame, within: float) -> pd.Series:
    """Return a number for each connection: those of one device, one after the other, share it.

    connections: `joined_at` and `left_at` of one session and one display name. within: the longest
    pause, in seconds. Two at once are two devices.
    """
    rows = connections.sort_values(["joined_at", "left_at"], kind="stable")
    ends: list[pd.Timestamp] = []
    numbers: dict[object, int] = {}
    for label, joined, left in rows[["joined_at", "left_at"]].itertuples(name=None):
        gaps = [(joined - end).total_seconds() for end in ends]
        free = [n for n, gap in enumerate(gaps) if 0 <= gap <= within]
        number = free[-1] if free else len(ends)
        ends[number : number + 1] = [left]
        numbers[label] = number
    return pd.Series(numbers, dtype="int64").reindex(connections.index)
