"""Microsoft Teams' attendance report in three numbered sections (four with engagement).

Source: meeting chat or calendar > Attendance > Download. Tab, UTF-16 LE with BOM, named .csv; often
re-saved as UTF-8, with semicolons or commas, or by Excel with padded rows. Headings and titles are
translated, even within one language in several ways, so sections are known by their number and
columns by position, in any language: section 2 is name, first join, last leave, duration, e-mail,
UPN, role, and for a webinar the registration; section 3 is one row a connection: name, join, leave,
duration, e-mail, role. Times are in the organiser's zone, stated in a heading at the most; the
order of day and month is the account's.
First seen: November 2022; a fourth section in 2026.
"""

import re
from dataclasses import replace

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import NO_TIME, attendance, timed
from copanalytics.exports._content import Content, Row
from copanalytics.exports._durations import lengths
from copanalytics.exports._export import Export, Reading, kind_table
from copanalytics.exports._records import Records, line_number, records
from copanalytics.exports._times import instants, settled
from copanalytics.exports._words import with_zones, words
from copanalytics.folding import fold, squeeze

PEOPLE = ("name", "first_join", "last_leave", "duration", "email", "upn", "role")
REGISTERED: tuple[str, ...] = (
    *PEOPLE,
    "first_name",
    "last_name",
    "registered_as",
    "registered_at",
    "status",
)
CONNECTIONS: tuple[str, ...] = ("name", "joined_at", "left_at", "stated", "email", "role")
TITLE = re.compile(r"([1-9])\. ?\S")
"""How the title of a section starts."""

APART = 1.0
"""Minutes that a person's length may differ from the sum of their connections, each cut short."""


def recognises(source: Content) -> bool:
    """Return whether the first row is titled '1.' and a section 2 with headings follows."""
    if not source.rows or not TITLE.match("".join(source.rows[0].cells[:1])):
        return False
    starts = _starts(source)
    return starts.get(1) == 0 and (2 in starts or len(source.rows) < 15)


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection, and how many people the summary counts beyond the rows.

    Raises: CopanalyticsError when the list of connections is missing or its last row is cut.
    """
    starts = _starts(source)
    if not {2, 3} <= set(starts):
        raise source.wrong("lacks its second or third section; it is cut short, download it again.")
    people = _section(source, starts, 2, REGISTERED)
    connections = _section(source, starts, 3, CONNECTIONS)
    _refuse_if_cut(source, people, connections)
    told = settled(connections.frame[["joined_at", "left_at"]], source, reading, event=True)
    rows, problems = timed(connections.frame, source, told)
    stated, listed = _attended(source, starts[2]), len(people.frame)
    said = [*people.problems, *connections.problems, *problems, *_sums(people, connections)]
    if stated is not None and stated != listed:
        said.append(Problem(None, "note", f"states {stated} participants, {listed} are listed."))
    return replace(
        attendance("teams-attendance", rows, said),
        registrations=_registrations(_heading(source, starts, 2), people.frame, source, told),
        unlisted=max((stated or 0) - listed, 0),
    )


def _starts(source: Content) -> dict[int, int]:
    """Number of each section to the index of its title row."""
    titles = {
        int(found[1]): index
        for index, row in reversed(list(enumerate(source.rows)))
        if (found := TITLE.match(row.cells[0] if row.cells else "")) and not any(row.cells[1:])
    }
    return titles


def _section(
    source: Content, starts: dict[int, int], number: int, columns: tuple[str, ...]
) -> Records:
    first = starts[number] + 2
    below = source.rows[first : starts.get(number + 1)]
    found = records([Row(row.line, row.cells[: len(columns)]) for row in below], columns)
    headings = dict(zip(columns, _heading(source, starts, number), strict=False))
    return Records(with_zones(found.frame, headings), found.problems)


def _heading(source: Content, starts: dict[int, int], number: int) -> list[str]:
    at = starts[number] + 1
    return source.rows[at].cells if at < len(source.rows) else []


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


def _sums(people: Records, connections: Records) -> list[Problem]:
    """Section 2 adds up each person's lengths of section 3; a list that was edited does not."""
    listed = lengths(connections.frame["stated"]).groupby(_identity(connections.frame)).sum()
    stated = lengths(people.frame["duration"])
    who = _identity(people.frame)
    alone = ~who.duplicated(keep=False)
    sums = who.map(listed)
    apart = alone & ((stated - sums).abs() > APART)
    others = zip(sums.index[apart], people.frame.loc[apart, "duration"], sums[apart], strict=True)
    return [
        Problem(
            line_number(line),
            "note",
            f"states {squeeze(text)!r} in all, its connections give {given:.1f} minutes, "
            "which count; was the list edited?",
        )
        for line, text, given in others
    ]


def _identity(frame: pd.DataFrame) -> pd.Series:
    return frame["name"].map(fold) + "\t" + frame["email"].map(fold)


def _attended(source: Content, until: int) -> int | None:
    """The summary's number of people: by its label, else the only number alone in its row."""
    told = {
        fold(row.cells[0]): int(row.cells[1])
        for row in source.rows[:until]
        if len(row.cells) > 1 and re.fullmatch(r" *[0-9]{1,6} *", row.cells[1])
    }
    known = [number for label, number in told.items() if label in words("teams")["attended"]]
    return (known or (list(told.values()) if len(told) == 1 else []) or [None])[0]


def _registrations(
    heading: list[str], people: pd.DataFrame, source: Content, reading: Reading
) -> pd.DataFrame | None:
    """Who registered for a webinar, which five columns behind the seven tell."""
    said = people[["registered_as", "registered_at", "status"]].apply(lambda c: c.str.strip())
    registered = people[said["registered_at"].ne("") & said["registered_as"].str.contains("@")]
    if len(heading) < len(REGISTERED) or registered.empty:
        return None
    at = instants(registered[["registered_at"]], source, reading, event=False)["registered_at"]
    name = (registered["first_name"] + " " + registered["last_name"]).str.strip()
    table = pd.DataFrame(
        {
            "name": name,
            "email": registered["registered_as"],
            "registered_at": at,
            "status": registered["status"],
        }
    )
    return kind_table("registration", table.drop_duplicates(["email"]))
