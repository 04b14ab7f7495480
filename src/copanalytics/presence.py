"""How long people were present, and who is an attendee.

Who attends is part of the 'immediate value' of a community of practice, the first cycle of Wenger,
Trayner and de Laat ('Promoting and assessing value creation in communities and networks: a
conceptual framework', Ruud de Moor Centrum, rapport 18, 2011). They give no least time; the five
minutes are this project's own rule, and `by_threshold` shows what others would make of it.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from copanalytics.folding import fold

PRESENT = 5.0
"""Minutes of presence from which a person is an attendee."""

SHORT = 0.25
"""Share of its planned time that is enough in a session shorter than four times `PRESENT`."""

THRESHOLDS = (1.0, 5.0, 15.0, 30.0)
"""Minutes for which it is told how many people would be attendees."""

WITHDRAWN = (
    "denied", "no", "declined", "cancelled", "canceled", "refunded", "not attending", "deleted",
)  # fmt: skip
"""What platforms call a registration that was refused or taken back, folded."""


def registrants(registrations: pd.DataFrame) -> pd.DataFrame:
    """Return the registrations that were neither refused nor taken back.

    >>> rows = pd.DataFrame({"person": ["a", "b", "c"], "status": ["approved", "Denied", None]})
    >>> registrants(rows)["person"].to_list()
    ['a', 'c']
    """
    return registrations[~registrations["status"].fillna("").map(fold).isin(WITHDRAWN)]


WHO = ["session", "person"]


@dataclass(frozen=True)
class Stays:
    """The timed connections of a table, one person's in a session put together: a stay.

    parts: a row a connection, sorted by session, person and time: session, person, begins, ends;
    the rows of a stay never overlap, so their lengths add up to the union of its connections: two
    devices at once count once, gaps do not count. Its index numbers the stays. people: session and
    person of each stay. most: the minutes that the rows of each stay tell, together.
    """

    parts: pd.DataFrame
    people: pd.Index
    most: pd.Series


def stretches(attendance: pd.DataFrame) -> pd.DataFrame:
    """Return the parts of each timed connection in which the person was not yet connected, as
    `Stays.parts` are."""
    return stays(attendance).parts


def stays(attendance: pd.DataFrame) -> Stays:
    """Return the stays of a table of connections, of which several measures can be made."""
    timed = attendance[attendance["joined_at"].notna() & attendance["left_at"].notna()]
    alike = timed.groupby(WHO, observed=True)
    # One whole number a session and person sorts far quicker than their names.
    stay = alike.ngroup()
    rows = timed[[*WHO, "joined_at", "left_at"]].assign(stay=stay)
    rows = rows.sort_values(["stay", "joined_at"], kind="stable", ignore_index=True)
    until = rows.groupby("stay")["left_at"].cummax()
    covered = until.shift().where(rows["stay"].eq(rows["stay"].shift()))
    begins = rows["joined_at"].where(~(covered > rows["joined_at"]), covered)
    ends = rows["left_at"].where(rows["left_at"] > begins, begins)
    parts = rows[[*WHO]].assign(begins=begins, ends=ends).set_axis(rows["stay"])
    # Some platforms tell a person's first join, last leave and minutes: no more than these count.
    return Stays(parts, alike.size().index, _told_minutes(timed).groupby(stay).sum())


def _told_minutes(timed: pd.DataFrame) -> pd.Series:
    """The minutes of each row, none of one that repeats another with fewer than its times."""
    between = (timed["left_at"] - timed["joined_at"]).dt.total_seconds() / 60
    told = timed["minutes"].astype("float64").fillna(between)
    fewer = (told < between).to_numpy()
    row = [*WHO, "joined_at", "left_at", "minutes"]
    repeated = np.flatnonzero(fewer)[timed.loc[fewer, row].duplicated().to_numpy()]
    told.iloc[repeated] = 0.0
    return told


def presence(
    attendance: pd.DataFrame, planned: pd.DataFrame | None = None, known: Stays | None = None
) -> pd.Series:
    """Return how many minutes each person was present, by session and person.

    The union of a person's connections, waiting rooms left out at load; nobody is present longer
    than their rows' minutes, of which an export may tell fewer than lie between its times. A person
    of whom an export tells only a total has that total; where another export of the session tells
    their times, the times count. planned: sessions with `start` and `minutes`, indexed by session;
    given, only the time between the planned start and end counts (and of a mere total, no more
    than that). known: the table's `stays`, where they are known already.

    >>> at = pd.to_datetime(["2025-02-05 14:00", "2025-02-05 14:10"], utc=True)
    >>> left = pd.to_datetime(["2025-02-05 14:30", "2025-02-05 14:45"], utc=True)
    >>> rows = pd.DataFrame({"session": "a", "person": "p", "joined_at": at, "left_at": left,
    ...                      "minutes": [30.0, 35.0]})
    >>> presence(rows).to_dict()
    {('a', 'p'): 45.0}
    >>> plan = pd.DataFrame({"start": at[:1], "minutes": [40]}, index=["a"])
    >>> presence(rows, plan).to_dict()
    {('a', 'p'): 40.0}
    """
    found = known or stays(attendance)
    parts = found.parts if planned is None else _clipped(found.parts, planned)
    minutes = (parts["ends"] - parts["begins"]).dt.total_seconds() / 60
    union = minutes.groupby(level=0).sum().clip(upper=found.most)
    union = union.set_axis(found.people).rename("minutes")
    told = attendance[attendance["joined_at"].isna() | attendance["left_at"].isna()]
    total = told.groupby(WHO, observed=True)["minutes"].sum().astype("float64")
    only_told = total[~total.index.isin(union.index)]
    if only_told.empty:
        return union
    if planned is not None:
        longest = planned["minutes"].reindex(only_told.index.get_level_values(0)).to_numpy()
        only_told = only_told.clip(upper=longest)
    return pd.concat([union, only_told]).sort_index()


def _clipped(parts: pd.DataFrame, planned: pd.DataFrame) -> pd.DataFrame:
    """The parts as far as they lie between the planned start and end of their session."""
    plan = planned.reindex(parts["session"]).set_axis(parts.index)  # `map` fails on none
    first = plan["start"]
    last = first + pd.to_timedelta(plan["minutes"], unit="min")
    begins = parts["begins"].where(parts["begins"] > first, first)
    ends = parts["ends"].where(parts["ends"] < last, last)
    return parts.assign(begins=begins, ends=ends.where(ends > begins, begins))


def attended(
    attendance: pd.DataFrame, sessions: pd.DataFrame, present: float = PRESENT
) -> pd.DataFrame:
    """Return one row an attendee of a session: session, person, minutes.

    An attendee was present at least `present` minutes; in a session planned for less than four
    times that, a quarter of the planned time is enough. sessions: indexed by session.

    >>> at = pd.to_datetime(["2025-02-05 14:00", "2025-02-05 14:00"], utc=True)
    >>> left = pd.to_datetime(["2025-02-05 14:03", "2025-02-05 15:00"], utc=True)
    >>> rows = pd.DataFrame({"session": "a", "person": ["p", "q"], "joined_at": at,
    ...                      "left_at": left, "minutes": [3.0, 60.0]})
    >>> attended(rows, pd.DataFrame({"minutes": [90]}, index=["a"])).to_numpy().tolist()
    [['a', 'q', 60.0]]
    """
    return attendees(presence(attendance), sessions, present)


def attendees(minutes: pd.Series, sessions: pd.DataFrame, present: float = PRESENT) -> pd.DataFrame:
    """Return the rows of `attended`, of minutes that `presence` gave.

    >>> who = pd.MultiIndex.from_tuples([("a", "p"), ("a", "q")], names=["session", "person"])
    >>> minutes = pd.Series([3.0, 60.0], who, name="minutes")
    >>> attendees(minutes, pd.DataFrame({"minutes": [90]}, index=["a"]))["person"].tolist()
    ['q']
    >>> attendees(minutes, pd.DataFrame({"minutes": [12]}, index=["a"]))["person"].tolist()
    ['p', 'q']
    """
    rows = minutes.reset_index()
    planned = rows["session"].map(sessions["minutes"]).astype("float64")
    enough = (planned * SHORT).clip(upper=present).fillna(present)
    return rows[rows["minutes"] >= enough].reset_index(drop=True)


def counts(
    attendance: pd.DataFrame, sessions: pd.DataFrame, minutes: pd.Series | None = None
) -> pd.DataFrame:
    """Return, by session with an export: connections, people, attendees, minutes.

    People and attendees include those whom an export's own summary counts and its rows leave out.
    minutes (in): what `presence` gave, where it is known already; (out): person-minutes of
    presence. sessions: indexed by session.

    >>> at = pd.to_datetime(["2025-02-05 14:00", "2025-02-05 14:20", "2025-02-05 14:00"], utc=True)
    >>> rows = pd.DataFrame({"session": "a", "person": ["p", "p", "q"], "joined_at": at,
    ...                      "left_at": at + pd.to_timedelta([30, 30, 3], unit="min"),
    ...                      "minutes": [30.0, 30.0, 3.0]})
    >>> plan = pd.DataFrame({"minutes": [90], "unlisted": [0]}, index=["a"])
    >>> counts(rows, plan).loc["a"].to_dict()
    {'connections': 3.0, 'people': 2.0, 'attendees': 1.0, 'minutes': 53.0}
    """
    here = presence(attendance) if minutes is None else minutes
    # Whole milliseconds add up the same in any order of people; minutes with fractions do not.
    milliseconds = (here * 60_000).round()
    table = pd.DataFrame(
        {
            "connections": attendance.groupby("session").size(),
            "people": here.groupby(level="session").size(),
            "attendees": attendees(here, sessions).groupby("session").size(),
            "minutes": milliseconds.groupby(level="session").sum() / 60_000,
        }
    )
    unlisted = sessions["unlisted"].reindex(table.index).fillna(0).astype("int64")
    whole = table.assign(people=table["people"] + unlisted)
    whole["attendees"] = whole["attendees"].fillna(0).astype("int64") + unlisted
    return whole.loc[sessions.index[sessions.index.isin(whole.index)]]


def by_threshold(minutes: pd.Series, thresholds: tuple[float, ...] = THRESHOLDS) -> pd.DataFrame:
    """Return how many people were present at least so many minutes, by session and threshold.

    minutes: what `presence` gave. It shows how much a count of attendees rests on its rule.

    >>> stay = pd.Series({("a", "p"): 3.0, ("a", "q"): 50.0})
    >>> by_threshold(stay.rename_axis(["session", "person"])).loc["a"].tolist()
    [2, 1, 1, 1]
    """
    sessions = minutes.index.get_level_values("session")
    columns = {limit: minutes.ge(limit).groupby(sessions).sum() for limit in thresholds}
    return pd.DataFrame(columns).rename_axis("session")
