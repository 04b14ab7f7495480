"""Zoom's attendee report of a webinar: hosts, panelists, registrants, and others who came.

Source: Reports > Usage > Webinar > Attendee Report > Export. Comma, UTF-8 with BOM. Sections with a
title row, each with headings of its own; a person's second connection has no registration time; who
registered and did not come has '--'. Rows may end in surplus commas. The country is where the
connection came from. Custom registration questions stand before it.
First seen: March 2020 (English), January 2021 (Portuguese), August 2026 (dates in numbers).
"""

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import NO_TIME, timed
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading, kind_table
from copanalytics.exports._records import named, records
from copanalytics.exports._times import instants, settled

TITLES = ("attendee report", "relatorio de participante")
SECTIONS = {
    "host details": "host",
    "panelist details": "panelist",
    "attendee details": "attendee",
    "other attended": "other",
    "detalhes do anfitriao": "host",
    "detalhes do palestrante": "panelist",
    "detalhes dos participantes": "attendee",
}
"""Title of a section, folded, to the role of the people in it."""

HEADINGS = {
    "attended": ("attended", "participou"),
    "name": ("user name", "user name (original name)", "nome de usuario (nome original)"),
    "first_name": ("first name", "nome"),
    "last_name": ("last name", "sobrenome"),
    "email": ("email", "e-mail"),
    "registered_at": ("registration time", "horario de inscricao"),
    "status": ("approval status", "status da aprovacao"),
    "joined_at": ("join time", "hora do ingresso", "horario de entrada"),
    "left_at": ("leave time", "horario de saida"),
    "country": ("country/region name", "nome do pais/da regiao"),
}


def recognises(source: Content) -> bool:
    """Return whether the first cell is the report's title."""
    return bool(source.rows) and "".join(source.rows[0].folded[:1]).strip(" ,") in TITLES


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection, with the country of each; and the registrations."""
    parts, problems = [], []
    for role, headings, rows in _sections(source):
        section, left_out = _section(role, headings, rows)
        parts.append(section)
        problems += left_out
    if not parts:
        raise source.wrong("has no list of attendees; is it cut short? Download it again.")
    people = pd.concat(parts).fillna("")
    came = ~people["joined_at"].str.strip().isin(NO_TIME)
    told = settled(people.loc[came, ["joined_at", "left_at"]], source, reading, event=True)
    connections, untimed = timed(people[came], source, told)
    connections = connections.assign(waiting_room=False)
    shown = [*("name", "email", "joined_at", "left_at", "minutes", "role", "waiting_room")]
    return Export(
        "zoom-webinar",
        "attendance",
        kind_table("attendance", connections[[*shown, "country"]]),
        [*problems, *untimed],
        registrations=_registrations(people, source, told),
    )


def _sections(source: Content) -> list[tuple[str, Row, list[Row]]]:
    """Role, heading row and rows of each section."""
    starts = [
        (index, SECTIONS[row.folded[0]])
        for index, row in enumerate(source.rows)
        if row.cells and row.folded[0] in SECTIONS and not any(row.cells[1:])
    ]
    ends = [*(index for index, _ in starts), len(source.rows)][1:]
    return [
        (role, source.rows[start + 1], source.rows[start + 2 : end])
        for (start, role), end in zip(starts, ends, strict=True)
        if start + 1 < end
    ]


def _section(role: str, heading: Row, rows: list[Row]) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    columns = named(heading.cells, HEADINGS)
    titles = [columns.get(at, f"column {at}") for at in range(len(heading.cells))]
    found = records(rows, titles)
    frame = found.frame.reindex(columns=list(HEADINGS), fill_value="")
    whole = (frame["first_name"] + " " + frame["last_name"]).str.strip()
    named_so = frame["name"].where(frame["name"].ne(""), whole)
    return frame.assign(name=named_so, role=role).apply(_said), found.problems


def _said(column: pd.Series) -> pd.Series:
    # `NA` is left alone in names and countries: it is Namibia's code.
    nothing = NO_TIME if column.name in ("registered_at", "status") else ("-", "--")
    return column.str.strip().where(~column.str.strip().isin(nothing), "")


def _registrations(people: pd.DataFrame, source: Content, reading: Reading) -> pd.DataFrame:
    registered = people[people["registered_at"].ne("") | people["status"].ne("")]
    at = instants(registered[["registered_at"]], source, reading, event=False)
    table = registered[["name", "email", "country", "status"]].assign(
        registered_at=at["registered_at"]
    )
    return kind_table("registration", table)
