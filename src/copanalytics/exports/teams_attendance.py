"""Microsoft Teams' attendance report in three numbered sections (four with engagement).

Source: meeting chat or calendar > Attendance > Download. Tab, UTF-16 LE with BOM, named .csv; often
re-saved as UTF-8, or by Excel with padded rows. Headings and titles are translated, so sections are
known by their number and columns by position: section 2 is name, first join, last leave, duration,
e-mail, UPN, role; section 3 is one row a connection: name, join, leave, duration, e-mail, role.
Times are in the organiser's zone, never stated; the order of day and month is the account's.
First seen: November 2022; a fourth section in 2026.
"""

import re

from copanalytics.errors import Problem
from copanalytics.exports._connections import NO_TIME, timed
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading, kind_table
from copanalytics.exports._records import Records, records
from copanalytics.folding import fold

PEOPLE = ("name", "first_join", "last_leave", "duration", "email", "upn", "role")
CONNECTIONS = ("name", "joined_at", "left_at", "duration", "email", "role")
ATTENDED = (
    "attended participants", "total number of participants", "nombre total de participants",
    "participantes atendidos", "numero total de participantes",
)  # fmt: skip
"""What the summary calls the number of people who came, folded."""


def recognises(source: Content) -> bool:
    """Return whether the first row is titled '1.' and a section 2 with headings follows."""
    starts = _starts(source)
    return bool(source.rows) and starts.get(1) == 0 and (2 in starts or len(source.rows) < 15)


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection, and how many people the summary counts beyond the rows.

    Raises: CopanalyticsError when the list of connections is missing or its last row is cut.
    """
    starts = _starts(source)
    if not {2, 3} <= set(starts):
        raise source.wrong("lacks its second or third section; it is cut short, download it again.")
    people = _section(source, starts, 2, PEOPLE)
    connections = _section(source, starts, 3, CONNECTIONS)
    _refuse_if_cut(source, people, connections)
    rows, problems = timed(connections.frame, source, reading)
    table = rows.drop(columns="duration").assign(waiting_room=False)
    stated, listed = _attended(source, starts[2]), len(people.frame)
    said = [*connections.problems, *problems]
    if stated is not None and stated != listed:
        said.append(Problem(None, "note", f"states {stated} participants, {listed} are listed."))
    return Export(
        "teams-attendance",
        "attendance",
        kind_table("attendance", table),
        said,
        unlisted=max((stated or 0) - listed, 0),
    )


def _starts(source: Content) -> dict[int, int]:
    """Number of each section to the index of its title row."""
    titles = {
        int(found[1]): index
        for index, row in reversed(list(enumerate(source.rows)))
        if (found := re.match(r"([1-4])\. ?\S", row.cells[0] if row.cells else ""))
        and not any(row.cells[1:])
    }
    return titles


def _section(
    source: Content, starts: dict[int, int], number: int, columns: tuple[str, ...]
) -> Records:
    first = starts[number] + 2
    rows: list[Row] = []
    for row in source.rows[first : starts.get(number + 1)]:
        if row.blank:
            break
        rows.append(Row(row.line, row.cells[: len(columns)]))
    return records(rows, columns)


def _refuse_if_cut(source: Content, people: Records, connections: Records) -> None:
    """Every row ends with a role, and who joined has a connection: else the list was cut."""
    frame = connections.frame
    last = frame.iloc[-1] if len(frame) else None
    if last is None or not last["role"].strip():
        line = int(frame.index[-1]) if len(frame) else None
        raise source.wrong("its list of connections is cut short; download it again.", line)
    joined = people.frame.loc[~people.frame["first_join"].isin(NO_TIME), "name"]
    without = joined[~joined.map(fold).isin(frame["name"].map(fold))]
    if len(without):
        raise source.wrong(
            f"lists no connection of {len(without)} participants; it is cut short, download it "
            "again."
        )


def _attended(source: Content, until: int) -> int | None:
    for row in source.rows[:until]:
        if len(row.cells) > 1 and fold(row.cells[0]) in ATTENDED and row.cells[1].strip().isdigit():
            return int(row.cells[1])
    return None
