"""How long people were present, who is an attendee, and who came back."""

import pandas as pd

PRESENT = 5.0
"""Minutes of presence from which a person is an attendee."""

SHORT = 0.25
"""Share of its planned time that is enough in a session shorter than four times `PRESENT`."""


def presence(attendance: pd.DataFrame) -> pd.Series:
    """Return how many minutes each person was present, by session and person.

    The union of a person's connections: two devices at once count once, gaps do not count.
    A person of whom an export tells only a total has that total; where another export of the
    session tells their times, the times count. Nobody is present longer than their rows' minutes,
    of which an export may tell fewer than lie between its times.

    >>> at = pd.to_datetime(["2025-02-05 14:00", "2025-02-05 14:10"], utc=True)
    >>> left = pd.to_datetime(["2025-02-05 14:30", "2025-02-05 14:45"], utc=True)
    >>> rows = pd.DataFrame({"session": "a", "person": "p", "joined_at": at, "left_at": left,
    ...                      "minutes": [30.0, 35.0]})
    >>> presence(rows).to_dict()
    {('a', 'p'): 45.0}
    """
    who = ["session", "person"]
    timed = attendance[attendance["joined_at"].notna() & attendance["left_at"].notna()]
    rows = timed.sort_values([*who, "joined_at"], kind="stable")
    until = rows.groupby(who)["left_at"].cummax()
    covered = until.groupby([rows["session"], rows["person"]]).shift()
    begins = rows["joined_at"].where(~(covered > rows["joined_at"]), covered)
    minutes = ((rows["left_at"] - begins).dt.total_seconds() / 60).clip(lower=0)
    union = minutes.groupby([rows["session"], rows["person"]]).sum()
    # Some platforms tell a person's first join, last leave and minutes: no more than these count.
    union = union.clip(upper=rows.groupby(who)["minutes"].sum().astype("float64"))
    untimed = attendance[attendance["joined_at"].isna() | attendance["left_at"].isna()]
    told = untimed.groupby(who)["minutes"].sum()
    only_told = told[~told.index.isin(union.index)]
    return pd.concat([union, only_told.astype("float64")]).sort_index().rename("minutes")


def attended(
    attendance: pd.DataFrame, sessions: pd.DataFrame, present: float = PRESENT
) -> pd.DataFrame:
    """Return one row an attendee of a session: session, person, minutes.

    An attendee was present at least `present` minutes; in a session planned for less than four
    times that, a quarter of the planned time is enough. sessions: indexed by session.
    """
    minutes = presence(attendance).reset_index()
    planned = minutes["session"].map(sessions["minutes"]).astype("float64")
    enough = (planned * SHORT).clip(upper=present).fillna(present)
    return minutes[minutes["minutes"] >= enough].reset_index(drop=True)


def counts(attendance: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return, by session with an export: connections, people, attendees, minutes.

    People and attendees include those whom an export's own summary counts and its rows leave out.
    minutes: person-minutes of presence. sessions: indexed by session.
    """
    # Whole milliseconds add up the same in any order of people; minutes with fractions do not.
    milliseconds = (presence(attendance) * 60_000).round()
    here = attended(attendance, sessions)
    table = pd.DataFrame(
        {
            "connections": attendance.groupby("session").size(),
            "people": attendance.groupby("session")["person"].nunique(),
            "attendees": here.groupby("session").size(),
            "minutes": milliseconds.groupby("session").sum() / 60_000,
        }
    )
    unlisted = sessions["unlisted"].reindex(table.index).fillna(0).astype("int64")
    whole = table.assign(people=table["people"] + unlisted)
    whole["attendees"] = whole["attendees"].fillna(0).astype("int64") + unlisted
    return whole.reindex([session for session in sessions.index if session in whole.index])


def returning(here: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return, by session: attendees listed, and how many attended an earlier one of its series.

    here: one row an attendee (see `attended`). sessions: indexed by session, in order of time.
    The first session of a series with attendees has no earlier one: its `returning` is missing.
    """
    order = {session: place for place, session in enumerate(sessions.index)}
    placed = here.assign(
        place=here["session"].map(order), series=here["session"].map(sessions["series"])
    ).dropna(subset=["place"])
    first = placed.groupby(["series", "person"])["place"].transform("min")
    again = placed.assign(again=placed["place"] > first)
    table = again.groupby("session")["again"].agg(attendees="size", returning="sum")
    opening = again.groupby("series")["place"].transform("min")
    opened_by = dict(zip(again["session"], opening, strict=True))
    opened = table.index.map(order) == table.index.map(opened_by)
    back = table["returning"].astype("Int64").mask(pd.Series(opened, table.index))
    return table.assign(returning=back).loc[[s for s in sessions.index if s in table.index]]
