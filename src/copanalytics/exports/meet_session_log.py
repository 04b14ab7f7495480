"""Google Meet Attendance, a browser extension by K. Chris: every meeting that it has seen.

Source: the extension's options > Export > CSV. UTF-8 with BOM, CRLF, every cell quoted; headings in
English or Polish, so the columns are known by position, nineteen: date, meeting, code, series,
start, end, length, participant, e-mail, status, first seen, last left, present, minutes present,
share, sessions, joins and leaves (JSON), merged from, ID. It may hold many meetings: those of the
session's day are read.
First seen: August 2026.
"""

import re

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import TIMES, attendance, stayed
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._records import records
from copanalytics.exports._times import instants, is_clock, on_the_day

COLUMNS = (
    "date", "meeting", "code", "series", "start", "end", "length", "name", "email", "status",
    "joined_at", "left_at", "present", "stated", "share", "sessions", "joins", "merged", "id",
)  # fmt: skip
CODE = re.compile(r"[a-z]{3}-[a-z]{4}-[a-z]{3}")


def recognises(source: Content) -> bool:
    """Return whether rows of this width have a Meet code and a list of joins in their places."""
    rows = [row for row in source.rows[1:30] if not row.blank]
    return bool(rows) and all(map(_is_entry, rows))


def read(source: Content, reading: Reading) -> Export:
    """Return one row a person of the session's meeting.

    Raises: CopanalyticsError when no meeting of it is of the session's day.
    """
    found = records(source.rows[1:], COLUMNS)
    frame = found.frame.assign(day=found.frame["date"].str.strip().str.split(" ").str[0])
    told = on_the_day(frame[["day"]] + " 12:00", source, reading)
    mine, notes = _of_session(frame, source, told)
    alone = mine[list(TIMES)].apply(lambda column: column.map(is_clock))
    with_day = mine[list(TIMES)].apply(lambda column: mine["day"] + " " + column)
    dated = mine.drop(columns=list(TIMES)).join(mine[list(TIMES)].mask(alone, with_day))
    rows, problems = stayed(dated.assign(clock=alone.any(axis=1)), source, told)
    shown = rows.drop(columns=["status"])
    return attendance("meet-session-log", shown, [*found.problems, *problems, *notes])


def _of_session(
    frame: pd.DataFrame, source: Content, reading: Reading
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows of the session's day; of a file of several days, only where that is known."""
    noon = instants(frame[["day"]] + " 12:00 UTC", source, reading, event=True)["day"]
    days = noon.dt.date
    if reading.date is None and len(days.dropna().unique()) > 1:
        raise source.wrong("holds meetings of several days; put it into a session's folder.")
    other = days.ne(reading.date) & days.notna() if reading.date else days.ne(days)
    if other.all() and len(other):
        raise source.wrong(f"has no meeting on {reading.date}; move it to its session's folder.")
    note = f"{int(other.sum())} of its rows are of meetings on other days; not read."
    return frame[~other], [Problem(None, "note", note)] if other.any() else []


def _is_entry(row: Row) -> bool:
    return (
        len(row.cells) == len(COLUMNS)
        and bool(CODE.fullmatch(row.cells[2].strip()) or not row.cells[2].strip())
        and row.cells[16].strip()[:1] in ("[", "")
    )
