"""Tables of people by group: as counted, and as they may be shown.

A group is shown whole, or by its total alone, or added up with others; which of the three each is
decides what a table tells (`disclosure` decides that).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from copanalytics.auditing import Published, Told

OTHER = "other"
"""Stands for the groups added up, beside their codes."""

ALL = "all"
"""Stands for the total over all groups, or over all columns."""

State = Literal["whole", "total", "added up"]
States = Mapping[str, State]
Row = dict[str, int]
Shown = dict[str, int | None]


@dataclass(frozen=True)
class Grid:
    """People by group, as counted: one row a group, one column a kind; every person in one cell.

    name: what no other table of a community's reports is called, such as '2025-Q1 countries'. With
    a single column it is a list of groups. overlap: a person may be in several rows (themes), so
    that no total is the sum of them. halves: a group is told with all its columns or not at all, as
    its total alone answers no question. named: whether the report tells of which groups there is
    somebody; where it does not, the rows are all groups that there may be, also those of nobody.
    """

    name: str
    counts: pd.DataFrame
    overlap: bool = False
    halves: bool = False
    named: bool = True

    def cell(self, group: str, column: str = ALL) -> str:
        """Return the name of a cell, for the sums that connect it with another table's.

        >>> Grid("so far", pd.DataFrame()).cell("FR")
        'so far|FR|all'
        """
        return f"{self.name}|{group}|{column}"

    @property
    def cells(self) -> set[str]:
        """The names of all its cells, totals and what is added up among them."""
        columns = [*map(str, self.counts.columns), ALL]
        groups = [*map(str, self.counts.index), OTHER, ALL]
        return {self.cell(group, column) for group in groups for column in columns}

    @property
    def rows(self) -> dict[str, Row]:
        """The counts of each group by column, and under ALL; a single column is ALL itself."""
        columns = [str(column) for column in self.counts.columns]
        found = {}
        for group, *counts in self.counts.astype("int64").itertuples(name=None):
            by_column = dict(zip(columns, counts, strict=True)) if len(columns) > 1 else {}
            found[str(group)] = {**by_column, ALL: sum(counts)}
        return found

    @property
    def ranked(self) -> list[str]:
        """The groups, the largest first; of those named, the ones of somebody."""
        rows = self.rows
        there = [group for group in rows if rows[group][ALL] or not self.named]
        return sorted(there, key=lambda group: -rows[group][ALL])


@dataclass(frozen=True)
class Protected:
    """A table as it may be shown, missing where withheld, and what it tells.

    rows: groups, the largest first, `other` and `all`; the grid's columns and `all`, or `all`
    alone where no group's split may be told. totals: over all groups, by column. added_up: the
    groups within `other`, or those of a grid with overlap that are not told. grid, states: what it
    was made of.
    """

    rows: Mapping[str, Shown]
    totals: Row
    added_up: tuple[str, ...]
    published: Published
    grid: Grid = field(repr=False)
    states: States = field(repr=False)

    @property
    def shown(self) -> pd.DataFrame:
        """The rows as a frame of whole numbers."""
        return pd.DataFrame.from_dict(dict(self.rows), orient="index").astype("Int64")

    @property
    def people(self) -> pd.Series:
        """The people of each row; of `all` alone where no group may be told."""
        if len(self.rows) > 1 or self.grid.overlap:
            return self.shown[ALL].drop(ALL, errors="ignore") if self.rows else _nobody()
        return self.shown[ALL]

    @property
    def share_shown(self) -> float:
        """The share of the table's cells that show a number."""
        told = [n is not None for row in self.rows.values() for n in row.values()]
        return sum(told) / len(told) if told else 1.0


def _nobody() -> pd.Series:
    return pd.Series(dtype="Int64")


def shown_as(grid: Grid, states: States, smallest: int) -> Protected:
    """Return the table that the states make, and what it tells of every cell."""
    counts = grid.rows
    totals = _sum(list(counts.values())) or {ALL: 0}
    added = tuple(group for group, state in states.items() if state == "added up")
    kept = {group: _as(states[group], counts[group]) for group in states if group not in added}
    if grid.overlap:
        kept |= {group: _as("added up", counts[group]) for group in added}
    elif kept and (other := _sum([counts[group] for group in added])).get(ALL):
        kept[OTHER] = _as("total" if is_small(other, smallest) else "whole", other)
    if "whole" not in states.values():  # no group's split is told: no columns of holes
        kept = {group: {ALL: row[ALL]} for group, row in kept.items()}
    whole = totals if "whole" in states.values() or not kept else {ALL: totals[ALL]}
    rows = kept if grid.overlap else {**kept, ALL: whole}
    return Protected(rows, totals, added, _told(grid, kept, (totals, added)), grid, states)


def told_before(grid: Grid, known: Published, smallest: int) -> Protected | None:
    """Return the table as it was told before; None where it was not, or was of other counts."""
    table = shown_as(
        grid, {group: _state_told(grid, group, known) for group in grid.ranked}, smallest
    )
    told = table.published.cells
    alike = all(known.cells.get(name) == span for name, span in told.items())
    return table if told and alike else None


def _state_told(grid: Grid, group: str, known: Published) -> State:
    row = grid.rows[group]
    told = {
        column: known.cells.get(grid.cell(group, column)) == (n, n) for column, n in row.items()
    }
    return "whole" if all(told.values()) else "total" if told[ALL] else "added up"


def no_splits(states: States, grid: Grid) -> States:
    """Return the states with no group's split told."""
    less: State = "added up" if grid.halves else "total"
    return {group: less if state == "whole" else state for group, state in states.items()}


def is_small(row: Row, smallest: int) -> bool:
    """Return whether any count of a row is from 1 to `smallest` - 1."""
    return any(0 < n < smallest for n in row.values())


def _as(state: State, row: Row) -> Shown:
    told = {"whole": set(row), "total": {ALL}, "added up": set()}[state]
    return {column: n if column in told else None for column, n in row.items()}


def _sum(rows: list[Row]) -> Row:
    return {column: sum(row[column] for row in rows) for column in (rows[0] if rows else ())}


def _told(grid: Grid, kept: Mapping[str, Shown], rest: tuple[Row, tuple[str, ...]]) -> Published:
    """What is told of every cell, of those added up too, and the sums that the table is."""
    totals, added = rest
    rows = kept if grid.overlap else {**{group: {ALL: None} for group in added}, **kept}
    nobody = _nobody_in(grid)
    cells: dict[str, Told] = {
        grid.cell(group, column): (int(grid.named and column == ALL), None) if n is None else (n, n)
        for group, row in rows.items()
        for column, n in row.items()
    } | nobody
    split = [column for column in totals if column != ALL]
    across = [
        (grid.cell(group), tuple(grid.cell(group, column) for column in split))
        for group in (*rows, ALL)
        if split
    ]
    if grid.overlap:
        return Published(cells, tuple(across[:-1]), frozenset(nobody))
    together = OTHER in kept
    parts = {
        ALL: tuple(kept) if together else (*kept, *added),
        OTHER: added if together else (),
    }
    down = [
        (grid.cell(total, column), tuple(grid.cell(group, column) for group in groups))
        for total, groups in parts.items()
        for column in totals
        if groups
    ]
    told = {grid.cell(ALL, column): (n, n) for column, n in totals.items()}
    return Published({**cells, **told}, (*across, *down), frozenset({*told, *nobody}))


def _nobody_in(grid: Grid) -> dict[str, Told]:
    """The cells of the groups without anybody, which are told to be zero where groups are named."""
    return {
        grid.cell(group, column): (0, 0)
        for group, row in grid.rows.items()
        if grid.named and not row[ALL]
        for column in row
    }
