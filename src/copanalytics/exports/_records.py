"""Rows below a heading as a frame of texts, with every row that does not fit reported."""

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
    width, kept, problems = len(columns), {}, []
    for row in rows:
        if row.blank:
            continue
        if any(cell.strip() for cell in row.cells[width:]):
            found = len(row.cells)
            problems.append(
                Problem(
                    row.line, "error", f"has {found} cells under {width} headings; was not read."
                )
            )
            continue
        kept[row.line] = [*row.cells[:width], *[""] * (width - len(row.cells))]
    frame = pd.DataFrame.from_dict(kept, orient="index", columns=list(columns), dtype="str")
    return Records(frame, tuple(problems))


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
