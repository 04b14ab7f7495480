"""Microsoft Teams' attendance report of 2021: a summary, then one row a connection.

Source: meeting chat or calendar > Attendance > Download (meetingAttendanceReport.csv). UTF-16 LE
with BOM, tab; re-saved with semicolons. Rows of label and value, then a table known by position in
any language: name, join, leave, duration, e-mail, role, and since autumn 2021 the UPN. Lengths of
an hour or more lack their seconds. Times are in the organiser's zone, not stated.
First seen: April 2021 (French); also English, Portuguese, Polish.
"""

import re
from dataclasses import replace

from copanalytics.errors import Problem
from copanalytics.exports._connections import attendance, timed
from copanalytics.exports._content import Content, Row
from copanalytics.exports._durations import minutes
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._records import Records, records
from copanalytics.exports._times import is_time
from copanalytics.exports._words import with_zones, words
from copanalytics.folding import fold

COLUMNS: tuple[str, ...] = ("name", "joined_at", "left_at", "stated", "email", "role", "upn")
LABELS = 3
"""Rows of label and value that a summary has at the least."""


def recognises(source: Content) -> bool:
    """Return whether rows of label and value are followed by connections."""
    start = _heading(source)
    if start is None or re.match(r"1\. ?\S", "".join(source.rows[0].cells[:1])):
        return False
    below = [row.cells for row in source.rows[start + 1 : start + 6] if not row.blank]
    return all(_is_connection(cells) for cells in below)


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection, and how many people the summary counts beyond the rows."""
    start = _heading(source) or 0
    found = records(source.rows[start + 1 :], COLUMNS)
    headings = dict(zip(COLUMNS, source.rows[start].cells, strict=False))
    found = Records(with_zones(found.frame, headings), found.problems)
    _refuse_if_cut(source, found)
    rows, problems = timed(found.frame, source, reading)
    stated = _attended(source, start)
    people = rows["email"].where(rows["email"].str.strip().ne(""), rows["name"]).map(fold)
    listed = people.nunique()
    said = [*found.problems, *problems]
    if stated is not None and stated != listed:
        said.append(Problem(None, "note", f"states {stated} participants, {listed} are listed."))
    export = attendance("teams-summary", rows, said)
    return replace(export, unlisted=max((stated or listed) - listed, 0))


def _heading(source: Content) -> int | None:
    """The index of the table's headings: the first wide row, below rows of label and value."""
    wide = (at for at, row in enumerate(source.rows[:15]) if len(_told(row)) > 4)
    start = next(wide, None)
    if start is None:
        return None
    above = [_told(row) for row in source.rows[:start]]
    pairs = [cells for cells in above if len(cells) == 2]
    right = len(pairs) >= LABELS and any(is_time(cells[1]) for cells in pairs)
    return start if right and len(source.rows[start].cells) >= len(COLUMNS) - 1 else None


def _told(row: Row) -> list[str]:
    return [cell for cell in row.cells if cell.strip()]


def _is_connection(cells: list[str]) -> bool:
    return (
        len(cells) > 3
        and (is_time(cells[1]) or is_time(cells[2]))
        and (not cells[3].strip() or minutes(cells[3]) is not None)
    )


def _refuse_if_cut(source: Content, found: Records) -> None:
    """Every row ends with a role, else the list was cut."""
    if len(found.frame) and not found.frame["role"].iloc[-1].strip():
        line = int(str(found.frame.index[-1]))
        raise source.wrong("its list of connections is cut short; download it again.", line)


def _attended(source: Content, until: int) -> int | None:
    """The summary's number of people: by its label, else the only number in a row of two."""
    pairs = [cells for row in source.rows[:until] if len(cells := _told(row)) == 2]
    told = {fold(label): int(n) for label, n in pairs if re.fullmatch(r" *[0-9]{1,6} *", n)}
    known = [number for label, number in told.items() if label in words("teams")["attended"]]
    return (known or (list(told.values()) if len(told) == 1 else []) or [None])[0]
