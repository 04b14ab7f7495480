"""How much may be shown when every quarter is protected beside all earlier ones, and what follows.

Usage: .venv/bin/python benchmarks/disclosure.py [--seeds 200]
"""

import argparse
import sys
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from quarters import COUNTRIES, counted, with_so_far

from copanalytics.auditing import recoverable
from copanalytics.disclosure import SMALLEST, Protected


def main() -> None:
    """Run the simulation and print a line a table, and the total of cells that follow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    seeds = parser.parse_args().seeds
    start, rows, exposed = time.process_time(), [], 0
    for seed in range(seeds):
        tables, known = with_so_far(seed)
        exposed += len(recoverable(known, SMALLEST))
        grids = [grid for both in counted(seed) for grid in both]
        rows += [
            measured(table, grid.counts, n % 2)
            for n, (table, grid) in enumerate(zip(tables, grids, strict=True))
        ]
    print(pd.DataFrame(rows).groupby("table").agg(["mean", "min"]).round(2).T.to_string())
    print(f"{seeds} communities, {exposed} cells recoverable, {time.process_time() - start:.0f} s")


def measured(table: Protected, counts: pd.DataFrame, which: int) -> dict[str, float | str]:
    """Return the shares of cells, of countries and of people that a table shows by themselves."""
    kept = [group for group in COUNTRIES if group in table.rows]
    large = int((counts.sum(axis=1) >= SMALLEST).sum())
    own = sum(table.rows[group]["all"] or 0 for group in kept)
    return {
        "table": ("here, new or returning", "so far")[which],
        "cells shown": table.share_shown,
        "countries shown, of those large enough": len(kept) / max(large, 1),
        "people in a country shown": own / max(table.totals["all"], 1),
    }


if __name__ == "__main__":
    main()
