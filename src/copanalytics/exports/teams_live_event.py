"""Microsoft Teams' report of a live event: who joined and left, one row an event.

Source: the event's resources > Attendee engagement report (AttendeeReport.csv). UTF-8 without BOM,
comma; commas in the browser's name are semicolons. In English only. Times are in UTC, as their
heading says. One person may have several sessions at once; people who did not sign in have neither
a name nor an e-mail. The order of day and month is the account's.
First seen: January 2022.
"""

from copanalytics.errors import Problem
from copanalytics.exports._connections import attendance
from copanalytics.exports._content import Content
from copanalytics.exports._events import paired
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._records import line_number, records
from copanalytics.exports._times import instants
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
    return attendance("teams-live-event", connections, [*found.problems, *unread, *notes])
