"""GoToWebinar's attendee report: general information, then a line per session and its attendees.

Source: Analytics > Reports > Attendee > Generate > CSV. Comma. The first line says when it was
generated; pairs of a heading row and a value row follow `General Information`, and the attendees'
headings follow `Session Details`. What these headings are called is not evidenced, so that they are
named in the community's reference/mappings.csv (attendance,<heading>,name and so on).
First seen: 2023, in a parser.
"""

from copanalytics.exports._connections import attendance
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._flat import persons, table
from copanalytics.exports._words import Words
from copanalytics.folding import fold

WITHIN = 60
"""Rows from the start in which the titles stand."""

INFORMATION, DETAILS = "general information", "session details"


def recognises(source: Content) -> bool:
    """Return whether general information stands at the start, and the session's below."""
    return _at(source, INFORMATION) is not None and (
        _at(source, DETAILS) is not None or "webinar id" in _words(source)
    )


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection, its columns as reference/mappings.csv names them.

    Raises: CopanalyticsError when it is cut short, or nobody has named its headings.
    """
    start = _at(source, DETAILS)
    below = source.rows[start + 1 :] if start is not None else []
    rows = [row for row in below if not row.blank]
    if not rows:
        raise source.wrong("lacks its session details; it is cut short, download it again.")
    mine = reading.mappings[reading.mappings["kind"] == "attendance"]
    known: Words = {
        str(c): tuple(map(fold, group)) for c, group in mine.groupby("column")["heading"]
    }
    found = table(rows[0], rows[1:], known)
    meant = {"stated" if column == "minutes" else column for column in found.frame}
    named = {"name"} <= meant or {"first_name", "last_name"} <= meant
    if not named or not ({"joined_at", "left_at"} <= meant or "stated" in meant):
        raise source.wrong(
            f"is GoToWebinar's report, with the headings {rows[0].cells}; say in "
            "reference/mappings.csv (attendance,<heading>,<column>) which are name, email, "
            "joined_at, left_at and minutes.",
            rows[0].line,
        )
    frame = found.frame.rename(columns={"minutes": "stated"})
    people, problems = persons(frame, source, reading)
    return attendance("goto-webinar", people, [*found.problems, *problems])


def _at(source: Content, title: str) -> int | None:
    for at, row in enumerate(source.rows[:WITHIN]):
        if row.cells and fold(row.cells[0]).strip(" :,") == title:
            return at
    return None


def _words(source: Content) -> set[str]:
    return {cell for row in source.rows[:12] for cell in row.folded}
