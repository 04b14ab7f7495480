"""Who was connected when: people in the room minute by minute, late arrivals, early departures."""

import numpy as np
import pandas as pd

MINUTE = pd.Timedelta("1min")

LATE = 5.0
"""Minutes after the planned start from which an attendee joined late, or before the end left early.
"""


def by_minute(parts: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return how many people were connected at each full minute: session, minute, people.

    minute: 0 is the planned start; the last is the planned end, when who leaves at it is still
    there. A session of which no connection has times is left out. parts: what `presence.stretches`
    gave. sessions: with `start` and `minutes`, indexed by session.

    >>> from copanalytics.presence import stretches
    >>> at = pd.to_datetime(["2025-02-05 14:00", "2025-02-05 14:01"], utc=True)
    >>> rows = pd.DataFrame({"session": "a", "person": ["p", "q"], "joined_at": at,
    ...                      "left_at": at + pd.Timedelta("2min"), "minutes": 2.0})
    >>> plan = pd.DataFrame({"start": at[:1], "minutes": [3]}, index=["a"])
    >>> by_minute(stretches(rows), plan)["people"].tolist()
    [1, 2, 1, 1]
    """
    place = sessions.index.get_indexer(pd.Index(parts["session"]))
    known = place >= 0
    parts, place = parts[known].reset_index(drop=True), place[known]
    zero = sessions["start"].iloc[place].reset_index(drop=True)
    length = sessions["minutes"].iloc[place].to_numpy("int64")
    slots = sessions["minutes"].to_numpy("int64") + 2  # one more for all that is behind the end
    first = np.concatenate([[0], slots.cumsum()])
    size = int(first[-1])
    joined = first[place] + _minute(parts["begins"] - zero, length)
    since = parts["ends"] - zero
    left = first[place] + np.where(since >= length * MINUTE, length + 1, _minute(since, length))
    change = np.bincount(joined, minlength=size) - np.bincount(left, minlength=size)
    every = pd.DataFrame(
        {
            "session": sessions.index.repeat(slots),
            "minute": np.arange(size) - np.repeat(first[:-1], slots),
            "people": change.cumsum(),
        }
    )
    timed = np.repeat(np.bincount(place, minlength=len(sessions)) > 0, slots)
    last = np.isin(np.arange(size), first[1:] - 1)
    return every[timed & ~last].reset_index(drop=True)


def _minute(since: pd.Series, length: np.ndarray) -> np.ndarray:
    """The first full minute at or after an instant, within the session's plan."""
    minutes = np.ceil(since.dt.total_seconds().to_numpy() / 60)
    return np.clip(minutes, 0, length + 1).astype("int64")


def punctual(
    parts: pd.DataFrame, here: pd.DataFrame, sessions: pd.DataFrame, late: float = LATE
) -> pd.DataFrame:
    """Return, by session: attendees whose times are known, of them joined late, and left early.

    late: first connected more than so many minutes after the planned start. early: last connected
    more than so many before the planned end. parts: what `presence.stretches` gave. here: one row
    an attendee.

    >>> from copanalytics.presence import stretches
    >>> at = pd.to_datetime(["2025-02-05 14:00", "2025-02-05 14:10"], utc=True)
    >>> rows = pd.DataFrame({"session": "a", "person": ["p", "q"], "joined_at": at,
    ...                      "left_at": at + pd.Timedelta("50min"), "minutes": 50.0})
    >>> plan = pd.DataFrame({"start": at[:1], "minutes": [60]}, index=["a"])
    >>> punctual(stretches(rows), rows, plan).loc["a"].to_dict()
    {'attendees': 2, 'late': 1, 'early': 1}
    """
    who = ["session", "person"]
    grouped = parts.groupby(level=0)
    stays = parts.loc[~parts.index.duplicated(), who].assign(
        begins=grouped["begins"].min(), ends=grouped["ends"].max()
    )
    rows = here[who].merge(stays, on=who)
    start = rows["session"].map(sessions["start"])
    end = start + pd.to_timedelta(rows["session"].map(sessions["minutes"]), unit="min")
    tolerance = pd.Timedelta(minutes=late)
    marked = rows.assign(late=rows["begins"] > start + tolerance,
                         early=rows["ends"] < end - tolerance)  # fmt: skip
    table = marked.groupby("session")[["late", "early"]].sum()
    sized = table.assign(attendees=marked.groupby("session").size())[["attendees", "late", "early"]]
    return sized.loc[[name for name in sessions.index if name in sized.index]]
