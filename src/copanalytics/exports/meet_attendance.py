"""Google Meet Attendance, a browser extension by A. Caughey: a class list with arrivals.

Source: the extension's panel > save as CSV. UTF-8 with BOM, LF, blanks behind the commas; two or
three rows about the class, then headings (English) and one row a person; who was absent has a short
row without times; lines of help follow. Times are of the day alone, on the day that the file states
or the session's.
First seen: May 2020.
"""

import csv
import io

from copanalytics.errors import Problem
from copanalytics.exports._connections import NO_TIME, attendance
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._flat import persons, table
from copanalytics.exports._words import words
from copanalytics.folding import fold

NEEDED = ("name", "joined_at", "left_at", "checks")


def recognises(source: Content) -> bool:
    """Return whether it starts with whose attendance it is."""
    title = words("meet-attendance")["title"]
    return bool(source.rows) and fold("".join(source.rows[0].cells[:1]).strip('" ')) in title


def read(source: Content, reading: Reading) -> Export:
    """Return one row a person who was there."""
    known, rows = words("meet-attendance"), _rows(source)
    start = next(
        (at for at, row in enumerate(rows) if set(row.folded) & set(known["checks"])), None
    )
    if start is None:
        raise source.wrong("lacks its list of people; it is cut short, download it again.")
    width = len(rows[start].cells)
    below = [Row(row.line, row.cells[:width]) for row in rows[start + 1 :]]
    found = table(rows[start], below, known)
    if not {"name", "joined_at", "left_at"} <= set(found.frame):
        raise source.wrong(f"has no names or times among its headings {rows[start].cells}.")
    there = ~found.frame["joined_at"].str.strip().isin(NO_TIME)
    people, problems = persons(found.frame[there], source, reading)
    others = int((~there).sum())
    note = f"{others} of its rows are of absent people or of help, and have no time."
    notes = [Problem(None, "note", note)] if others else []
    return attendance("meet-attendance", people, [*found.problems, *problems, *notes])


def _rows(source: Content) -> list[Row]:
    """The rows read with the blanks behind the commas, where quotes would not be seen else."""
    if not source.text:
        return source.rows
    reader, rows, line = csv.reader(io.StringIO(source.text), skipinitialspace=True), [], 1
    for cells in reader:
        rows.append(Row(line, cells))
        line = reader.line_num + 1
    return rows
