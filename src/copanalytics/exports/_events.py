"""Who came and who went, one event a row, as connections."""

from dataclasses import dataclass, field

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import noted
from copanalytics.exports._records import line_number

DAY = pd.Timedelta(days=1)
ALREADY = "joins again before leaving; counted from the earlier."
NEVER = "leaves without having joined; counted as a connection of no length."


@dataclass
class _Told:
    """The connections of the events so far, each as lines of the file, and the notes."""

    connections: list[tuple[object, object | None]] = field(default_factory=list)
    again: list[object] = field(default_factory=list)
    never: list[object] = field(default_factory=list)


def paired(
    events: pd.DataFrame, until: pd.Timestamp | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return one row a connection: the row of its join, with `joined_at`, `left_at`, `minutes`.

    events: `key` (who, on which device), `at` (UTC), `came` (or went). Who joins twice without
    leaving is there once; who leaves without having joined was there for no time; who never leaves
    is there until the last time of the file within a day (or `until`), as nobody knows longer. All
    are noted.
    """
    told = _Told()
    for _, mine in events.groupby("key", sort=False):
        _pair(_in_time(mine), told)
    at = events["at"]
    by_line = dict(at.items())
    ends = {join: _last(at, by_line[join], until) for join, end in told.connections if end is None}
    rows = [
        (join, by_line[join], ends[join] if leave is None else by_line[leave])
        for join, leave in told.connections
    ]
    times = pd.DataFrame(rows, columns=["line", "joined_at", "left_at"]).set_index("line")
    times = times.astype({"joined_at": at.dtype, "left_at": at.dtype}).sort_index()
    minutes = (times["left_at"] - times["joined_at"]).dt.total_seconds() / 60
    found = events.drop(columns=["at", "came", "key"]).join(times, how="inner")
    problems = noted(told.again, ALREADY) + noted(told.never, NEVER)
    problems += [_stays(line, last) for line, last in ends.items()]
    return found.assign(minutes=minutes), problems


def _last(at: pd.Series, joined: pd.Timestamp, until: pd.Timestamp | None) -> pd.Timestamp:
    """The last time that a list knows of, not later than a day after joining."""
    known = at if until is None else pd.Series([*at, until])
    return known[known <= joined + DAY].max()


def _stays(line: object, last: pd.Timestamp) -> Problem:
    said = f"has not left; counted until {last:%Y-%m-%d %H:%M:%S} UTC, the last time in the file."
    return Problem(line_number(line), "note", said)


def _in_time(mine: pd.DataFrame) -> pd.DataFrame:
    """A person's events in their order; events of one second stay as written, the newest last."""
    newest_first = mine["at"].is_monotonic_decreasing and mine["at"].iloc[0] > mine["at"].iloc[-1]
    written = mine[::-1] if newest_first else mine
    return written.sort_values("at", kind="stable")


def _pair(mine: pd.DataFrame, told: _Told) -> None:
    joined = None
    for line, came in mine["came"].items():
        if came and joined is None:
            joined = line
        elif came:
            told.again.append(line)
        elif joined is None:
            told.never.append(line)
            told.connections.append((line, line))
        else:
            told.connections.append((joined, line))
            joined = None
    if joined is not None:
        told.connections.append((joined, None))
