"""What can be worked out of published numbers: the attacker's side of disclosure control.

Every number is a cell with a name, of which is told that it is at least this and at most that. The
sums say which cells add up to which. What follows for each cell is found by linear programming, as
statistics offices audit the tables that they withhold cells of: Fischetti and Salazar-González,
'Solving the cell suppression problem on tabular data with linear constraints', Management Science
47(7), 2001; Hundepool et al., 'Handbook on Statistical Disclosure Control', second edition 2024,
chapter 4.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from copanalytics.errors import CopanalyticsError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Told = tuple[int, int | None]
"""What is told of a number: at least, and at most (None: nothing)."""

MANY = 10**6
"""More people than any community has; stands for no upper bound."""

GUESSES = 8
"""Solutions looked at, by chance, before cells have linear programmes of their own."""

AT_ONCE = 20_000
"""Unknowns of one linear programme; many small ones are solved together, which is quicker."""


@dataclass(frozen=True)
class Published:
    """What is told of the cells of tables, in one report or in several.

    cells: what is told of each. sums: the name of each total, and those of its parts. totals: cells
    that are told whatever they are, as they count people of all groups together, or nobody.

    What only the sums name is no number of any table, such as how many more came than before.
    """

    cells: Mapping[str, Told] = field(default_factory=dict)
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    totals: frozenset[str] = frozenset()

    def joined(self, *others: "Published") -> "Published":
        """Return what is told by this and the others together."""
        return reduce(_both, others, self)

    def near(self, names: Iterable[str]) -> "Published":
        """Return what is told of the named cells, and of all that sums connect with them."""
        near, rest = set(names), self.sums
        while True:
            apart = tuple(each for each in rest if near.isdisjoint((each[0], *each[1])))
            if len(apart) == len(rest):
                break
            touched = set(rest) - set(apart)
            near |= {name for total, parts in touched for name in (total, *parts)}
            rest = apart
        cells = {name: told for name, told in self.cells.items() if name in near}
        sums = tuple(each for each in self.sums if each[0] in near)
        return Published(cells, sums, self.totals & near)

    def totals_alone(self) -> "Published":
        """Return the same cells, told no more than the totals, and that there is somebody."""
        cells = {
            name: told if name in self.totals else (min(told[0], 1), None)
            for name, told in self.cells.items()
        }
        return Published(cells, self.sums, self.totals)

    def as_json(self) -> str:
        """Return it as JSON text, sorted: the same content gives the same bytes."""
        told = {
            "cells": {name: self.cells[name] for name in sorted(self.cells)},
            "sums": sorted(self.sums),
            "totals": sorted(self.totals),
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Published":
        """Return what `as_json` wrote.

        Raises: ValueError, KeyError or TypeError when it is something else.
        """
        told = json.loads(text)
        cells = {str(name): (int(low), high) for name, (low, high) in told["cells"].items()}
        sums = tuple((total, tuple(parts)) for total, parts in told["sums"])
        return cls(cells, sums, frozenset(told["totals"]))


def _both(one: Published, other: Published) -> Published:
    cells = dict(one.cells)
    for name, (low, high) in other.cells.items():
        before_low, before_high = cells.get(name, (0, None))
        highs = [most for most in (before_high, high) if most is not None]
        cells[name] = (max(low, before_low), min(highs) if highs else None)
    sums = tuple(dict.fromkeys((*one.sums, *other.sums)))
    return Published(cells, sums, one.totals | other.totals)


def audit(published: Published, smallest: int) -> pd.DataFrame:
    """Return what follows for each cell that is not told: cell, low, high, exposed.

    exposed: the number may be from 1 to `smallest` - 1, and no more than `smallest` other values
    are possible; or it follows for who takes every cell that is not told for a small one. A number
    of no table is exposed when it must be from 1 to `smallest` - 1. Not held against it is what the
    totals over all groups tell, the names of groups with and without anybody, and the rule that is
    printed beside a cell ('fewer than 5').

    Raises: CopanalyticsError when the numbers contradict one another.
    """
    judged = _judged(published, smallest, lambda system, _: _solved(system))
    cells = {"cell": judged.names, "low": judged.low, "high": judged.high}
    frame = pd.DataFrame({**cells, "exposed": judged.exposed})
    return frame[judged.hidden].reset_index(drop=True)


def recoverable(published: Published, smallest: int) -> list[str]:
    """Return the cells that `audit` finds exposed, by name; no bound is sought that is not needed.

    Raises: CopanalyticsError when the numbers contradict one another.
    """
    return _judged(published, smallest, _solved).found


def screened(published: Published, smallest: int) -> list[str]:
    """Return cells that are exposed, found by passing bounds along the sums, which is quick.

    Where sums form loops, as in a table of three columns or over several quarters, it may miss
    cells that `recoverable` finds.

    Raises: CopanalyticsError when the numbers contradict one another.
    """
    return _judged(published, smallest, lambda system, _: _passed_on(system)).found


@dataclass(frozen=True)
class _System:
    """The cells as unknowns, the sums as equations: sign x unknown, added up by row, is zero.

    table: whether a cell is one of a table, and not told whatever it is.
    """

    names: list[str]
    low: np.ndarray
    high: np.ndarray
    table: np.ndarray
    row: np.ndarray
    column: np.ndarray
    sign: np.ndarray

    @classmethod
    def of(cls, published: Published) -> "_System":
        """Return the system of what is told."""
        inner = {name for total, parts in published.sums for name in (total, *parts)}
        names = sorted(inner | set(published.cells))
        place = {name: n for n, name in enumerate(names)}
        told = [published.cells.get(name, (0, None)) for name in names]
        entries = [
            (row, place[name], sign)
            for row, (total, parts) in enumerate(published.sums)
            for sign, name in ((1, total), *((-1, part) for part in parts))
        ]
        row, column, sign = np.array(entries, dtype="int64").reshape(-1, 3).T
        low = np.array([least for least, _ in told], dtype="int64")
        high = np.array([MANY if most is None else most for _, most in told], dtype="int64")
        table = np.array([name in published.cells for name in names], dtype="bool")
        return cls(names, low, high, table, row, column, sign)


@dataclass(frozen=True)
class _Judged:
    """Each cell with its bounds, whether it is not told, and whether it is exposed."""

    names: list[str]
    low: np.ndarray
    high: np.ndarray
    hidden: np.ndarray
    exposed: np.ndarray

    @property
    def found(self) -> list[str]:
        """The exposed cells."""
        return [self.names[n] for n in np.flatnonzero(self.exposed)]


def _judged(published: Published, smallest: int, bounds: "Bounds") -> _Judged:
    system, totals = _System.of(published), _System.of(published.totals_alone())
    hidden = (system.low < system.high) & ~np.isin(system.names, list(published.totals))
    least, most = _passed_on(totals)
    told = np.minimum(system.high - system.low, most - least)

    def close(low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Return whether bounds are too close, and closer than the totals alone make them."""
        surely_small = (low > 0) & (high < smallest)
        near = (low < smallest) & (high > 0) & (high - low <= smallest)
        return hidden & (high - low < told) & np.where(system.table, near, surely_small)

    low, high = bounds(system, close)
    by_rule = _all_alike(system, *_passed_on(system), smallest)
    by_rule &= ~_all_alike(totals, least, most, smallest)
    exposed = close(low, high)
    if exposed.any():
        least, most = bounds(totals, lambda *_: exposed)
        exposed &= high - low < most - least
    exposed |= hidden & system.table & by_rule
    return _Judged(system.names, low, high, hidden, exposed)


def _all_alike(system: _System, low: np.ndarray, high: np.ndarray, smallest: int) -> np.ndarray:
    """Whether a cell is one of a sum whose open parts are all `smallest` - 1, if all are small."""
    free = (low < high)[system.column]
    rest = np.bincount(system.row, np.where(free, 0, system.sign * low[system.column]))
    size = np.bincount(system.row, free)
    open_total = np.bincount(system.row, free & (system.sign > 0)) > 0
    rows = (size > 0) & ~open_total & (rest == size * (smallest - 1))
    return np.isin(np.arange(len(low)), system.column[free & rows[system.row]])


Close = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""From the least and the most of each cell to whether that is too close."""

Bounds = Callable[[_System, Close], tuple[np.ndarray, np.ndarray]]
"""From a system to the least and the most that each of its cells can be, where they matter."""


def _passed_on(system: _System) -> tuple[np.ndarray, np.ndarray]:
    """The bounds of every cell, narrowed by each sum until no sum narrows any further."""
    low, high = system.low.copy(), system.high.copy()
    row, column, plus = system.row, system.column, system.sign > 0
    while True:
        before = low.sum(), high.sum()
        least = np.where(plus, low[column], -high[column])
        most = np.where(plus, high[column], -low[column])
        all_least = np.bincount(row, least).astype("int64")
        all_most = np.bincount(row, most).astype("int64")
        from_below, from_above = most - all_most[row], least - all_least[row]
        np.maximum.at(low, column, np.where(plus, from_below, -from_above))
        np.minimum.at(high, column, np.where(plus, from_above, -from_below))
        if (low > high).any():
            raise _contradiction(system.names[int((low > high).argmax())])
        if before == (low.sum(), high.sum()):
            return low, high


def _solved(system: _System, close: Close | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The bounds of every cell that all sums together allow, by linear programming.

    With `close`, what is known to be wide enough is given as wide as was seen, and no wider.
    """
    from scipy.sparse import coo_array, csr_array  # late: it takes a second, few runs need it

    low, high = _passed_on(system)
    shape = (int(system.row.max(initial=-1)) + 1, len(system.names))
    sums = csr_array(coo_array((system.sign, (system.row, system.column)), shape=shape))
    free = np.flatnonzero(low < high)
    target = -(sums @ np.where(low < high, 0, low))
    if len(free):
        part = sums[:, free]
        rows = np.flatnonzero(np.diff(part.indptr))
        problem = _Problem(part[rows], target[rows], np.column_stack([low[free], high[free]]))
        _widened(problem, free, (low, high), close)
    return low, high


@dataclass(frozen=True)
class _Problem:
    """Sums of open cells, what each makes, and the least and the most of each cell."""

    sums: "csr_array"
    target: np.ndarray
    bounds: np.ndarray

    def solved(self, aims: np.ndarray) -> np.ndarray:
        """The cells where each aim times them is least, a row an aim; all in one programme."""
        from scipy.optimize import linprog
        from scipy.sparse import block_diag

        done = linprog(
            aims.ravel(),
            A_eq=block_diag([self.sums] * len(aims), format="csr"),
            b_eq=np.tile(self.target, len(aims)),
            bounds=np.tile(self.bounds, (len(aims), 1)),
            method="highs-ds",
        )
        if done.x is None:
            raise _contradiction("a sum")
        return done.x.reshape(aims.shape)


def _widened(
    problem: _Problem,
    cells: np.ndarray,
    bounds: tuple[np.ndarray, np.ndarray],
    close: Close | None,
) -> None:
    """Set the bounds of the cells: whatever solves the sums widens what was seen of every cell."""
    low, high = bounds
    size = len(cells)
    guesses = np.random.default_rng(0).normal(size=(GUESSES, size))
    low[cells], high[cells] = _seen(problem.solved(guesses))
    for tried in _one_by_one(size):
        aims = tried * (close(low, high)[cells] if close else 1)
        aims = aims[aims.any(axis=1)]
        if len(aims):
            least, most = _seen(problem.solved(aims))
            low[cells], high[cells] = np.minimum(low[cells], least), np.maximum(high[cells], most)


def _seen(found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most; people are whole: between two whole numbers is rounded inward."""
    return np.ceil(found.min(axis=0) - 1e-6), np.floor(found.max(axis=0) + 1e-6)


def _one_by_one(size: int) -> list[np.ndarray]:
    """The aims that give the least and the most of every cell, as many as go into one programme."""
    each = np.vstack([np.eye(size), -np.eye(size)])
    return np.array_split(each, 1 + each.size // AT_ONCE)


def _contradiction(where: str) -> CopanalyticsError:
    return CopanalyticsError(
        f"{where}: does not agree with what was published before; make every quarter's report "
        "again, with --all."
    )
