"""Zoom's webinar attendee report, in sections of different width, of an invented webinar."""

import pandas as pd

from . import tables
from .text import month_name, month_name_12, separated
from .truth import Truth
from .zoom_meeting import minutes

SUMMARY = "Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled"
SUMMARY += ",Unique Viewers,Total Users,Max Concurrent Views"
STAY = "Join Time,Leave Time,Time in Session (minutes),Country/Region Name"
RUNS = f"Attended,User Name (Original Name),Email,{STAY}"
ATTENDS = "Attended,User Name (Original Name),First Name,Last Name,Email"
ATTENDS += f",Registration Time,Approval Status,{STAY}"
PLACES = {
    "GB": "United Kingdom", "FR": "France", "DE": "Germany", "ES": "Spain", "NL": "Netherlands",
    "BE": "Belgium", "IE": "Ireland", "AT": "Austria", "CH": "Switzerland", "AU": "Australia",
    "CA": "Canada", "IT": "Italy", "PT": "Portugal", "US": "United States of America",
}  # fmt: skip


def report(truth: Truth, session: str) -> str:
    """Return the report: host, panelists, registrants who came or not, and others."""
    met = _met(truth, session)
    hosts = met[met["person"] == tables.HOST]
    panel = met[met["person"].isin(tables.PANEL[session])]
    others = met[met["email"] == ""]
    sections = [
        (f"Host Details,\n{RUNS}", _runs(hosts)),
        (f"Panelist Details,\n{RUNS}", _runs(panel)),
        (f"Attendee Details,\n{ATTENDS}", _registrants(truth, met)),
        (f"Other Attended,\nUser Name,{STAY}", _others(others)),
    ]
    body = "".join(f"{heading}\n{separated(rows, end=chr(10))}" for heading, rows in sections)
    return _summary(truth, session, met) + body


def _met(truth: Truth, session: str) -> pd.DataFrame:
    met = truth.connections[truth.connections["session"] == session]
    person = truth.people[["person", "first", "last", "country", "email"]]
    return met.merge(person.rename(columns={"email": "own"}), on="person")


def _summary(truth: Truth, session: str, met: pd.DataFrame) -> str:
    row = truth.sessions.set_index("session").loc[session]
    starts, ends = met["joined_at"].min(), met["left_at"].max()
    watched = met[~met["person"].isin([tables.HOST, *tables.PANEL[session]])]
    length = minutes({"joined_at": starts, "left_at": ends})
    made = month_name_12(ends + pd.Timedelta(hours=19))
    topic = separated([[f"{row['series']}: {row['title']}"]], end="")
    counts = f" {length}, {len(truth.registrations)}, 0,{watched['person'].nunique()},{len(met)}"
    values = f'{topic},822 3344 5566,"{month_name_12(starts)}",{counts},{_most(watched)}'
    return f'Attendee Report,\nReport Generated:,"{made}"\n{SUMMARY}\n{values}\n'


def _most(watched: pd.DataFrame) -> int:
    change = pd.concat([
        pd.Series(1, index=watched["joined_at"]),
        pd.Series(-1, index=watched["left_at"]),
    ])  # fmt: skip
    return int(change.sort_index(kind="stable").cumsum().max())


def _stay(row: dict, place: str) -> list:
    return [month_name(row["joined_at"]), month_name(row["left_at"]), minutes(row), PLACES[place]]


def _runs(met: pd.DataFrame) -> list[list]:
    rows = met.to_dict("records")
    return [["Yes", row["name"], row["email"], *_stay(row, row["country"])] for row in rows]


def _others(met: pd.DataFrame) -> list[list]:
    return [
        [row["name"], month_name_12(row["joined_at"]), month_name_12(row["left_at"]), minutes(row),
         PLACES[row["country"]]]
        for row in met.to_dict("records")
    ]  # fmt: skip


def _registrants(truth: Truth, met: pd.DataFrame) -> list[list]:
    """A person's first row has a cell too many; the rows of rejoins have no registration."""
    people = truth.people.set_index("person").to_dict("index")
    came, missed = [], []
    for asked in truth.registrations.to_dict("records"):
        person = people[asked["person"]]
        own = met[met["person"] == asked["person"]].to_dict("records")
        came += _came(asked, person, own)
        if not own:
            name = [person["name"], person["first"], person["last"], person["email"]]
            missed.append(["No", *name, *_approved(asked), "--", "--", "--", "--", ""])
    return came + missed


def _came(asked: dict, person: dict, own: list[dict]) -> list[list]:
    who = [person["first"], person["last"], person["email"]]
    return [
        ["Yes", row["name"], *who, *(["", ""] if again else _approved(asked))]
        + _stay(row, asked["place"])
        + ([] if again else [""])
        for again, row in enumerate(own)
    ]


def _approved(asked: dict) -> list[str]:
    return [month_name(asked["registered_at"]), "approved"]
