"""Small counts of people withheld, before any sentence, chart or table is made of them.

The rules, in the words of the methods page:

1. No count of people by country, language, theme, room or organisation from 1 to `smallest` - 1 is
   told: a threshold rule, as statistics offices use for tables of frequencies.
2. Zero may be told: it counts nobody. So may the names of the groups, without their counts.
3. Totals over all groups are always told. Groups too small to be told are added up ('other
   countries') rather than left out: fewer holes, and every sum is right.
4. What is withheld must not follow from what is told: from a total and its parts, from two tables,
   from two quarters. Further groups are withheld until more than `smallest` other values remain
   possible for each, whoever knows the rules too. `auditing.audit` proves it.
5. A group is shown whole, or by its total alone, or added up with others; at least `LEAST_SHOWN` of
   the cells of a table have a number.

Source: Hundepool and others, 'Statistical Disclosure Control', Wiley 2012, chapters 4 (secondary
suppression, audit) and 5 (tables of frequencies). It withholds single cells; here whole groups are
added up, which a reader of a report need not have explained.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from copanalytics.auditing import Published, Told, recoverable, screened

SMALLEST = 5
"""The smallest count of people by country, language, theme or room that is shown."""

LEAST_SHOWN = 0.6
"""The share of a table's cells that show a number, at the least."""

OTHER = "other"
"""Stands for the groups added up, beside their codes."""

ALL = "all"
"""Stands for the total over all groups, or over all columns."""

State = Literal["whole", "total", "added up"]
Row = dict[str, int]
Shown = dict[str, int | None]


def suppressed(counts: pd.Series, smallest: int = SMALLEST) -> pd.Series:
    """Return the counts with those from 1 to `smallest` - 1 missing. For groups that overlap.

    >>> suppressed(pd.Series({"fees": 7, "trial": 2, "law": 0})).tolist()
    [7, <NA>, 0]
    """
    whole = counts.astype("Int64")
    return whole.mask((whole > 0) & (whole < smallest))


def merged(
    counts: pd.Series, other: str, smallest: int = SMALLEST, named: bool = False
) -> pd.Series:
    """Return the counts, largest first, with the small ones added up under `other`.

    For groups that do not overlap and whose total is known, in a table that shares nothing with
    another; else `protect`. named: whether the groups' names are told, so that each has somebody.
    The next larger group joins the small ones until their sum tells nothing close of any of them.

    >>> merged(pd.Series({"GB": 9, "FR": 6, "DE": 5, "ES": 2, "NL": 1}), "other").to_dict()
    {'GB': 9, 'FR': 6, 'other': 8}
    """
    ranked = counts[counts > 0].astype("Int64").sort_values(ascending=False, kind="stable")
    shown = int((ranked >= smallest).sum())
    if shown == len(ranked):
        return ranked
    while shown and not _safe(ranked.iloc[shown:], smallest, named):
        shown -= 1
    rest = ranked.iloc[shown:]
    return pd.concat([ranked.iloc[:shown], pd.Series({other: rest.sum()}, dtype="Int64")])


def _safe(rest: pd.Series, smallest: int, named: bool) -> bool:
    total, groups = int(rest.sum()), len(rest)
    all_alike = total in (groups, groups * (smallest - 1))
    return groups > 1 and total - (groups if named else 0) > smallest and not all_alike


@dataclass(frozen=True)
class Grid:
    """People by group, as counted: one row a group, one column a kind; every person in one cell.

    name: what no other table of the reports is called, such as '2025-Q1 countries'. With a single
    column it is a list of groups. overlap: a person may be in several rows (themes), so that no
    total is the sum of them. named: whether the names of all groups are told, so that each is known
    to have somebody.
    """

    name: str
    counts: pd.DataFrame
    overlap: bool = False
    named: bool = True

    def cell(self, group: str, column: str = ALL) -> str:
        """Return the name of a cell, for the sums that connect it with another table's.

        >>> Grid("so far", pd.DataFrame()).cell("FR")
        'so far|FR|all'
        """
        return f"{self.name}|{group}|{column}"


@dataclass(frozen=True)
class Protected:
    """A table as it may be shown, missing where withheld, and what it tells.

    rows: groups, the largest first, `other` and `all`; the grid's columns and `all`, or `all`
    alone where no group's split may be told. totals: over all groups, by column. added_up: the
    groups within `other`, or those of a grid with overlap that are not told.
    """

    rows: Mapping[str, Shown]
    totals: Row
    added_up: tuple[str, ...]
    published: Published

    @property
    def shown(self) -> pd.DataFrame:
        """The rows as a frame of whole numbers."""
        return pd.DataFrame.from_dict(dict(self.rows), orient="index").astype("Int64")

    @property
    def share_shown(self) -> float:
        """The share of the table's cells that show a number."""
        told = [n is not None for row in self.rows.values() for n in row.values()]
        return sum(told) / len(told) if told else 1.0


def protect(
    grid: Grid, smallest: int = SMALLEST, known: Published | None = None, proven: bool = True
) -> Protected:
    """Return a table of counts as it may be shown beside everything known already.

    known: other tables, of this report and of earlier ones, joined, with the sums that connect them
    with this one by `Grid.cell`. proven: whether it is audited by linear programming at once;
    without, do so (`auditing.recoverable`) when all tables are joined.

    Raises: CopanalyticsError when the counts contradict what is known.

    >>> counts = pd.DataFrame({"new": [19, 9, 3, 1], "returning": [8, 2, 4, 1]},
    ...                       index=["GB", "FR", "DE", "ES"])
    >>> protect(Grid("here", counts)).shown
            new  returning  all
    GB       19          8   27
    FR     <NA>       <NA>   11
    other  <NA>       <NA>    9
    all      32         15   47
    """
    known = known or Published()
    first = _first_states(_rows(grid), smallest)
    no_splits: dict[str, State] = {
        group: "total" if state == "whole" else state for group, state in first.items()
    }
    settled = [_settled(grid, first, known, (smallest, proven))]
    if len(settled[0].added_up) > list(first.values()).count("added up"):
        settled.append(_settled(grid, no_splits, known, (smallest, proven)))
    # A group more is worth more than any split.
    return min(settled, key=lambda table: len(table.added_up))


def announced(grid: Grid, smallest: int = SMALLEST) -> Published:
    """Return what a table tells whatever else it shows: its totals, and the groups' names.

    Join those of all tables of a report to what is known before the first of them is protected.
    """
    groups = _first_states(_rows(grid), smallest)
    states: dict[str, State] = {group: "added up" for group in groups}
    return _table(grid, states, smallest).published


def _settled(
    grid: Grid, states: dict[str, State], known: Published, how: tuple[int, bool]
) -> Protected:
    """The first table of which nothing follows, beginning with the states."""
    smallest, proven = how
    before = set(screened(known, smallest))
    while True:
        table = _table(grid, states, smallest)
        joined = known.joined(table.published)
        exposed = set(screened(joined, smallest)) - before
        if proven and not exposed:
            exposed = set(recoverable(joined, smallest)) - before
        enough = grid.overlap or table.share_shown >= LEAST_SHOWN
        if set(states.values()) <= {"added up"} or (enough and not exposed):
            return table
        states = _less(states, exposed)


def _first_states(rows: Mapping[str, Row], smallest: int) -> dict[str, State]:
    """How each group may be shown by itself, the largest first."""
    ranked = sorted(rows, key=lambda group: -rows[group][ALL])
    return {
        group: "added up" if row[ALL] < smallest else "total" if _small(row, smallest) else "whole"
        for group, row in ((group, rows[group]) for group in ranked)
        if row[ALL]
    }


def _less(states: Mapping[str, State], exposed: set[str]) -> dict[str, State]:
    """The states with one group shown less: the smallest, of those with an exposed cell if any.

    An exposed cell is mended by a total alone, an exposed total by adding up; with too many holes
    and nothing exposed, no group's split is shown.
    """
    kept = [group for group, state in states.items() if state != "added up"]
    whole = [group for group in kept if states[group] == "whole"]
    if not exposed:
        return {**states, **dict.fromkeys(whole, "total")}
    groups = {group for name in exposed for group in name.split("|")[1:2]}
    hit = [group for group in kept if group in groups]
    only_cells = not any(name.endswith(f"|{ALL}") for name in exposed)
    chosen = (hit or (only_cells and whole) or kept)[-1]
    milder = only_cells and states[chosen] == "whole"
    return {**states, chosen: "total" if milder else "added up"}


def _rows(grid: Grid) -> dict[str, Row]:
    """The counts of each group by column, and under ALL; a single column is ALL itself."""
    columns = [str(column) for column in grid.counts.columns]
    found = {}
    for group, *counts in grid.counts.astype("int64").itertuples(name=None):
        by_column = dict(zip(columns, counts, strict=True)) if len(columns) > 1 else {}
        found[str(group)] = {**by_column, ALL: sum(counts)}
    return found


def _small(row: Row, smallest: int) -> bool:
    return any(0 < n < smallest for n in row.values())


def _table(grid: Grid, states: Mapping[str, State], smallest: int) -> Protected:
    """The table that the states make, and what it tells of every cell."""
    counts = _rows(grid)
    totals = _sum(list(counts.values())) or {ALL: 0}
    added = tuple(group for group, state in states.items() if state == "added up")
    kept = {group: _as(states[group], counts[group]) for group in states if group not in added}
    if grid.overlap:
        kept |= {group: _as("added up", counts[group]) for group in added}
    elif added and kept:
        other = _sum([counts[group] for group in added])
        kept[OTHER] = _as("total" if _small(other, smallest) else "whole", other)
    if "whole" not in states.values():  # no group's split is told: no columns of holes
        kept = {group: {ALL: row[ALL]} for group, row in kept.items()}
    whole = totals if "whole" in states.values() or not kept else {ALL: totals[ALL]}
    rows = kept if grid.overlap else {**kept, ALL: whole}
    return Protected(rows, totals, added, _told(grid, kept, (totals, added)))


def _as(state: State, row: Row) -> Shown:
    told = {"whole": set(row), "total": {ALL}, "added up": set()}[state]
    return {column: n if column in told else None for column, n in row.items()}


def _sum(rows: list[Row]) -> Row:
    return {column: sum(row[column] for row in rows) for column in (rows[0] if rows else ())}


def _told(grid: Grid, kept: Mapping[str, Shown], rest: tuple[Row, tuple[str, ...]]) -> Published:
    """What is told of every cell, of those added up too, and the sums that the table is."""
    totals, added = rest
    rows = kept if grid.overlap else {**{group: {ALL: None} for group in added}, **kept}
    cells: dict[str, Told] = {
        grid.cell(group, column): (int(grid.named and column == ALL), None) if n is None else (n, n)
        for group, row in rows.items()
        for column, n in row.items()
    }
    split = [column for column in totals if column != ALL]
    across = [
        (grid.cell(group), tuple(grid.cell(group, column) for column in split))
        for group in (*rows, ALL)
        if split
    ]
    if grid.overlap:
        return Published(cells, tuple(across[:-1]))
    parts = {ALL: tuple(kept) or added, OTHER: added if OTHER in kept else ()}
    down = [
        (grid.cell(total, column), tuple(grid.cell(group, column) for group in groups))
        for total, groups in parts.items()
        for column in totals
        if groups
    ]
    told = {grid.cell(ALL, column): (n, n) for column, n in totals.items()}
    return Published({**cells, **told}, (*across, *down), frozenset(told))


def merged_rows(table: pd.DataFrame, other: str, smallest: int = SMALLEST) -> pd.DataFrame:
    """Return a table of counts whose columns add up to a row, the rows with a small one together.

    For rows that do not overlap: a row is shown where each of its counts is 0 or not small; the
    others are added up under `other`, and so are the next smaller ones until that row tells
    nothing close of any in it.

    >>> table = pd.DataFrame({"came": [9, 6, 5], "never": [7, 1, 6]}, index=["GB", "FR", "DE"])
    >>> merged_rows(table, "other").to_dict("index")
    {'GB': {'came': 9, 'never': 7}, 'other': {'came': 11, 'never': 7}}
    """
    size = table.sum(axis=1)
    ranked = table.loc[size[size > 0].sort_values(ascending=False, kind="stable").index]
    fine = ((ranked == 0) | (ranked >= smallest)).all(axis=1)
    shown, rest = ranked[fine], ranked[~fine]
    while len(shown) and len(rest) and not _safe_row(rest, smallest):
        shown, rest = shown.iloc[:-1], pd.concat([shown.iloc[-1:], rest])
    if rest.empty:
        return shown
    if not _safe_row(rest, smallest):
        return ranked.iloc[:0]
    return pd.concat([shown, rest.sum().to_frame(other).T])


def _safe_row(rest: pd.DataFrame, smallest: int) -> bool:
    together = rest.sum()
    large = ((together == 0) | (together >= smallest)).all()
    return bool(large) and _safe(rest.sum(axis=1), smallest, named=True)
