"""BigBlueButton's Learning Dashboard, one row a person.

Source: the dashboard's Users tab > Download session data (LearningDashboard_<meeting>_<day>.csv);
or the CSV of the bbb-events library. CRLF, comma; headings translated and not quoted, so a comma in
a poll's question makes a column more, and columns are known by what is in them: name, moderator
(TRUE or FALSE), ..., join, left, duration (HH:MM:SS). What is missing is '-'. Coming back is summed
in the duration, which alone counts; of who never left it grows until the download. Times are in the
zone and the order of the browser that downloaded it. Polls of anonymous people are a row of their
own.
First seen: 2021; 'Reactions' for 'Emojis' since 2024.
"""

import re
from typing import NamedTuple

from copanalytics.errors import Problem
from copanalytics.exports._connections import attendance, noted, stayed
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._records import records
from copanalytics.exports._times import is_time
from copanalytics.folding import fold

JOINS = (9, 8)
"""Where the join time stands: in the dashboard's own file, and in that of the library."""

LENGTH = re.compile(r"[0-9]{1,3}:[0-5][0-9]:[0-5][0-9]")
FIRST, LONGEST = 30, 5000
"""Rows that are looked at to know the columns, and letters that a row may have."""

MODERATOR = {"true": "moderator", "false": "viewer"}
STAYED = "has not left; its length may have grown until the download."


class _Place(NamedTuple):
    joined_at: int
    left_at: int
    stated: int


def recognises(source: Content) -> bool:
    """Return whether rows say TRUE or FALSE after the name, and two times and a length later."""
    return _place(source) is not None


def read(source: Content, reading: Reading) -> Export:
    """Return one row a person, with the minutes that the dashboard sums."""
    place = _place(source) or _Place(9, 10, 11)
    titles = {0: "name", 1: "role", **{at: column for column, at in place._asdict().items()}}
    width = place.stated + 1
    rows = [row for row in _rows(source, len(source.rows))[1:] if not row.blank]
    people = [row for row in rows if _is_person(row, place)]
    others = [row for row in rows if not _is_person(row, place)]
    found = records(
        [Row(row.line, row.cells[:width]) for row in people],
        [titles.get(at, f"column {at}") for at in range(width)],
    )
    frame = found.frame.assign(clock=False)
    rows, problems = stayed(frame, source, reading)
    problems += noted(rows.index[rows["left_at"].isna()], STAYED)
    problems += [_other(row) for row in others]
    roles = rows["role"].map(fold).map(MODERATOR)
    return attendance("bbb-dashboard", rows.assign(role=roles), [*found.problems, *problems])


def _rows(source: Content, most: int) -> list[Row]:
    """The rows, of which each stands in quotes as a whole; quotes in cells are not doubled."""
    lines = source.text[: most * LONGEST].splitlines()
    return [
        Row(row.line, lines[row.line - 1][1:-1].split('","')) if _quoted(lines, row) else row
        for row in source.rows[:most]
    ]


def _quoted(lines: list[str], row: Row) -> bool:
    line = lines[row.line - 1] if row.line <= len(lines) else ""
    return line.startswith('"') and line.endswith('"') and '","' in line


def _place(source: Content) -> _Place | None:
    rows = [row for row in _rows(source, FIRST)[1:] if not row.blank]
    for at in JOINS:
        place = _Place(at, at + 1, at + 2)
        if rows and _is_person(rows[0], place) and len(source.rows[0].cells) > place.stated:
            return place
    return None


def _is_person(row: Row, place: _Place) -> bool:
    cells = [cell.strip() for cell in row.cells]
    return (
        len(cells) > place.stated
        and cells[1].lower() in MODERATOR
        and is_time(cells[place.joined_at])
        and (cells[place.left_at] in ("-", "") or is_time(cells[place.left_at]))
        and bool(LENGTH.fullmatch(cells[place.stated]))
    )


def _other(row: Row) -> Problem:
    if fold(row.cells[0]) == "anonymous":
        return Problem(row.line, "note", "tells anonymous votes, and no attendance.")
    return Problem(row.line, "error", f"of {row.cells[0]!r} is no whole row; was not read.")
