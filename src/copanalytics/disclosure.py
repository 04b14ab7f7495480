"""Small counts of people withheld, before any sentence, chart or table is made of them.

The rules, in the words of the methods page:

1. No count of people by country, language, theme, room or organisation from 1 to `smallest` - 1 is
   told: a threshold rule, as statistics offices use for tables of frequencies.
2. Zero may be told: it counts nobody. So may the names of the groups, without their counts.
3. Totals over all groups are always told. Groups too small to be told are added up ('other
   countries') rather than left out: fewer holes, and every sum is right.
4. What is withheld must not follow from what is told: from a total and its parts, from two tables,
   from two quarters. Further groups are withheld until more than `smallest` other values remain
   possible for each, whoever knows the rules too. `auditing.recoverable` proves it.
5. A group is shown whole, or by its total alone, or added up with others; at least `LEAST_SHOWN` of
   the cells of a table have a number.

A section gives its counts as a `Grid` to `Edition.protected` and says only what comes back. Tables
that sums connect are protected together, by `protect_all`, before the first sentence.

Source: Hundepool and others, 'Statistical Disclosure Control', Wiley 2012, chapters 4 (secondary
suppression, audit) and 5 (tables of frequencies). It withholds single cells; here whole groups are
added up, which a reader of a report need not have explained.
"""

from collections.abc import Sequence

from copanalytics.auditing import Published, recoverable, screened
from copanalytics.grids import (
    ALL,
    Grid,
    Protected,
    State,
    States,
    is_small,
    no_splits,
    shown_as,
    told_before,
)

SMALLEST = 5
"""The smallest count of people by country, language, theme or room that is shown."""

LEAST_SHOWN = 0.6
"""The share of a table's cells that show a number, at the least."""


def protect(
    grid: Grid, smallest: int = SMALLEST, known: Published | None = None, proven: bool = True
) -> Protected:
    """Return a table of counts as it may be shown beside everything known already.

    known: other tables, of this report and of earlier ones, joined, with the sums that connect them
    with this one by `Grid.cell`. proven: whether it is audited by linear programming at once;
    without, do so (`auditing.recoverable`) when all tables are joined.

    Raises: CopanalyticsError when the counts contradict what is known.

    >>> import pandas as pd
    >>> counts = pd.DataFrame({"new": [19, 9, 3, 1], "returning": [8, 2, 4, 1]},
    ...                       index=["GB", "FR", "DE", "ES"])
    >>> protect(Grid("here", counts)).shown
            new  returning  all
    GB       19          8   27
    FR     <NA>       <NA>   11
    other  <NA>       <NA>    9
    all      32         15   47
    """
    known = (known or Published()).near(grid.cells)
    first = _first_states(grid, smallest)
    settled = [_settled(grid, first, known, (smallest, proven))]
    if len(settled[0].added_up) > list(first.values()).count("added up") and not grid.halves:
        settled.append(_settled(grid, no_splits(first, grid), known, (smallest, proven)))
    # A group more is worth more than any split.
    return min(settled, key=lambda table: len(table.added_up))


def protect_all(
    grids: Sequence[Grid],
    smallest: int = SMALLEST,
    known: Published | None = None,
    before: Published | None = None,
) -> list[Protected]:
    """Return the tables of a report as they may be shown beside one another and all that is known.

    grids: the most important first, as it is the last ones of which more is withheld. known: the
    tables of other reports, and the sums that connect them with these and these with one another.
    before: what an earlier making of this report told; what it told of the same counts stays.

    Raises: CopanalyticsError when the counts contradict what is known.
    """
    around = (known or Published()).joined(*(announced(grid, smallest) for grid in grids))
    tables: list[Protected] = []
    for grid in grids:
        table = told_before(grid, before or Published(), smallest)
        tables.append(table or protect(grid, smallest, around, proven=False))
        around = around.joined(tables[-1].published)
    return _proven(tables, smallest, known or Published())


def announced(grid: Grid, smallest: int = SMALLEST) -> Published:
    """Return what a table tells whatever else it shows: its totals, and the groups' names.

    Join those of all tables of a report to what is known before the first of them is protected.
    """
    states: dict[str, State] = dict.fromkeys(grid.ranked, "added up")
    return shown_as(grid, states, smallest).published


def _proven(tables: list[Protected], smallest: int, known: Published) -> list[Protected]:
    """The tables, less of them shown until nothing follows by linear programming."""
    spent: set[str] | None = None
    while True:
        joined = known.joined(*(table.published for table in tables))
        exposed = set(recoverable(joined, smallest))
        if exposed and spent is None:
            spent = set(recoverable(known, smallest))
        exposed -= spent or set()
        place = _nearest(tables, exposed, joined) if exposed else None
        if place is None:
            return tables
        at, names = place
        lessened = _enough(tables[at].grid, _less(tables[at], names), smallest)
        tables = [*tables[:at], lessened, *tables[at + 1 :]]


def _nearest(
    tables: list[Protected], exposed: set[str], joined: Published
) -> tuple[int, set[str]] | None:
    """The last table that still shows a group, of those that fewest sums part from an exposed cell,
    and its cells there; None where no table shows any."""
    names: set[str] = set(exposed)
    while True:
        for at in reversed(range(len(tables))):
            if hit := names & _cells_shown(tables[at]):
                return at, hit
        further = names.union(*({total, *parts} for total, parts in joined.sums
                                if not names.isdisjoint((total, *parts))))  # fmt: skip
        if further == names:
            return None
        names = further


def _cells_shown(table: Protected) -> set[str]:
    """The cells of the groups that a table does not add up."""
    kept = [group for group, state in table.states.items() if state != "added up"]
    columns = [*map(str, table.grid.counts.columns), ALL]
    return {table.grid.cell(group, column) for group in kept for column in columns}


def _settled(grid: Grid, states: States, known: Published, how: tuple[int, bool]) -> Protected:
    """The first table of which nothing follows, beginning with the states."""
    smallest, proven = how
    before = set(screened(known, smallest))
    table = _enough(grid, states, smallest)
    while True:
        joined = known.joined(table.published)
        exposed = set(screened(joined, smallest)) - before
        if proven and not exposed:
            exposed = set(recoverable(joined, smallest)) - before
        if not exposed or not _cells_shown(table):
            return table
        table = _enough(grid, _less(table, exposed), smallest)


def _enough(grid: Grid, states: States, smallest: int) -> Protected:
    """The table that the states make; without any group's split where it had too many holes."""
    table = shown_as(grid, states, smallest)
    if grid.overlap or table.share_shown >= LEAST_SHOWN:
        return table
    return shown_as(grid, no_splits(states, grid), smallest)


def _first_states(grid: Grid, smallest: int) -> States:
    """How each group may be shown by itself, the largest first."""
    rows = grid.rows
    unsplit: State = "added up" if grid.halves else "total"
    return {
        group: "added up"
        if rows[group][ALL] < smallest
        else unsplit
        if is_small(rows[group], smallest)
        else "whole"
        for group in grid.ranked
    }


def _less(table: Protected, exposed: set[str]) -> States:
    """The states with one group shown less: the smallest, of those with an exposed cell if any.

    An exposed cell is mended by a total alone, an exposed total by adding up.
    """
    states = table.states
    kept = [group for group, state in states.items() if state != "added up"]
    whole = [group for group in kept if states[group] == "whole"]
    columns = [*map(str, table.grid.counts.columns), ALL]
    hit = [g for g in kept if exposed & {table.grid.cell(g, column) for column in columns}]
    only_cells = not any(name.endswith(f"|{ALL}") for name in exposed)
    chosen = (hit or (only_cells and whole) or kept)[-1]
    milder = only_cells and states[chosen] == "whole" and not table.grid.halves
    return {**states, chosen: "total" if milder else "added up"}
