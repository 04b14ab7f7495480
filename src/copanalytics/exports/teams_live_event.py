"""Microsoft Teams' report of a live event: who joined and left, one row an event.

Source: the event's resources > Attendee engagement report (AttendeeReport.csv). UTF-8 without BOM,
comma; commas in the browser's name are semicolons. In English only. Times are in UTC, as their
heading says. One person may have several sessions at once; people who did not sign in have neither
a name nor an e-mail. The order of day and month is the account's.
First seen: January 2022.
"""

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import attendance
from copanalytics.exports._content import Content
from copanalytics.exports._events import paired
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._records import line_number, records
from copanalytics.exports._times import NIGHT, instants
from copanalytics.exports._words import headed, meanings, means, words

NEEDED = ("session", "name", "at", "action")


def recognises(source: Content) -> bool:
    """Return whether the headings are those of sessions, actions and times in UTC."""
    return headed(source, words("teams-live"), NEEDED, within=3) is not None


def read(source: Content, reading: Reading) -> Export:
    """Return one row a session of a person."""
    known = words("teams-live")
    start = headed(source, known, NEEDED, within=3) or 0
    headings = source.rows[start].cells
    columns = meanings(headings, known)
    found = records(
        source.rows[start + 1 :],
        [columns.get(at, f"column {at}") for at in range(len(headings))],
    )
    rows = found.frame
    at = instants((rows[["at"]] + " UTC"), source, reading, event=True)["at"]
    came, went = means(rows["action"], known["joined"]), means(rows["action"], known["left"])
    wrong = at.isna() | ~(came | went)
    unread = [
        Problem(line_number(line), "error", f"{row.action!r} at {row['at']!r}: was not read.")
        for line, row in rows[wrong].iterrows()
    ]
    person = rows.get("person", rows["name"])
    email = person.where(person.str.contains("@"), "")
    told = rows.assign(at=at, came=came, key=rows["session"], email=email)[~wrong]
    named = told.assign(name=told["name"].str.strip())
    connections, notes = paired(named)
    mine, others = _of_the_day(connections, reading)
    said = [*found.problems, *unread, *notes, *others]
    return attendance("teams-live-event", mine, said)


def _of_the_day(rows: pd.DataFrame, reading: Reading) -> tuple[pd.DataFrame, list[Problem]]:
    """The connections around the session's day: people open the page days before, and after."""
    if reading.date is None:
        return rows, []
    day = pd.Timestamp(reading.date, tz="UTC")
    near = rows["joined_at"].between(day - NIGHT, day + 2 * NIGHT)
    other = int((~near).sum())
    note = f"{other} connections are days before or after {reading.date}; not read."
    return rows[near], [Problem(None, "note", note)] if other else []
