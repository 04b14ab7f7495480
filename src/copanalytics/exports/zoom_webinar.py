"""Zoom's attendee report of a webinar: hosts, panelists, registrants, and others who came.

Source: Reports > Usage > Webinar > Attendee Report > Export. Comma, UTF-8 with BOM. Sections with a
title row, each with headings of its own; a person's second connection has no registration time; who
registered and did not come has '--'. Rows may end in surplus commas. The country is where the
connection came from. Custom registration questions stand before it. Titles and headings are
translated; those known (English, Portuguese) are in reference/attendance_words.csv. Times are in
the zone of the account, not stated.
First seen: March 2020 (English), January 2021 (Portuguese), August 2026 (dates in numbers).
"""

from collections.abc import Iterator

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import NO_TIME, attendance, timed
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading, kind_table
from copanalytics.exports._records import records, whole_number
from copanalytics.exports._times import instants, is_time, settled
from copanalytics.exports._words import meanings, with_zones, words
from copanalytics.folding import fold

ROLES = ("host", "panelist", "attendee", "other")
"""Meanings of the sections' titles, and the roles of the people in them."""

COLUMNS = (
    "attended", "name", "first_name", "last_name", "email", "registered_at", "status",
    "joined_at", "left_at", "stated", "country",
)  # fmt: skip


def recognises(source: Content) -> bool:
    """Return whether the first cell is the report's title."""
    titles = words("zoom-webinar")["title"]
    return bool(source.rows) and "".join(source.rows[0].folded[:1]).strip(" ,") in titles


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection, with the country of each; and the registrations."""
    parts, problems = [], []
    for title, heading, rows in _sections(source):
        section, said = _section(title, heading, rows)
        parts.append(section)
        problems += said
    if not parts:
        raise source.wrong("has no list of attendees; is it cut short? Download it again.")
    people = pd.concat(parts).fillna("")
    came = ~people["joined_at"].str.strip().isin(NO_TIME)
    told = settled(people.loc[came, ["joined_at", "left_at"]], source, reading, event=True)
    connections, untimed = timed(people[came], source, told)
    problems += [*untimed, *_absent(people[~came]), *_totals(source, people)]
    export = attendance("zoom-webinar", connections, problems)
    registered = _registrations(people, source, told)
    return Export(export.format, "attendance", export.table, export.problems, registered)


def _sections(source: Content) -> Iterator[tuple[Row, Row, list[Row]]]:
    """Title row, heading row and rows of each section.

    Raises: CopanalyticsError when a section's title and headings are both in unknown words.
    """
    rows = source.rows
    starts = [at for at in range(1, len(rows) - 1) if _begins(rows[at], rows[at + 1], source)]
    for start, end in zip(starts, [*starts, len(rows)][1:], strict=True):
        yield rows[start], rows[start + 1], rows[start + 2 : end]


def _begins(title: Row, heading: Row, source: Content) -> bool:
    if not title.cells or not title.cells[0].strip() or any(c.strip() for c in title.cells[1:]):
        return False
    if "joined_at" in meanings(heading.cells, words("zoom-webinar")).values():
        return True
    told = [cell for cell in heading.cells if cell.strip()]
    if _role(title) or (len(told) > 3 and not any(is_time(c) or c == "--" for c in told)):
        raise source.wrong(
            f"has a section {title.cells[0]!r} whose headings are not known; is it cut short, or "
            "in a further language? Export it with Zoom in English.",
            title.line,
        )
    return False


def _role(title: Row) -> str:
    known = words("zoom-webinar")
    return next((role for role in ROLES if fold(title.cells[0]).strip(" ,") in known[role]), "")


def _section(title: Row, heading: Row, rows: list[Row]) -> tuple[pd.DataFrame, list[Problem]]:
    columns = meanings(heading.cells, words("zoom-webinar"))
    titles = [columns.get(at, f"column {at}") for at in range(len(heading.cells))]
    found = records(rows, titles)
    frame = found.frame.reindex(columns=list(COLUMNS), fill_value="")
    frame = with_zones(frame, {meaning: heading.cells[at] for at, meaning in columns.items()})
    whole = (frame["first_name"] + " " + frame["last_name"]).str.strip()
    named_so = frame["name"].where(frame["name"].ne(""), whole)
    role = _role(title)
    said = [] if role else [Problem(title.line, "note", f"has a section {title.cells[0]!r}.")]
    table = frame.assign(name=named_so, role=role or "other").apply(_said)
    return table, [*found.problems, *said]


def _said(column: pd.Series) -> pd.Series:
    # `NA` is left alone in names and countries: it is Namibia's code.
    nothing = NO_TIME if column.name in ("registered_at", "status") else ("-", "--")
    return column.str.strip().where(~column.str.strip().isin(nothing), "")


def _absent(people: pd.DataFrame) -> list[Problem]:
    """Who did not come has no times; who came has."""
    no = people["left_at"].isin(NO_TIME)
    return [
        Problem(int(str(line)), "error", "has a leave time but no join time; was not read.")
        for line in people.index[~no]
    ]


def _totals(source: Content, people: pd.DataFrame) -> list[Problem]:
    """The report's own number of registrants, where it is another than that of the rows."""
    known = words("zoom-webinar")["registered"]
    for heading, values in zip(source.rows[:8], source.rows[1:8], strict=False):
        stated = dict(zip(heading.folded, values.cells, strict=False))
        said = next((stated[word].strip() for word in known if word in stated), "")
        listed = int(people["registered_at"].ne("").sum())
        if whole_number(said) not in (None, listed):
            told = f"states {said} registrations, {listed} are listed."
            return [Problem(values.line, "note", told)]
    return []


def _registrations(people: pd.DataFrame, source: Content, reading: Reading) -> pd.DataFrame:
    registered = people[people["registered_at"].ne("") | people["status"].ne("")]
    at = instants(registered[["registered_at"]], source, reading, event=False)
    table = registered[["name", "email", "country", "status"]].assign(
        registered_at=at["registered_at"]
    )
    return kind_table("registration", table)
