"""Lists of people of a known platform, in the kind's columns, by the platform's own headings."""

from dataclasses import replace

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports import _mapped
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Kind, Reading
from copanalytics.exports._headings import headings
from copanalytics.shipping import shipped

TAKEN = (
    *("name", "first_name", "last_name", "email", "organisation", "country", "derived_country"),
    *("language", "registered_at", "status", "quantity", "guests"),
)
"""What headings.csv may make of a column; what else it lists tells the format from others."""


LARGEST = 1_000_000
"""A number from which on it is no number of people."""


def people(name: str, kind: Kind, source: Content, reading: Reading) -> Export:
    """Return the list as an export of the format `name`; its first row is the heading row.

    A heading of the format means what headings.csv says; for others the analyst's mappings hold
    and, for members, the shipped ones.
    """
    ours = pd.DataFrame(
        [
            (kind, heading, column)
            for column, known in headings(name).items()
            for heading in known
            if column in TAKEN
        ],
        columns=["kind", "heading", "column"],
    )
    usual = shipped("mappings") if kind == "members" else reading.mappings[:0]
    others = pd.concat([reading.mappings, usual], ignore_index=True)
    here = ours.loc[ours["heading"].isin(source.rows[0].folded), "column"]
    mappings = pd.concat([ours, others[~others["column"].isin(here)]], ignore_index=True)
    known = _mapped.first_meanings(mappings)
    return replace(_mapped.read(source, replace(reading, mappings=known), kind), format=name)


def more_than_one(found: Export, source: Content, column: str, said: str) -> list[Problem]:
    """Return a note for each row whose number in the column stands for people without a name."""
    if column not in found.table:
        return []
    numbers = pd.to_numeric(found.table[column], errors="coerce")
    lines = [row.line for row in source.rows[1:] if not row.blank]
    if len(lines) != len(numbers):
        return []
    return [
        Problem(line, "note", said.format(int(number)))
        for line, number in zip(lines, numbers.where(numbers.lt(LARGEST), 0), strict=True)
        if said and number > (1 if column == "quantity" else 0)
    ]
