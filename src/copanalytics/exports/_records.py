"""Rows below a heading as a frame of texts, with every row that does not fit reported."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._content import Content, Row
from copanalytics.folding import fold


@dataclass(frozen=True)
class Records:
    """Rows as texts, indexed by their line in the file, and the problems of those left out."""

    frame: pd.DataFrame
    problems: tuple[Problem, ...] = ()


def records(rows: Sequence[Row], columns: Sequence[str]) -> Records:
    """Return the rows as a frame with the columns, by position; blank rows are passed over.

    A row shorter than the heading has empty cells at its end (exporters cut them); a longer one
    whose surplus says something is not read, but reported.
    """
    width = len(columns)
    told = [row for row in rows if "".join(row.cells[:1]).strip() or not row.blank]
    long = [
        row for row in told if len(row.cells) > width and any(map(str.strip, row.cells[width:]))
    ]
    problems = tuple(_too_long(row, width) for row in long)
    left_out = {row.line for row in long}
    kept = [row for row in told if row.line not in left_out] if long else told
    empty = [""] * width
    cells = [row.cells if len(row.cells) == width else [*row.cells, *empty] for row in kept]
    # Column by column: a row at a time takes pandas several times as long.
    table = {at: [row[at] for row in cells] for at in range(width)}
    frame = pd.DataFrame(table, index=[row.line for row in kept], dtype="str")
    frame.columns = list(columns)
    return Records(frame, problems)


def _too_long(row: Row, width: int) -> Problem:
    found = len(row.cells)
    return Problem(row.line, "error", f"has {found} cells under {width} headings; was not read.")


def named(headings: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """Return the column that each heading's position means, for the headings that `names` lists.

    names: column to its headings, folded. Of a heading that occurs twice, the first counts.
    """
    meaning = {heading: column for column, known in names.items() for heading in known}
    found: dict[int, str] = {}
    for position, heading in enumerate(headings):
        column = meaning.get(fold(heading))
        if column and column not in found.values():
            found[position] = column
    return found


def whole_number(cell: str) -> int | None:
    """Return the whole number that a cell says; None if it says none, or one beyond all counting.

    >>> whole_number(" 12 "), whole_number("³"), whole_number("9" * 5000)
    (12, None, None)
    """
    said = cell.strip()
    return int(said) if re.fullmatch(r"[0-9]{1,15}", said) else None


def line_number(index: object) -> int:
    """Return the line of the file that a row of `records` is indexed by."""
    return int(str(index))


def heading_row(source: Content, needed: Sequence[Sequence[str]], within: int = 12) -> int | None:
    """Return the index of the first row that has one of each group of folded headings."""
    for index, row in enumerate(source.rows[:within]):
        cells = set(row.folded)
        if all(cells & set(group) for group in needed):
            return index
    return None
