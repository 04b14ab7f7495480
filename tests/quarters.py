"""An invented community of 60 people in 9 countries, quarter by quarter, as tables to protect."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from copanalytics.auditing import Published
from copanalytics.disclosure import announced, protect
from copanalytics.grids import Grid, Protected

COUNTRIES = ("GB", "FR", "DE", "ES", "NL", "IE", "AT", "BE", "CH")
SHARES = (0.34, 0.17, 0.13, 0.09, 0.08, 0.07, 0.05, 0.04, 0.03)
QUARTERS, PEOPLE = 8, 60


def counted(seed: int) -> Iterator[tuple[Grid, Grid]]:
    """Yield, a quarter, who was there by country, new or returning, and who was there so far."""
    chance = np.random.default_rng(seed)
    home = chance.choice(COUNTRIES, PEOPLE, p=SHARES)
    before = np.zeros(PEOPLE, dtype="bool")
    for quarter in range(QUARTERS):
        here = chance.random(PEOPLE) < chance.uniform(0.4, 0.75)
        kinds = {"new": here & ~before, "returning": here & before}
        before |= here
        yield (
            Grid(
                f"{quarter} here", pd.DataFrame({k: by_country(home[v]) for k, v in kinds.items()})
            ),
            Grid(f"{quarter} so far", by_country(home[before]).to_frame("people")),
        )


def by_country(homes: np.ndarray) -> pd.Series:
    return pd.Series(homes, dtype="str").value_counts().reindex(COUNTRIES, fill_value=0)


def here_alone(seed: int) -> tuple[list[Protected], Published]:
    """Return who was there in each quarter as it may be shown, and all that this tells together."""
    tables = [protect(here, proven=False) for here, _ in counted(seed)]
    return tables, Published().joined(*(table.published for table in tables))


def with_so_far(seed: int) -> tuple[list[Protected], Published]:
    """Return both tables of each quarter as they may be shown beside all earlier ones."""
    known, tables, last = Published(), [], None
    for here, so_far in counted(seed):
        known = known.joined(between(last, here, so_far), announced(here), announced(so_far))
        for grid in (here, so_far):
            tables.append(protect(grid, known=known))
            known = known.joined(tables[-1].published)
        last = so_far
    return tables, known


def between(last: Grid | None, here: Grid, so_far: Grid) -> Published:
    """Return that who was there so far was there before or is new, and of whom there is nobody."""
    sums = [
        (so_far.cell(group), (*([last.cell(group)] if last else []), here.cell(group, "new")))
        for group in COUNTRIES
    ]
    none = {
        grid.cell(str(group), column): (0, 0)
        for grid in (here, so_far)
        for group in grid.counts.index[grid.counts.sum(axis=1) == 0]
        for column in ("all", *(grid.counts.columns if grid is here else ()))
    }
    return Published(none, tuple(sums))
