"""What the invented community's truth says, counted by hand: none of the library's rules is used.

Every function has the truth's own persons. `whose` tells which pseudonym stands for whom in the
tidy tables, by the places of rows and their times; never by a name, as the library does.
"""

from collections import defaultdict

import pandas as pd
from make_demo import Truth

import copanalytics as cop

TOTALS = "hic-2"
"""The session whose export tells no times but begun minutes."""
WEBINAR = "hic-1"
"""The only session whose export tells a country."""
ENOUGH = 300
"""Seconds from which one is an attendee; the truth has nobody near."""


def seconds(truth: Truth) -> dict[tuple[str, str], int]:
    """Return in how many seconds each person was connected, by session and person."""
    connected = defaultdict(set)
    for row in truth.connections.to_dict("records"):
        joined, left = (int(row[end].timestamp()) for end in ("joined_at", "left_at"))
        connected[row["session"], row["person"]].update(range(joined, left))
    return {
        who: -(-len(times) // 60) * 60 if who[0] == TOTALS else len(times)
        for who, times in connected.items()
    }


def attendees(truth: Truth) -> dict[str, set[str]]:
    """Return the people of each session who stayed, sessions in order of time."""
    stayed = {who for who, length in seconds(truth).items() if length >= ENOUGH}
    return {name: {p for s, p in stayed if s == name} for name in truth.sessions["session"]}


def back(truth: Truth) -> dict[str, tuple[int, int | None]]:
    """Return, by session, attendees and those of them seen before in its series."""
    series = truth.sessions.set_index("session")["series"]
    seen: dict[str, set[str]] = {}
    found: dict[str, tuple[int, int | None]] = {}
    for session, here in attendees(truth).items():
        before = seen.get(series[session])
        found[session] = (len(here), None if before is None else len(here & before))
        seen[series[session]] = (before or set()) | here
    return found


def cohorts(truth: Truth) -> dict[tuple[str, str], int]:
    """Return how many of those who came to one session first came to another: by both."""
    series = truth.sessions.set_index("session")["series"]
    first: dict[tuple[str, str], str] = {}
    found: dict[tuple[str, str], int] = defaultdict(int)
    for session, here in attendees(truth).items():
        for person in here:
            found[first.setdefault((series[session], person), session), session] += 1
    return dict(found)


def countries(truth: Truth) -> dict[str, str]:
    """Return the country of each person of whom a file tells one: the directory's, else that of
    their registration, else that of their connection to the webinar.
    """
    people = truth.people.set_index("person")
    webinar = truth.connections.loc[truth.connections["session"] == WEBINAR, "person"]
    asked = truth.registrations.set_index("person")["place"]
    members = people.index[people["member"] == "yes"]
    told = [people.loc[webinar.unique(), "country"], asked, people.loc[members, "country"]]
    return {person: country for part in told for person, country in part.items()}


def whose(truth: Truth, community: cop.Community) -> pd.DataFrame:
    """Return the truth's connections with what stands in the tidy table for each: `pseudonym`,
    `joined` and `left`.
    """
    parts = []
    for session, met in truth.connections.groupby("session"):
        told = community.attendance[community.attendance["session"] == session]
        if session != TOTALS:  # a webinar's report has its rows by role, not by time
            times = ["joined_at", "left_at"]
            met, told = (rows.sort_values(times, kind="stable") for rows in (met, told))
        columns = {"person": "pseudonym", "joined_at": "joined", "left_at": "left"}
        beside = told[list(columns)].rename(columns=columns).reset_index(drop=True)
        parts.append(pd.concat([met.reset_index(drop=True), beside], axis=1))
    return pd.concat(parts, ignore_index=True)


def listed(truth: Truth, community: cop.Community) -> pd.DataFrame:
    """Return the truth's members with what the tidy directory has of each."""
    members = truth.people[truth.people["member"] == "yes"].sort_values(["last", "first"])
    told = community.members.rename(columns={"person": "pseudonym"}).add_prefix("told_")
    return pd.concat([members.reset_index(drop=True), told.reset_index(drop=True)], axis=1)


def pseudonyms(truth: Truth, community: cop.Community) -> pd.DataFrame:
    """Return every person of the truth who came or is listed, with each pseudonym they have."""
    known = listed(truth, community).rename(columns={"told_pseudonym": "pseudonym"})
    both = pd.concat([whose(truth, community), known])[["person", "pseudonym"]]
    return both.drop_duplicates().reset_index(drop=True)
