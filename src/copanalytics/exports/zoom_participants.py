"""Zoom's list of a meeting's participants, with or without times.

Source: Reports > Usage > Meetings > Participants > Export (with 'meeting data': a preamble of two
rows; with 'unique users': one row a person, no times). Comma, UTF-8 with or without BOM; Excel
re-saves it with semicolons. Headings are translated; those that are known are in
reference/attendance_words.csv (English, Spanish, Portuguese, Italian, French, German, Polish,
Korean). What is in any other language is known by position and by what is in it: name, e-mail, two
times, minutes; the sixth column is whether a guest, the last of seven or eight whether in the
waiting room (of seven, where somebody says no). Minutes in the file are rounded up, row by row.
Times are in the zone of the account, not stated.
First seen: April 2020; lower-case headings since about 2024.
"""

import re

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import attendance
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._records import records, whole_number
from copanalytics.exports._times import is_time
from copanalytics.exports._words import headed, meanings, means, words
from copanalytics.exports._zoom import people
from copanalytics.folding import fold

DETAIL = ("name", "email", "joined_at", "left_at", "stated", "guest", "other", "waiting_room")
UNIQUE = ("name", "email", "total", "guest")
"""The columns by position, where the language of the headings is not known."""

FIRST = 30
"""Rows below the headings that are looked at to know the columns by what is in them."""

FOOTER = "zoom report"
BRACKETED = re.compile(r"[(（].+[)）]$")


def recognises(source: Content) -> bool:
    """Return whether a heading row names people, and when or how long they were there."""
    start, columns = _heading(source)
    # In the account's history the columns of the meeting stand before the name.
    return start is not None and not _of_history(source.rows[start], columns)


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection, or one row a person where the export has no times."""
    start, columns = _heading(source)
    start = start or 0
    headings = source.rows[start].cells
    titles = [columns.get(at, f"column {at}") for at in range(len(headings))]
    rows = source.rows[start + 1 :]
    if rows and _is_footer(rows[-1]):
        rows = rows[:-1]
    found = records(rows, titles)
    if ("joined_at" in columns.values()) != ("left_at" in columns.values()):
        raise source.wrong(f"has no leave or no join time among its headings {headings}.")
    written = {meaning: headings[at] for at, meaning in columns.items()}
    table, problems = people(found, written, source, reading)
    total = _own_total(source, start, columns, len(found.frame))
    problems += [*total, *_perhaps_waiting(headings, found.frame, columns)]
    return attendance("zoom-participants", table, problems)


def _heading(source: Content) -> tuple[int | None, dict[int, str]]:
    """The index of the heading row, and what each of its columns means."""
    known = words("zoom")
    for need in ("joined_at", "total"):
        start = headed(source, known, ["name", need])
        if start is not None:
            return start, _also(_placed(source, start), meanings(source.rows[start].cells, known))
    for start in range(len(source.rows[:12])):
        columns = _placed(source, start)
        if columns:
            return start, columns
    return None, {}


def _also(placed: dict[int, str], known: dict[int, str]) -> dict[int, str]:
    """The known columns, and by position those whose headings are not known.

    Of six, the last might be the waiting room and no guest.
    """
    if len(placed) < 7:
        return known
    others = {
        at: meaning
        for at, meaning in placed.items()
        if at not in known and meaning not in known.values()
    }
    return dict(sorted({**known, **others}.items()))


def _placed(source: Content, start: int) -> dict[int, str]:
    below = source.rows[start + 1 : start + 1 + FIRST]
    return dict(enumerate(_by_position(source.rows[start], below)))


def _of_history(row: Row, columns: dict[int, str]) -> bool:
    name = next((at for at, meaning in columns.items() if meaning == "name"), 0)
    return name > 4 or bool(set(row.folded) & set(words("zoom")["topic"]))


def _by_position(heading: Row, below: list[Row]) -> tuple[str, ...]:
    """The columns of a list in an unknown language, by brackets in its headings and its values."""
    titles = _without_end(heading.cells)
    bracketed = [bool(BRACKETED.search(cell.strip())) for cell in titles]
    cells = [row.cells for row in below if not row.blank and not _is_footer(row)]
    if not cells or not any(bracketed[:1]) or min(map(len, cells)) < 3:
        return ()
    if not all("@" in row[1] or not row[1].strip() for row in cells):
        return ()
    if len(titles) in range(5, 9) and bracketed[4] and all(map(_detailed, cells)):
        return _behind_minutes(cells, len(titles))
    unique = len(titles) in (3, 4) and bracketed[2]
    return UNIQUE[: len(titles)] if unique and all(r[2].isdigit() for r in cells) else ()


def _without_end(cells: list[str]) -> list[str]:
    """The cells without empty ones at their end, which spreadsheets add."""
    return cells[: max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0)]


def _behind_minutes(cells: list[list[str]], width: int) -> tuple[str, ...]:
    """Of seven columns the last is consent, or the waiting room, to which somebody says no."""
    no = words("yes")["no"]
    if width == 7 and any(fold(row[6]) in no for row in cells if len(row) > 6):
        return (*DETAIL[:6], "waiting_room")
    return DETAIL[:width]


def _is_footer(row: Row) -> bool:
    return fold(row.cells[0]).startswith(FOOTER)


def _detailed(cells: list[str]) -> bool:
    return len(cells) > 4 and is_time(cells[2]) and is_time(cells[3]) and cells[4].strip().isdigit()


def _own_total(source: Content, start: int, columns: dict[int, str], rows: int) -> list[Problem]:
    """The preamble's last number counts connections; in a list of unique users it cannot."""
    if start < 2 or "joined_at" not in columns.values():
        return []
    above = [row for row in source.rows[:start] if not row.blank]
    said = [cell.strip() for cell in above[-1].cells if cell.strip()] if len(above) > 1 else []
    if not said or whole_number(said[-1]) in (None, rows):
        return []
    return [Problem(above[-1].line, "note", f"states {said[-1]} connections, {rows} are listed.")]


def _perhaps_waiting(
    headings: list[str], frame: pd.DataFrame, columns: dict[int, str]
) -> list[Problem]:
    """A column of yes and no that nobody knows might say who was still in the waiting room."""
    if "waiting_room" in columns.values():
        return []
    yes, no = words("yes")["yes"], words("yes")["no"]
    return [
        Problem(
            None,
            "note",
            f"does not know the column {heading!r}; if it tells the waiting room, the time there "
            "is counted.",
        )
        for at, heading in enumerate(headings)
        if at not in columns
        and (said := frame[f"column {at}"].str.strip()).pipe(means, yes).any()
        and said.pipe(means, (*yes, *no, "")).all()
    ]
