"""Google Meet's own attendance report, one row a person.

Source: a sheet that Meet mails to the organiser after the meeting > File > Download > CSV
(automatic on Education Plus, on demand on other paid plans). UTF-8, comma. First name, last name,
e-mail, duration, time joined, time exited; the last two may be missing, and tell the time of day
alone. In other languages the columns are known by position and by what is in them. A masked e-mail
is none.
First seen: 2025, in parsers' tests only.
"""

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import attendance
from copanalytics.exports._content import Content, Row
from copanalytics.exports._durations import minutes
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._flat import persons, table
from copanalytics.exports._records import Records, records
from copanalytics.exports._times import is_clock, is_time
from copanalytics.exports._words import headed, words

NEEDED = ("first_name", "last_name", "email", "stated")
COLUMNS = ("first_name", "last_name", "email", "stated", "joined_at", "left_at")


def recognises(source: Content) -> bool:
    """Return whether headings or values are of names, e-mails, lengths and times of day."""
    return headed(source, words("google-meet"), NEEDED, within=3) is not None or (
        len(source.rows) > 1 and all(map(_is_person, source.rows[1:30]))
    )


def read(source: Content, reading: Reading) -> Export:
    """Return one row a person, with the minutes that Meet sums."""
    start = headed(source, words("google-meet"), NEEDED, within=3)
    if start is None:
        found = records(source.rows[1:], COLUMNS)
        names = (found.frame["first_name"] + " " + found.frame["last_name"]).str.strip()
        found = Records(found.frame.assign(name=names), found.problems)
    else:
        found = table(source.rows[start], source.rows[start + 1 :], words("google-meet"))
    rows, problems = persons(found.frame, source, reading)
    shown, notes = _unmasked(rows)
    return attendance("google-meet", shown, [*found.problems, *problems, *notes])


def _is_person(row: Row) -> bool:
    if row.blank:
        return True
    if len(row.cells) != len(COLUMNS):
        return False
    _, _, email, length, *times = (cell.strip() for cell in row.cells)
    return (
        ("@" in email or not email)
        and not length.isdigit()
        and minutes(length) is not None
        and all(is_clock(time) or is_time(time) for time in times)
    )


def _unmasked(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    masked = rows["email"].str.contains("*", regex=False)
    note = f"{int(masked.sum())} of its e-mails are masked; these people are known by name."
    notes = [Problem(None, "note", note)] if masked.any() else []
    return rows.assign(email=rows["email"].mask(masked, "")), notes
