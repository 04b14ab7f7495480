"""Who comes back, who stays away, and who has never come.

Terms follow CHAOSS (https://chaoss.community, metrics 'New Contributors', 'Inactive Contributors'
and 'Contributor Absence Factor'), with attending a session in the place of contributing; a cohort
is the people whose first session is the same.
"""

import pandas as pd

LAPSE = 2
"""Sessions of a series in a row that a person misses before they count as lapsed."""


def returning(here: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return, by session: attendees listed, and how many attended an earlier one of its series.

    here: one row an attendee (see `presence.attended`). sessions: indexed by session, in order of
    time. The first session of a series with attendees has no earlier one: its `returning` is
    missing.

    >>> plan = pd.DataFrame({"series": "s"}, index=["a", "b"])
    >>> here = pd.DataFrame({"session": ["a", "b", "b"], "person": ["p", "p", "q"]})
    >>> returning(here, plan).loc["b"].to_dict()
    {'attendees': 2, 'returning': 1}
    """
    placed = _placed(here, sessions)
    first = placed.groupby(["series", "person"], observed=True)["place"].transform("min")
    again = placed.assign(again=placed["place"] > first)
    table = again.groupby("session")["again"].agg(attendees="size", returning="sum")
    opening = again.groupby("series")["place"].min()
    place = pd.Series(range(len(sessions)), sessions.index)
    opened = place[table.index] == sessions["series"][table.index].map(opening)
    back = table["returning"].astype("Int64").mask(opened)
    return table.assign(returning=back).loc[[s for s in sessions.index if s in table.index]]


def _placed(here: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Attendees of the given sessions with the `place` of the session in time and its `series`."""
    known = here[here["session"].isin(sessions.index)]
    place = pd.Series(range(len(sessions)), sessions.index)
    return known.assign(
        place=known["session"].map(place), series=known["session"].map(sessions["series"])
    )


def lapsed(here: pd.DataFrame, sessions: pd.DataFrame, lapse: int = LAPSE) -> pd.DataFrame:
    """Return, by series: people who ever attended, and how many of them lapsed.

    Lapsed: absent from the last `lapse` sessions of the series of which attendance is known. A
    series with fewer sessions before those has nobody who could lapse: `lapsed` is missing.

    >>> plan = pd.DataFrame({"series": "s"}, index=["a", "b", "c"])
    >>> here = pd.DataFrame({"session": ["a", "a", "b", "c"], "person": ["p", "q", "q", "r"]})
    >>> lapsed(here, plan).loc["s"].tolist()
    [3, 1]
    """
    placed = _placed(here, sessions)
    places = placed[["series", "place"]].drop_duplicates().sort_values("place").groupby("series")
    recent = placed[placed["place"].isin(places["place"].tail(lapse))]
    ever, lately = (
        rows.groupby("series", sort=False)["person"].nunique() for rows in (placed, recent)
    )
    table = pd.DataFrame({"ever": ever, "lapsed": (ever - lately).where(places.size() > lapse)})
    return table.astype("Int64").loc[ever.index]


def cohorts(here: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return, for each cohort of a series, how many attended each of its sessions: long.

    series, cohort (the session that they came to first), session, people. The row of a cohort's
    own session is its size; there is a row for each later session of the series with attendees,
    also where nobody of the cohort came.

    >>> plan = pd.DataFrame({"series": "s"}, index=["a", "b"])
    >>> here = pd.DataFrame({"session": ["a", "a", "b", "b"], "person": ["p", "q", "q", "r"]})
    >>> cohorts(here, plan)[["cohort", "session", "people"]].to_numpy().tolist()
    [['a', 'a', 2], ['a', 'b', 1], ['b', 'b', 1]]
    """
    placed = _placed(here, sessions)
    first = placed.groupby(["series", "person"], observed=True)["place"].transform("min")
    names = pd.Series(sessions.index)
    keys = ["series", "first", "place"]
    sizes = placed.assign(first=first).groupby(keys).size().rename("people").reset_index()
    held = placed[["series", "place"]].drop_duplicates()
    every = sizes[["series", "first"]].drop_duplicates().merge(held, on="series")
    later = every[every["place"] >= every["first"]].sort_values(keys)
    rows = later.merge(sizes, how="left", on=keys).fillna({"people": 0}).astype({"people": "int64"})
    return pd.DataFrame(
        {
            "series": rows["series"],
            "cohort": rows["first"].map(names),
            "session": rows["place"].map(names),
            "people": rows["people"],
        }
    )


def ever_reached(members: pd.DataFrame, here: pd.DataFrame) -> pd.DataFrame:
    """Return how much of the directory has ever attended: all, reached, never.

    A row each for people, organisations and countries; an organisation or country is reached once
    one of its members attended. members: person, organisation, country. here: attendees.

    >>> members = pd.DataFrame({"person": ["p", "q"], "organisation": ["X", "X"],
    ...                         "country": ["FR", None]})
    >>> ever_reached(members, pd.DataFrame({"person": ["p", "z"]})).loc["person"].tolist()
    [2, 1, 1]
    """
    came = members["person"].isin(here["person"])
    columns = ["person", "organisation", "country"]
    rows = {
        column: (members[column].nunique(), members.loc[came, column].nunique())
        for column in columns
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["all", "reached"])
    return table.assign(never=table["all"] - table["reached"])


def half(attendances: pd.Series) -> int:
    """Return the smallest number of entries that together make half of all attendance.

    CHAOSS calls it the contributor absence factor, others the bus or pony factor: the fewer, the
    more rests on them. attendances: how often each person, organisation or country attended.

    >>> half(pd.Series([1000, 202, 90, 33, 332, 343, 42, 433]))
    2
    """
    ranked = attendances.sort_values(ascending=False)
    enough = ranked.cumsum() * 2 >= ranked.sum()
    return int((~enough).sum()) + 1 if len(ranked) and ranked.sum() > 0 else 0
